"""What is read of the names of a gazetteer one by one, before anything is counted over all of them."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from resolve.forms import Forms, FormTable, Sounds
from resolve.index.arrays import as_offsets
from resolve.index.layout import Entities, Spellings, country_number, languages
from resolve.index.order import in_order, ranked
from resolve.index.shares import sorted_keys
from resolve.index.texts import NamesByRow, Tags, Texts
from resolve.names import KINDS, UNKNOWN_KIND, Names, read_names
from resolve.outline import outlines
from resolve.sound.alphabet import Codes

if TYPE_CHECKING:
    import polars as pl


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
        spellings: of each name; the rarity is not known yet, and 0.
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


def read_parts(entities: "pl.DataFrame", names: "pl.DataFrame") -> Parts:
    """Read names.

    Args:
        entities: entity_id, kind, name, country, population, birth_year.
        names: entity_id, lang, name, is_preferred, name_kind.
    """
    order = ranked(entities, names)
    names = in_order(order, names)
    of_entity = names["entity"].to_numpy().astype(np.int32)
    texts, langs = names["name"].to_list(), names["lang"].replace("", "und").fill_null("und").to_list()
    kind = np.array([KINDS.index(k) if k in KINDS else UNKNOWN_KIND for k in order["kind"]], np.uint8)
    read = read_names(texts, langs, kind[of_entity])
    key, name = sorted_keys(read)
    text, lang = Texts.pack(texts), Tags.pack(langs)
    spellings = Spellings(
        text,
        lang,
        languages(lang),
        of_entity,
        names["is_preferred"].fill_null(False).to_numpy().astype(bool),
        (names["name_kind"].fill_null("") == "abbreviation").to_numpy().astype(bool),
        np.zeros(len(of_entity), np.float32),
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
        _entities(order, kind, names, text),
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


def _entities(
    order: "pl.DataFrame", kind: npt.NDArray[np.uint8], names: "pl.DataFrame", text: Texts
) -> Entities:
    # The canonical name is one of the spellings but for gazetteers that say otherwise.
    rows = names.select("entity_id", "name").with_row_index("row").unique(["entity_id", "name"], keep="first")
    placed = order.select("entity_id", "name").join(
        rows, on=["entity_id", "name"], how="left", maintain_order="left"
    )
    row = placed["row"].cast(int).fill_null(-1).to_numpy()
    return Entities(
        Texts.pack(order["entity_id"].to_list()),
        NamesByRow.pack(order["name"].to_list(), row, text),
        kind,
        np.array([country_number(c) for c in order["country"]], np.uint16),
        order["birth_year"].fill_null(0).to_numpy().astype(np.int16),
        order["prominence"].to_numpy().astype(np.float32),
    )
