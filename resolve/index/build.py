"""Building the match index of a gazetteer snapshot.

Names are numbered by the prominence of their entities, most prominent first, so that every list of names
that leads out of a key or a shape is in that order without being sorted again.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from resolve.index.keyed import Keyed
from resolve.index.layout import Entities, Index, Shapes, Spellings
from resolve.index.leads import Leads
from resolve.index.parts import Voices, read_parts
from resolve.index.runs import distinct, in_pieces
from resolve.index.shapes import Held, lay_out, rarities
from resolve.index.weights import Weights, weights
from resolve.names import PROPER, Names
from resolve.names.forms import Forms, Sounds

if TYPE_CHECKING:
    import polars as pl

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how many names it is done with, and how many there are."""


def build_index(entities: "pl.DataFrame", names: "pl.DataFrame", progress: Progress | None = None) -> Index:
    """Build the index of a gazetteer.

    Args:
        entities: entity_id, kind, name, country, population, birth_year.
        names: entity_id, lang, name, is_preferred, name_kind.
        progress: told of each step, and of the names that it is done with.
    """

    def tell(step: str, done: int) -> None:
        if progress is not None:
            progress(step, done, len(names))

    parts = read_parts(entities, names, tell)
    tell("shapes", 0)
    # Arrays are sorted and counted outside of the interpreter's lock.
    with ThreadPoolExecutor(1) as beside:
        packed = beside.submit(Keyed.pack, parts.key, parts.name)
        shapes = _shapes(parts.names, parts.forms, parts.voices)
        tell("packing", 0)
        keyed = packed.result()
        tell("packing", len(names))
    return put_together(
        parts.names, parts.forms, parts.voices.sounds, shapes, keyed, parts.spellings, parts.entities
    )


def put_together(
    names: Names,
    forms: Forms,
    sounds: Sounds,
    shapes: Shapes,
    keyed: Keyed,
    spellings: Spellings,
    entities: Entities,
) -> Index:
    """An index of its parts; how rare each form is, and what names weigh, follows from the shapes."""
    form_rarity = rarities(forms, shapes)
    weighed = replace(spellings, weight=_weights(names, form_rarity, entities.prominence, spellings.entity))
    return Index(names, forms, sounds, shapes, keyed, weighed, entities, form_rarity)


def _weights(
    names: Names,
    form_rarity: npt.NDArray[np.float32],
    prominence: npt.NDArray[np.float32],
    entity: npt.NDArray[np.int32],
) -> Weights:
    """What names weigh, from the rarities of their tokens and the prominence of their entities."""
    found = np.empty((len(entity), 2), np.uint16)
    before = np.zeros(1)
    for here in in_pieces(len(entity)):
        first = names.first[here.start : here.stop + 1]
        tokens = slice(int(first[0]), int(first[-1]))
        rarity = np.where(PROPER[names.role[tokens]], form_rarity[names.form[tokens]], np.float32(0))
        # One sum runs through all names, so that a name's does not depend on the pieces.
        running = np.cumsum(np.concatenate((before, rarity)), dtype=np.float64)
        before, of_name = running[-1:], running[first - first[0]]
        rare = np.diff(of_name).astype(np.float32)
        found[here] = weights(rare, prominence[entity[here]])
    return found


def _shapes(names: Names, forms: Forms, voices: Voices) -> Shapes:
    sound_of, of_sound = distinct(voices.shapes)
    held = Held.of(names, forms, of_sound, len(sound_of))
    some = np.flatnonzero(held.count)
    leads = Leads.to(voices.coarse[sound_of[some]], some)
    listed = held.of_shapes(held.count > 0)
    return lay_out(voices.shapes[sound_of], of_sound, len(names.first) - 1, held.count, listed.name, leads)
