"""Made-up load from real names: a gazetteer of city names and queries that are written otherwise.

Every query is drawn from a name of the gazetteer and then written as people write: as it is, respelled into
another orthography, mistyped, in another order, in capitals. A part of them is put together from pieces of
two names and is in no gazetteer.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SHARES: Final[tuple[tuple[str, float], ...]] = (
    ("same", 0.25),
    ("respelled", 0.30),
    ("mistyped", 0.20),
    ("reordered", 0.10),
    ("unknown", 0.15),
)
"""Kinds of queries and their share."""

_RESPELLINGS: Final = (
    ("sch", "sh"),
    ("sh", "ş"),
    ("ch", "ç"),
    ("w", "v"),
    ("v", "w"),
    ("y", "j"),
    ("j", "y"),
    ("kh", "x"),
    ("ö", "oe"),
    ("ü", "u"),
    ("ə", "a"),
    ("ı", "i"),
    ("ph", "f"),
    ("ck", "k"),
    ("ts", "z"),
    ("é", "e"),
    ("á", "a"),
    ("ó", "o"),
    ("í", "i"),
    ("q", "k"),
    ("x", "ks"),
    ("ж", "zh"),
)
_LETTERS: Final = "abcdefghiklmnoprstuvz"


@dataclass(frozen=True, slots=True)
class Load:
    """What is resolved against what.

    Attributes:
        names: (entity_id, name) of the gazetteer.
        queries: what is asked.
        gold: the entity each query was drawn from; None for one that is in no gazetteer.
        how: the kind of each query, a first member of `SHARES`.
    """

    names: list[tuple[str, str]]
    queries: list[str]
    gold: list[str | None]
    how: list[str]


def make_load(names: Sequence[tuple[str, str]], size: int, queries: int, seed: int = 1) -> Load:
    """Make a load.

    Args:
        names: (entity_id, name), at least two.
        size: how many of them make the gazetteer; drawn without repetition.
        queries: how many queries to draw, with repetition of the names.
        seed: of the random draw; the same seed gives the same load.
    """
    draw = random.Random(seed)
    held = sorted(draw.sample(range(len(names)), min(size, len(names))))
    gazetteer = [names[i] for i in held]
    how = draw.choices([kind for kind, _ in SHARES], [share for _, share in SHARES], k=queries)
    asked: list[str] = []
    gold: list[str | None] = []
    for kind in how:
        entity, name = draw.choice(gazetteer)
        asked.append(_write(name, kind, draw, gazetteer))
        gold.append(None if kind == "unknown" else entity)
    return Load(gazetteer, asked, gold, list(how))


def _write(name: str, kind: str, draw: random.Random, names: Sequence[tuple[str, str]]) -> str:
    match kind:
        case "respelled":
            fitting = [(a, b) for a, b in _RESPELLINGS if a in name.lower()]
            for a, b in draw.sample(fitting, min(2, len(fitting))):
                name = name.lower().replace(a, b).title()
            return name
        case "mistyped":
            return _mistype(name, draw)
        case "reordered":
            parts = name.split()
            draw.shuffle(parts)
            return " ".join(parts) if len(parts) > 1 else name.upper()
        case "unknown":
            other = draw.choice(names)[1]
            return name[: max(2, len(name) // 2)] + other[len(other) // 2 :].lower()
        case _:
            return name


def _mistype(name: str, draw: random.Random) -> str:
    at = draw.randrange(len(name))
    match draw.randrange(4):
        case 0:
            return name[:at] + name[at + 1 :] or name
        case 1:
            return name[:at] + draw.choice(_LETTERS) + name[at:]
        case 2:
            return name[:at] + draw.choice(_LETTERS) + name[at + 1 :]
        case _:
            return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
