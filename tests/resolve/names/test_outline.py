"""Outlines: what sounds a name has, against counting them one by one."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_sounds import CLASSES
from strategies import ALPHABETS
from strategies import names as written

from resolve.names import UNKNOWN_KIND, NameTable, read_names
from resolve.names.outline import outlines, unlike
from resolve.sound.alphabet import decode
from resolve.text.words import Role

MOST = 4
OUTLINED = {Role.CORE, Role.QUALIFIER, Role.NUMBER}

names = st.sampled_from(sorted(ALPHABETS)).flatmap(lambda lang: st.tuples(written(lang), st.just(lang)))
names |= st.sampled_from([("Yeni Şəhər", "az"), ("Prof. Dr. Əli", "az"), ("İlham Heydər oğlu Əliyev", "az")])


def read(column: list[tuple[str, str]]) -> NameTable:
    kinds = np.full(len(column), UNKNOWN_KIND, np.uint8)
    return read_names([name for name, _ in column], [lang for _, lang in column], kinds)


def plain_outline(table: NameTable, name: int) -> Counter[str]:
    """How often each class of sounds occurs in the first reading of a name's names proper, four at most."""
    runs, forms, sounds = table.names, table.table.forms, table.table.sounds
    counted: Counter[str] = Counter()
    for token in range(int(runs.first[name]), int(runs.first[name + 1])):
        if runs.role[token] in OUTLINED:
            text = decode(sounds.codes[forms.sound[forms.first[runs.form[token]]]])
            counted.update(next(c for c in CLASSES if sound in c) for sound in text if sound != "j")
    return Counter({one: min(MOST, count) for one, count in counted.items()})


@given(st.lists(names, min_size=1, max_size=4))
def test_as_counted(column: list[tuple[str, str]]) -> None:
    """An outline has as many bits as there are sounds, and two differ in as many as their counts do."""
    table = read(column)
    found = outlines(table)
    plain = [plain_outline(table, row) for row in range(len(column))]
    assert [count.total() for count in plain] == np.bitwise_count(found).tolist()
    for one, counted in zip(found, plain, strict=True):
        for other, others in zip(found, plain, strict=True):
            differ = sum(abs(counted[c] - others[c]) for c in CLASSES)
            assert differ == int(np.bitwise_count(one ^ other))
            whole = max(1, counted.total() + others.total())
            assert pytest.approx(differ / whole) == unlike(np.array([one]), np.array([other]))[0]


@pytest.mark.parametrize(
    ("left", "right", "apart"),
    [
        (("Bakı", "az"), ("Baku", "de"), 1 / 4),
        (("Alijew", "de"), ("Əliyev", "az"), 0),
        (("Əliyev İlham", "az"), ("İlham Əliyev", "az"), 0),
        (("Rza", "az"), ("Nuh", "az"), 1),
        (("Dr. Əli", "az"), ("Əli", "az"), 0),
        (("lalalalalala", "az"), ("lalalala", "az"), 0),
        (("lalalalalala", "az"), ("lalala", "az"), 1 / 7),
    ],
)
def test_unlike_by_hand(left: tuple[str, str], right: tuple[str, str], apart: float) -> None:
    """Apart is the share of sounds that one has alone; order, titles and a fifth of a class do not count."""
    found = outlines(read([left, right]))
    assert pytest.approx(apart) == unlike(found[:1], found[1:])[0]


def test_nothing_is_like_nothing() -> None:
    """Names without a sound are not apart, and no names have no outline."""
    assert [0.0] == unlike(np.zeros(1, np.uint64), np.zeros(1, np.uint64)).tolist()
    assert 0 == len(outlines(read([])))
