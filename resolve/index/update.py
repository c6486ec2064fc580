"""An index brought up to date: names of entities that changed are read, all others are copied.

What is counted over all names - how rare a token is, how much a 4-gram weighs - is counted anew, by arrays.
So the answers are those of an index that is built anew. What may differ is what no answer shows: tokens that
only former names had are left over, and more or fewer bits are kept of the keys.
"""

import numpy as np
import numpy.typing as npt

from resolve.index.arrays import as_offsets
from resolve.index.build import put_together
from resolve.index.change import Change
from resolve.index.ids import weave_ids
from resolve.index.layout import Entities, Index, Spellings, languages
from resolve.index.lexicon import extended
from resolve.index.moved import Moved
from resolve.index.order import places_among
from resolve.index.parts import read_parts
from resolve.index.phrases import weave_names
from resolve.index.rekeyed import rekeyed
from resolve.index.reshaped import Renamed, reshaped
from resolve.index.runs import Ints, group
from resolve.index.weave import Weave
from resolve.names import Names


def updated(index: Index, change: Change) -> Index | None:
    """Bring an index up to date.

    Args:
        index: of one snapshot.
        change: what another snapshot has otherwise.

    Returns:
        The index of the other snapshot; None if it has to be built anew.
    """
    parts = read_parts(change.entities, change.names)
    order = _order(index.entities, parts.entities, change)
    first = [_first_names(of.spellings, of.entities) for of in (index, parts)]
    rows = order.through(*first)
    places = rows.places(len(index.spellings.entity), len(parts.spellings.entity))
    moved = Moved.to(places[0])
    keyed = rekeyed(index.keyed, moved, int(rows.size.sum()), parts.key, places[1][parts.name])
    if keyed is None:
        return None
    lexicon = extended(index.forms, index.sounds, parts.forms, parts.voices.sounds)
    names = _names(rows, index.names, parts.names, lexicon.number)
    renamed = Renamed(index.names, names, moved, places[1].astype(np.int64))
    hashes = parts.voices.shapes[lexicon.added]
    shapes = reshaped(index.shapes, renamed, lexicon.forms, lexicon.sounds, hashes)
    of_entity = np.repeat(np.arange(int(order.size.sum()), dtype=np.int32), np.diff(order.offsets(*first)))
    spellings = _spellings(rows, index.spellings, parts.spellings, of_entity)
    entities = _entities(order, index.entities, parts.entities, spellings)
    return put_together(names, lexicon.forms, lexicon.sounds, shapes, keyed, spellings, entities)


def _order(older: Entities, newer: Entities, change: Change) -> Weave:
    """Where newer entities come in, and older ones go."""
    before = places_among(older.id, older.prominence, newer.id, newer.prominence)
    return Weave.inserted(len(older.kind), older.id.find(change.ids), before)


def _first_names(spellings: Spellings, entities: Entities) -> Ints:
    return group(spellings.entity, len(entities.kind))


def _names(rows: Weave, older: Names, newer: Names, form: npt.NDArray[np.int32]) -> Names:
    tokens = rows.through(older.first, newer.first)
    return Names(
        as_offsets(rows.offsets(older.first, newer.first)),
        tokens.of(older.form, form[newer.form]),
        tokens.of(older.role, newer.role),
        rows.of(older.sense, newer.sense),
    )


def _spellings(rows: Weave, older: Spellings, newer: Spellings, entity: npt.NDArray[np.int32]) -> Spellings:
    lang = older.lang.woven(rows, newer.lang)
    return Spellings(
        weave_names(rows, older.text, newer.text),
        lang,
        languages(lang),
        entity,
        rows.of(older.preferred, newer.preferred),
        rows.of(older.abbreviation, newer.abbreviation),
        rows.of(older.weight, newer.weight),
        rows.of(older.outline, newer.outline),
    )


def _entities(order: Weave, older: Entities, newer: Entities, spellings: Spellings) -> Entities:
    return Entities(
        weave_ids(order, older.id, newer.id),
        older.name.woven(order, newer.name, spellings.entity, spellings.text),
        order.of(older.kind, newer.kind),
        order.of(older.country, newer.country),
        order.of(older.birth_year, newer.birth_year),
        order.of(older.prominence, newer.prominence),
    )
