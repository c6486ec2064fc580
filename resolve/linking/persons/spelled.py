"""How the name of a person is spelled: by a stem of its surname, and which stem that is."""

from collections.abc import Sequence

from resolve.linking.persons.person import Person
from resolve.linking.persons.surnames import Stem


def lemma_of(person: Person, stem: Stem) -> str:
    """A name as written, with a stem in the place of its surname."""
    return " ".join((person.before + stem.lemma).split())


def query_of(person: Person, stem: Stem) -> str:
    """What the resolver is asked about a part of a name."""
    return f"{person.before.strip()} {stem.lemma}" if person.before else stem.lemma


def asked_stems(person: Person) -> Sequence[Stem]:
    """The stems of a part of a name by which the gazetteer is asked: known ones, else the whole token."""
    return [stem for stem in person.stems if stem.known] or person.stems[:1]


def full_stem(person: Person, words: frozenset[str]) -> Stem:
    """The likeliest stem of the surname of a name in full.

    Args:
        person: the name.
        words: the words of the document as they stand, by which an inflected one may be told.
    """
    known = [stem for stem in person.stems if stem.known]
    if known:
        return max(known, key=lambda stem: stem.weight)
    marked = [stem for stem in person.stems[1:] if stem.alone > 0]
    if marked:
        return max(marked, key=lambda stem: stem.alone)
    seen = [stem for stem in person.stems[1:] if stem.lemma in words]
    return max(seen, key=lambda stem: stem.weight) if seen else person.stems[0]
