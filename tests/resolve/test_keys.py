"""Keys: two names share one exactly where the plain definition says so."""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from plain_sounds import plain_coarse, plain_skeleton

from resolve.keys import Level, name_keys
from resolve.names import UNKNOWN_KIND, NameTable, read_names
from resolve.sound.alphabet import MAX_SOUNDS
from resolve.sound.readings import all_names, of_language, reading
from resolve.text.folding import fold
from resolve.text.words import Role

TOKENS = """
    əliyev aliyev alijew алиев eliyev ilham ильхам heydər гейдар oğlu оглы yeni neu новый şəhər dağ üzü dağüzü
    kara bağlar karabağlar mahmud mahmut məmmədov mamedow v. в. nato нато ag qarabağ karabach von xx 1905
"""
KEYED = {Role.CORE, Role.QUALIFIER, Role.NUMBER}

names = st.lists(st.sampled_from(TOKENS.split()), min_size=1, max_size=4).map(" ".join)
languages = st.sampled_from(["az", "tr", "de", "ru", "en", "und"])
asked = st.tuples(names, languages)


def read(column: list[tuple[str, str]]) -> NameTable:
    kinds = np.full(len(column), UNKNOWN_KIND, np.uint8)
    return read_names([name for name, _ in column], [lang for _, lang in column], kinds)


def keys(column: list[tuple[str, str]]) -> list[set[int]]:
    found = name_keys(read(column))
    return [set(found.key[found.row == row].tolist()) for row in range(len(column))]


def plain_keys(name: str, lang: str) -> set[tuple[tuple[str, str], ...]]:
    """All keys of a name, as sorted tuples of what its tokens are in each view and reading."""
    table = read([(name, lang)])
    form, role = table.names.form, table.names.role
    texts = [table.table.forms.texts[f] for f in form]
    sense = table.table.forms.sense[form]
    found = {tuple(sorted(("fine", text) for text in fold(texts)))}
    kept = [i for i in range(len(texts)) if Role(role[i]) in KEYED]

    def sound(text: str, name: str) -> str:
        tried = of_language(lang) if re.search("[a-zà-ɏə]", text) else ("en",)
        return reading(name if name in tried else tried[0]).sounds([text])[0][:MAX_SOUNDS]

    for one in all_names():
        for view, of in (("skeleton", plain_skeleton), ("coarse", plain_coarse)):
            by_sense = {Role.QUALIFIER, Role.CORE}
            parts = [
                ("sense", str(sense[i]))
                if sense[i] and Role(role[i]) in by_sense
                else (view, of(sound(texts[i], one)))
                for i in kept
            ]
            if parts:
                found.add(tuple(sorted(parts)))
            if view == "skeleton" and 3 <= len(parts) <= 6:
                found |= {tuple(sorted(part)) for part in combinations(parts, len(parts) - 1)}
    if 2 <= len(kept) <= 3:
        home = "".join(sound(texts[i], of_language(lang)[0]) for i in kept)
        found.add((("skeleton", plain_skeleton(home[:MAX_SOUNDS])),))
    return found if kept else set()


@given(asked, asked)
@example(("kara bağlar", "tr"), ("karabağlar", "tr"))
@example(("ilham heydər oğlu əliyev", "az"), ("alijew ilham", "de"))
def test_shared_where_the_definition_says_so(left: tuple[str, str], right: tuple[str, str]) -> None:
    """Two names share a key if and only if the definition gives them one in common."""
    found = keys([left, right])
    assert bool(plain_keys(*left) & plain_keys(*right)) == bool(found[0] & found[1])


@given(asked)
def test_as_many_as_the_definition_says(name: tuple[str, str]) -> None:
    """A name has as many keys as it has different views, none twice."""
    found = name_keys(read([name])).key
    assert len(plain_keys(*name)) == len(found) == len(set(found.tolist()))


