"""What is read of the names of a gazetteer one by one, before anything is counted over all of them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from resolve.index.arrays import as_offsets
from resolve.index.called import Called
from resolve.index.ids import pack_ids
from resolve.index.layout import Entities, Spellings, country_number, languages
from resolve.index.order import Ranked, ranked
from resolve.index.phrases import Written, pack_names
from resolve.index.shares import sorted_keys
from resolve.index.tags import Tags
from resolve.index.texts import Texts
from resolve.names import KINDS, UNKNOWN_KIND, Names, read_names
from resolve.names.forms import Forms, FormTable, Sounds
from resolve.names.outline import outlines
from resolve.sound.alphabet import Codes

if TYPE_CHECKING:
    import polars as pl


ENTITY_COLUMNS: Final = ("entity_id", "kind", "name", "country", "population", "birth_year")
NAME_COLUMNS: Final = ("entity_id", "lang", "name", "is_preferred", "name_kind")
"""What an index tells of entities and names."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Distinct sound strings that some token has, and the coarse string of each.

    Attributes:
        sounds: s sound strings.
        coarse: their coarse strings, s x MAX_SOUNDS codes.
        shapes: hashes of these.
    """

    sounds: Sounds
    coarse: Codes
    shapes: npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Parts:
    """Names that were read, and their entities, in the order of an index.

    Attributes:
        names: n names.
        forms: their tokens.
        voices: how these sound.
        spellings: of each name; the weight is not known yet, and 0.
        entities: whose names they are.
        key: keys of the names, sorted.
        name: the name of each; names of equal keys rise.
    """

    names: Names
    forms: Forms
    voices: Voices
    spellings: Spellings
    entities: Entities
    key: npt.NDArray[np.uint64]
    name: npt.NDArray[np.int32]


def read_parts(
    entities: "pl.DataFrame", names: "pl.DataFrame", tell: Callable[[str, int], None] = lambda *_: None
) -> Parts:
    """Read names.

    Args:
        entities: `ENTITY_COLUMNS` and others.
        names: `NAME_COLUMNS` and others.
        tell: called with the name of a step, and how many names it is done with.
    """
    tell("reading names", 0)
    order = ranked(entities.select(ENTITY_COLUMNS), names.select(NAME_COLUMNS))
    entities, names, entity = order.entities, order.names, order.entity.astype(np.int32)
    kind = _numbers(entities["kind"], _kind_number).astype(np.uint8)
    langs = names["lang"].replace("", "und").fill_null("und")
    # Columns are packed outside of the interpreter's lock, and so are names read where that is compiled.
    with ThreadPoolExecutor(1) as beside:
        packed = beside.submit(pack_names, names["name"])
        known = beside.submit(lambda: _entities(order, kind, packed.result()))
        read = read_names(names["name"].to_list(), langs.to_list(), kind[entity])
        key, name = sorted_keys(read, lambda done: tell("keys", done))
    text, lang = packed.result(), Tags.of_column(langs)
    spellings = Spellings(
        text,
        lang,
        languages(lang),
        entity,
        names["is_preferred"].fill_null(False).to_numpy(),
        (names["name_kind"].fill_null("") == "abbreviation").to_numpy(),
        np.zeros((len(entity), 2), np.uint16),
        outlines(read),
    )
    forms, voices = _heard(read.table)
    return Parts(
        replace(read.names, first=as_offsets(read.names.first)),
        replace(
            forms,
            texts=Texts.pack(forms.texts),
            first=as_offsets(forms.first),
            letters_first=as_offsets(forms.letters_first),
        ),
        voices,
        spellings,
        known.result(),
        key,
        name,
    )


def _heard(table: FormTable) -> tuple[Forms, Voices]:
    """Without the sound strings that no form kept of its readings: only keys were made of them.

    The first one, the empty string, stays, so that no column is empty.
    """
    heard = np.arange(len(table.sounds.size)) == 0
    heard[table.forms.sound] = True
    number = (np.cumsum(heard) - 1).astype(np.int32)
    sounds, views = table.sounds, table.views
    kept = Sounds(sounds.codes[heard], sounds.size[heard], sounds.masks[heard], sounds.skeletons[heard])
    voices = Voices(kept, views.coarse[heard], views.shapes[heard])
    return replace(table.forms, sound=number[table.forms.sound]), voices


def _entities(order: Ranked, kind: npt.NDArray[np.uint8], text: Written) -> Entities:
    known = order.entities
    # The canonical name is one of the spellings but for gazetteers that say otherwise.
    same = np.flatnonzero((order.names["name"] == known["name"][order.entity]).to_numpy())
    return Entities(
        pack_ids(known["entity_id"]),
        Called.of_column(known["name"], order.entity.astype(np.int32), same, text),
        kind,
        _numbers(known["country"], country_number).astype(np.uint16),
        known["birth_year"].fill_null(0).to_numpy().astype(np.int16),
        order.prominence,
    )


def _kind_number(kind: str | None) -> int:
    return KINDS.index(kind) if kind in KINDS else UNKNOWN_KIND


def _numbers(column: "pl.Series", number: Callable[[str | None], int]) -> npt.NDArray[np.int64]:
    """The number of each value of a column; each different one is looked at once."""
    different = column.unique()
    numbers = np.array([number(value) for value in different], np.int64)
    return column.replace_strict(different, numbers).to_numpy()
