"""The walk along texts: it finds what one finds by looking up every run of tokens."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from resolve import Resolver
from resolve.index.layout import Index
from resolve.mentions.phrasebook import Phrasebook
from resolve.mentions.scan import scan
from resolve.text.folding import fold
from resolve.text.normalize import lower

LONGEST = 6
DOCUMENTS = 40
SEED = 6


@pytest.fixture(scope="module")
def index() -> Index:
    import resolve

    return resolve.open().index


def plain_names(index: Index) -> set[tuple[str, ...]]:
    """The names of the gazetteer as runs of folded tokens."""
    texts = fold([index.forms.texts[row] for row in range(len(index.forms.texts))])
    first, form = index.names.first.tolist(), index.names.form.tolist()
    runs = (tuple(texts[at] for at in form[begin:end]) for begin, end in pairwise(first))
    return {run for run in runs if 0 < len(run) <= LONGEST}


def test_walk_finds_what_is_there(index: Index) -> None:
    """Of whole tokens, the walk finds each run that is a name as it is written, and no other."""
    chance = random.Random(SEED)
    names = plain_names(index)
    some = chance.sample(sorted(run for run in names if all(map(str.isalpha, run))), 5 * DOCUMENTS)
    words = ["Və", "Dünən", "Qonaq", "Sabah"]
    texts = [
        " ".join(
            part.title() if part.isascii() else part.capitalize()
            for run in chance.sample(some, 5)
            for part in (*run, chance.choice(words))
        )
        for _ in range(DOCUMENTS)
    ]
    found = scan(texts, ["und"] * len(texts), Phrasebook.of(index))
    sequences, tokens = found.sequences, found.tokens
    heard = found.readings.heard[sequences.readings[:, 0]]
    walked = {
        (int(tokens.document[first]), first, last)
        for first, last, by_ear in zip(
            sequences.first.tolist(), sequences.last.tolist(), heard.tolist(), strict=True
        )
        if not by_ear and last - first < LONGEST
    }
    plain = set()
    for number, text in enumerate(texts):
        folded = fold([lower(word) for word in text.split(" ")])
        begin = int((tokens.document < number).sum())
        for first in range(len(folded)):
            for last in range(first, min(first + LONGEST, len(folded))):
                if tuple(folded[first : last + 1]) in names and text.split(" ")[first][:1].isupper():
                    plain.add((number, begin + first, begin + last))
    assert plain == walked & plain
    assert plain


def test_empty_gazetteer_has_no_phrases(index: Index) -> None:
    """A resolver of the embedded gazetteer knows the beginnings of its names, and no other sequence."""
    book = Phrasebook.of(index)
    low, high = book.names(book.whole[:100])
    assert bool((high > low).all())
    assert not book.goes_on(book.whole[:100] + 1).any()


def test_resolver_is_an_answerer() -> None:
    """What linking asks for, the resolver has."""
    assert {"index", "answer"} <= set(dir(Resolver))