@given(st.lists(asked, min_size=1, max_size=5))
def test_column_is_one_by_one(column: list[tuple[str, str]]) -> None:
    """A name among others has the keys that it has by itself, and rows come in order."""
    found = name_keys(read(column))
    in_order = list(zip(found.row.tolist(), found.key.tolist(), strict=True))
    assert sorted(set(in_order)) == in_order
    assert [keys([name])[0] for name in column] == keys(column)


@given(
    st.lists(st.sampled_from(["əliyev", "ilham", "rza", "qarabağ", "мамедов"]), min_size=2, max_size=4),
    st.randoms(),
)
def test_order_of_tokens(tokens: list[str], random) -> None:
    """Family name first or last: the keys of whole tokens are the same."""
    mixed = list(tokens)
    random.shuffle(mixed)
    one, other = keys([(" ".join(tokens), "az"), (" ".join(mixed), "az")])
    # What is written together depends on the order; that is one key, of names of two or three tokens.
    assert len(one - other) == len(other - one) <= 1


@pytest.mark.parametrize(
    ("left", "right", "shared"),
    [
        (("İlham Əliyev", "az"), ("Alijew, Ilham", "de"), True),
        (("İlham Heydər oğlu Əliyev", "az"), ("Ильхам Алиев", "ru"), True),
        (("Ceyhun Bayramov", "az"), ("Dschejhun Bajramow", "de"), True),
        (("Kara Bağlar", "tr"), ("Karabağlar", "tr"), True),
        (("Yeni Şəhər", "az"), ("Новый Город", "ru"), True),
        (("İlham Əliyev", "az"), ("Heydər Əliyev", "az"), False),
        (("Ramil Usubov", "az"), ("Ramin Usubov", "az"), False),
        (("İlham Əliyev", "az"), ("Əliyev", "az"), False),
    ],
)
def test_case(left: tuple[str, str], right: tuple[str, str], shared: bool) -> None:
    """Spellings of one name meet; names that differ in a consonant do not."""
    found = keys([left, right])
    assert shared == bool(found[0] & found[1])


def test_names_without_tokens_have_no_key() -> None:
    """What names nothing leads nowhere."""
    assert [set(), set(), set()] == keys([("", "und"), ("1905", "und"), ("...", "und")])


@given(asked, asked)
@example(("alijew ilham", "de"), ("aliyev ilham", "tr"))
@example(("məmmədov rza", "az"), ("mamedow rsa", "de"))
def test_levels(left: tuple[str, str], right: tuple[str, str]) -> None:
    """A key of whole names has one level on both sides; a part of one name may be the whole of another."""
    one, other = (name_keys(read([name])) for name in (left, right))
    levels = dict(zip(other.key.tolist(), other.level.tolist(), strict=True))
    shared = [(key, level) for key, level in zip(one.key.tolist(), one.level, strict=True) if key in levels]
    whole = [(Level(level), Level(levels[key])) for key, level in shared]
    assert [] == [(level, its) for level, its in whole if Level.PART not in (level, its) and level != its]


@pytest.mark.parametrize(
    ("left", "right", "best"),
    [
        (("İlham Əliyev", "az"), ("Əliyev, Ilham", "tr"), Level.FINE),
        (("Alijew", "de"), ("Aliyev", "tr"), Level.COARSE),
        (("Məmmədov", "az"), ("Mamedow", "de"), Level.COARSE),
        (("Mahmud", "az"), ("Mehmet", "tr"), Level.SKELETON),
        (("Kara Bağlar", "tr"), ("Karabağlar", "tr"), Level.PART),
        (("İlham Heydər Əliyev", "az"), ("İlham Əliyev", "az"), Level.PART),
    ],
)
def test_level_by_hand(left: tuple[str, str], right: tuple[str, str], best: Level) -> None:
    """The key that holds the most of two names is of the level of what they have in common."""
    one, other = (name_keys(read([name])) for name in (left, right))
    shared = np.isin(one.key, other.key)
    assert best == Level(one.level[shared].min())
