"""A crowd: many persons put together of the parts of real ones, and strangers among them.

A names table has few bearers of a given name or a surname, a gazetteer of a million names has thousands:
there somebody unknown finds one who sounds like him. So persons are put together, the given name of one with
the surname of another, and join the gazetteer of a holdout. Some of them are asked for, as people write; and
so are strangers, whose surname nobody of the crowd bears. Only entities that may be learnt from lend parts.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from resolve.bench.holdout import NIL_SHARE, Holdout, bucket, for_training
from resolve.bench.speed.slips import mistype

SIZE: Final = 100_000
"""Persons of a crowd, or as many as the parts make."""

ASKED: Final = 500
"""Queries of a crowd: fewer than there are for real entities, which tell more of spelling."""

STRANGERS: Final = 0.3
"""Share of strangers among the queries. With a half, slips in known names are believed too little; with a
fifth, a fifth more strangers are answered."""

SLIPS: Final = 0.2
"""Share of mistyped queries where the gazetteer has the name in another language only."""

OWN_SLIPS: Final = 0.6
"""The same where it has it in the language of the query: what is written right there tells nothing."""

SWAPPED: Final = 0.1
"""Share of queries with the surname first."""

SHORTENED: Final = 0.5
"""Share of queries without the middle name, of those that have one."""

_TRIES: Final = 6
"""Couples that are drawn for each person wanted; some make a name that is there."""

_FULL: Final = r"^\p{Lu}[^\s,.()\d]*( \p{Lu}[^\s,.()\d]*){1,2}$"


@dataclass(frozen=True, slots=True)
class FullName:
    """A person's name by its parts; the middle one may be empty."""

    given: str
    middle: str
    surname: str

    @classmethod
    def of(cls, name: str) -> "FullName":
        """A name of two or three words, the surname last."""
        given, *middle, surname = name.split(" ")
        return cls(given, " ".join(middle), surname)

    @property
    def key(self) -> tuple[str, str]:
        """Given name and surname: who shares both is a namesake."""
        return self.given.lower(), self.surname.lower()

    def __str__(self) -> str:
        """The name as it is written in full."""
        return " ".join(filter(None, (self.given, self.middle, self.surname)))


Spelt = Mapping[str, Mapping[str, FullName]]
"""language -> entity -> its name."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a crowd.

    Attributes:
        lang: the language in which the gazetteer has the name.
        name: the name there.
        asked: the name in the language of the queries.
    """

    lang: str
    name: FullName
    asked: FullName


def join_crowd(holdout: Holdout, table: pl.DataFrame, lang: str, size: int = SIZE) -> Holdout:
    """Put a crowd into the gazetteer of a holdout, and ask for the crowd and for strangers instead.

    Args:
        holdout: whose gazetteer is joined.
        table: the names table that it is of.
        lang: BCP 47 primary language of the queries.
        size: persons of the crowd at most.

    Returns:
        The gazetteer of both, and queries of the crowd; null is the right answer for a stranger.
    """
    spelt = full_names(table)
    chance = random.Random(f"crowd {lang}")
    parents = sorted(filter(for_training, spelt.get(lang, {})))
    apart = [one for one in parents if _is_reserved(spelt[lang][one].surname)]
    taken = {name.key for names in spelt.values() for name in names.values()}
    members = list(_members(spelt, lang, parents, size, taken, chance))
    strangers = _strangers(spelt[lang], parents, apart, taken, chance) if apart else iter(())
    wanted = round(ASKED * STRANGERS)
    unknown = [str(name) for name, _ in zip(strangers, range(wanted), strict=False)]
    return _joined(holdout, members, lang, unknown, chance)


def full_names(table: pl.DataFrame) -> Spelt:
    """The names of persons that can be taken apart, one an entity and language: two or three words.

    Args:
        table: entity_id, kind, lang, name.
    """
    fitting = table.filter((pl.col("kind") == "person") & pl.col("name").str.contains(_FULL))
    one_each = fitting.unique(["entity_id", "lang"], keep="first", maintain_order=True)
    spelt: dict[str, dict[str, FullName]] = {}
    for entity, tag, name in one_each.select("entity_id", "lang", "name").iter_rows():
        primary = tag.partition("-")[0]
        if primary != "und":
            spelt.setdefault(primary, {}).setdefault(entity, FullName.of(name))
    return spelt


def _is_reserved(surname: str) -> bool:
    return bucket(surname.lower(), "nil", NIL_SHARE) == 0


def _mixed(names: Mapping[str, FullName], one: str, other: str) -> FullName:
    """What stands before the surname of one, with the surname of the other."""
    return FullName(names[one].given, names[one].middle, names[other].surname)


def _members(
    spelt: Spelt, lang: str, parents: list[str], size: int, taken: set[tuple[str, str]], chance: random.Random
) -> Iterator[Member]:
    """Persons whose names nobody else has, in any language that both parents have names in."""
    bearers = [one for one in parents if not _is_reserved(spelt[lang][one].surname)]
    made = 0
    for _ in range(_TRIES * size if bearers else 0):
        one, other = chance.choice(parents), chance.choice(bearers)
        home = chance.choice(sorted(tag for tag, names in spelt.items() if one in names and other in names))
        member = Member(home, _mixed(spelt[home], one, other), _mixed(spelt[lang], one, other))
        keys = {member.name.key, member.asked.key}
        if taken.isdisjoint(keys):
            taken |= keys
            made += 1
            yield member
        if made == size:
            return


def _strangers(
    names: Mapping[str, FullName],
    parents: list[str],
    apart: list[str],
    taken: set[tuple[str, str]],
    chance: random.Random,
) -> Iterator[FullName]:
    """Names that nobody has, with surnames that are kept apart."""
    for _ in range(_TRIES * ASKED):
        name = _mixed(names, chance.choice(parents), chance.choice(apart))
        if name.key not in taken:
            taken.add(name.key)
            yield name


def _joined(
    holdout: Holdout, members: list[Member], lang: str, unknown: list[str], chance: random.Random
) -> Holdout:
    ids = [f"crowd:{place}" for place in range(len(members))]
    names = pl.DataFrame(
        {
            "entity_id": ids,
            "kind": "person",
            "lang": [member.lang for member in members],
            "name": [str(member.name) for member in members],
        },
        schema_overrides={"entity_id": pl.String, "lang": pl.String, "name": pl.String},
    )
    chosen = chance.sample(range(len(members)), min(len(members), ASKED - round(ASKED * STRANGERS)))
    written = [_write(members[place], lang, chance) for place in chosen]
    gold: Iterable[str | None] = [*(ids[place] for place in chosen), *(None for _ in unknown)]
    queries = pl.DataFrame(
        {"query": [*written, *unknown], "lang": lang, "kind": "person", "gold_entity_id": gold},
        schema_overrides={"query": pl.String, "gold_entity_id": pl.String},
    )
    return Holdout(
        pl.concat([holdout.entities, names.drop("lang")], how="diagonal"),
        pl.concat([holdout.names, names.with_columns(is_preferred=True)], how="diagonal"),
        queries,
    )


def _write(member: Member, lang: str, chance: random.Random) -> str:
    """The name of a member as a query has it."""
    name = member.asked
    words = [name.given, name.surname]
    if name.middle and chance.random() >= SHORTENED:
        words.insert(1, name.middle)
    if chance.random() < SWAPPED:
        words = [words[-1], *words[:-1]]
    slips = OWN_SLIPS if member.lang == lang else SLIPS
    text = " ".join(words)
    return mistype(text, chance) if chance.random() < slips else text
