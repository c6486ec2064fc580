"""Names of bodies word for word, and abbreviations."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolve.cluster import Spelling, group_names
from resolve.cluster.acronyms import MOST_FITTING
from resolve.cluster.likeness import Likeness
from resolve.cluster.translation import Translations
from resolve.cluster.vocabulary import meanings
from resolve.names import read_names
from resolve.sides import Context, of_names
from resolve.types import Query, Questions

CASES = Path(__file__).parents[2] / "cases" / "cluster"
WORDS = (
    "party",
    "Partei",
    "партия",
    "Freiheit",
    "freedom",
    "свободы",
    "of",
    "Marawi",
    "Марави",
    "Baku",
    "Köln",
)


def rows_of(name: str) -> list[list[str]]:
    """Return the rows of a table of cases."""
    lines = [line for line in (CASES / name).read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return [line.split("\t") for line in lines[1:]]


def translations(names: list[list[str]]) -> Translations:
    """Read names of organizations."""
    context = Context.of(Questions.of([Query(" ".join(words), kind="organization") for words in names]))
    table = read_names([" ".join(words) for words in names], ["und"] * len(names), context.kind)
    return Translations(table, of_names(table, context), range(len(names)))


@pytest.mark.parametrize(("word", "concepts"), rows_of("vocabulary.tsv"))
def test_words_mean_something(word: str, concepts: str) -> None:
    """A word says the same in all languages, forms and compounds."""
    found = " + ".join(" ".join(sorted(part)) or "-" for part in meanings(word))
    assert concepts == found


@pytest.mark.parametrize(("left", "right", "same"), rows_of("translated.tsv"))
def test_translated_names(left: str, right: str, same: str) -> None:
    """Names whose words all mean the same are one group, others are not."""
    groups = group_names([Spelling(name, "organization") for name in (left, right)])
    assert same == ("yes" if len(groups) == 1 else "no")


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), min_size=2, max_size=6))
def test_answers_are_mutual(names: list[list[str]]) -> None:
    """How two names answer each other does not depend on which comes first, and each answers itself."""
    found = translations(names)
    pairs = np.array([(one, other) for one in range(len(names)) for other in range(len(names))])
    forth, back = found.of_pairs(pairs), found.of_pairs(pairs[:, ::-1])
    assert forth.answered.tolist() == back.answered.tolist()
    assert ((forth.answered >= 0) & (forth.answered <= 1)).all()
    own = pairs[:, 0] == pairs[:, 1]
    assert {1.0} >= set(forth.answered[own & (forth.words > 0)].tolist())


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), min_size=2, max_size=6))
def test_full_translations_are_found(names: list[list[str]]) -> None:
    """Two names that answer each other in all words are among the pairs that are looked at."""
    found = translations(names)
    every = list(combinations(range(len(names)), 2))
    answered = found.of_pairs(np.array(every)).answered
    whole = {pair for pair, share in zip(every, answered.tolist(), strict=True) if share == 1}
    assert whole <= set(found.pairs())


def test_abbreviation_is_the_less_sure_the_more_it_fits() -> None:
    """An abbreviation of one name of a list is likelier to stand for it than one of two."""
    one = [Spelling("SBI", "organization"), Spelling("State Bank of India", "organization")]
    two = [*one, Spelling("Swedish Boat Institute", "organization")]
    alone, beside = (float(Likeness(names).of_pairs(np.array([[0, 1]]))[0]) for names in (one, two))
    assert alone > 0.5 > beside


def test_abbreviation_fits_a_body_however_often_it_is_spelt() -> None:
    """A second spelling of the body that an abbreviation stands for does not make it less sure."""
    names = [Spelling(name, "organization") for name in ("SBI", "State Bank of India")]
    again = [*names, Spelling("State Bank of İndia", "organization")]
    one, two = (Likeness(listed).of_pairs(np.array([[0, 1]])).tolist() for listed in (names, again))
    assert one == two
    assert [(0, 1, 2)] == [group.members for group in group_names(again)]


def test_abbreviation_of_another_kind_of_thing() -> None:
    """A place whose words begin with the letters of an organization does not make it less sure."""
    names = [Spelling(name, "organization") for name in ("SBI", "State Bank of India")]
    beside = [*names, Spelling("Shoal Bay Island", "place")]
    one, two = (Likeness(listed).of_pairs(np.array([[0, 1]])).tolist() for listed in (names, beside))
    assert one == two


@pytest.mark.parametrize("many", ["SBI", "State Bank of India"])
def test_many_of_one_abbreviation(many: str) -> None:
    """Of an abbreviation that stands in a list many hundred times, no more pairs are looked at for each."""
    one = Spelling("SBI" if many != "SBI" else "State Bank of India", "organization")
    names = [one, *(Spelling(many, "organization", birth_year=year) for year in range(1, 1001))]
    assert len(Likeness(names).likely_pairs()) <= MOST_FITTING * len(names)


def test_persons_are_not_translated() -> None:
    """Names of persons are spelt, not translated, though their words may mean something."""
    names = [Spelling("Maria Freiheit", "person"), Spelling("Maria Freedom", "person")]
    assert 2 == len(group_names(names))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        (("SBI",), "State Bank of India"),
        (("who",), "World Health Organization"),
        (("WHO", "who"), "Weltgesundheitsorganisation"),
        (("WHO", "who"), "world health organization"),
    ],
)
def test_abbreviation_does_not_stand_for_the_group(short: tuple[str, ...], full: str) -> None:
    """What an abbreviation is short for is the canonical form, in whatever letters it is written."""
    names = [*(Spelling(name, "organization", mentions=9) for name in short), Spelling(full, "organization")]
    assert [full] == [group.name for group in group_names(names)]


def test_capital_before_small_letters() -> None:
    """A name with a capital stands for the group, though it stands without one more often."""
    names = [Spelling("elçin həsənzadə", "person", mentions=9), Spelling("Elçin Həsənzadə", "person")]
    assert ["Elçin Həsənzadə"] == [group.name for group in group_names(names)]


def test_name_in_capitals_is_no_abbreviation_in_others() -> None:
    """A short name stands for its group, though it is written in capitals as well."""
    names = [("Petrov", 9), ("PETROV", 1), ("Петров", 3)]
    listed = [Spelling(name, "person", mentions=mentions) for name, mentions in names]
    assert ["Petrov"] == [group.name for group in group_names(listed)]
