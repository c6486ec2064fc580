"""Building the match index of a gazetteer snapshot.

Names are numbered by the prominence of their entities, most prominent first, so that every list of names
that leads out of a key or a shape is in that order without being sorted again.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from resolve.forms import FormTable
from resolve.index.arrays import as_offsets
from resolve.index.grams import grams
from resolve.index.keyed import Keyed
from resolve.index.layout import (
    GRAMS,
    LENGTHS,
    NAMES_A_SHAPE,
    Entities,
    Index,
    Shapes,
    Spellings,
    country_number,
    languages,
)
from resolve.index.runs import expand, first_rows, group, positions
from resolve.index.shares import sorted_keys
from resolve.index.texts import NamesByRow, Tags, Texts
from resolve.names import KINDS, PROPER, UNKNOWN_KIND, Names, NameTable, read_names
from resolve.outline import outlines
from resolve.sound import alphabet

if TYPE_CHECKING:
    import polars as pl

_STEPS: Final = ("reading names", "keys", "shapes", "packing")
_PEOPLE_UNIT: Final = 1_000

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, its number from 1, and the number of steps."""


def build_index(entities: "pl.DataFrame", names: "pl.DataFrame", progress: Progress | None = None) -> Index:
    """Build the index of a gazetteer.

    Args:
        entities: entity_id, kind, name, country, population, birth_year.
        names: entity_id, lang, name, is_preferred, name_kind.
        progress: told of each step.
    """

    def tell(step: int) -> None:
        if progress is not None:
            progress(_STEPS[step], step + 1, len(_STEPS))

    tell(0)
    ranked = _ranked(entities, names)
    names = _in_order(ranked, names)
    of_entity = names["entity"].to_numpy().astype(np.int32)
    texts, langs = names["name"].to_list(), names["lang"].replace("", "und").fill_null("und").to_list()
    kind = np.array([KINDS.index(k) if k in KINDS else UNKNOWN_KIND for k in ranked["kind"]], np.uint8)
    read = read_names(texts, langs, kind[of_entity])
    tell(1)
    key, name = sorted_keys(read)
    tell(2)
    shapes, form_rarity = _shapes(read)
    tell(3)
    rarity = np.where(PROPER[read.names.role], form_rarity[read.names.form], np.float32(0))
    running = np.concatenate((np.zeros(1), np.cumsum(rarity, dtype=np.float64)))
    text, lang = Texts.pack(texts), Tags.pack(langs)
    spellings = Spellings(
        text,
        lang,
        languages(lang),
        of_entity,
        names["is_preferred"].fill_null(False).to_numpy().astype(bool),
        (names["name_kind"].fill_null("") == "abbreviation").to_numpy().astype(bool),
        (running[read.names.first[1:]] - running[read.names.first[:-1]]).astype(np.float32),
        outlines(read),
    )
    forms = read.table.forms
    return Index(
        replace(read.names, first=as_offsets(read.names.first)),
        replace(
            forms,
            texts=Texts.pack(forms.texts),
            first=as_offsets(forms.first),
            letters_first=as_offsets(forms.letters_first),
        ),
        read.table.sounds,
        shapes,
        Keyed.pack(key, name),
        spellings,
        _entities(ranked, kind, names, text),
        form_rarity,
    )


def _in_order(ranked: "pl.DataFrame", names: "pl.DataFrame") -> "pl.DataFrame":
    """Names in the order of their entities, and of each the row of its entity."""
    rows = ranked.select("entity_id").with_row_index("entity")
    return names.join(rows, on="entity_id", how="inner", maintain_order="left").sort(
        "entity", maintain_order=True
    )


def _ranked(entities: "pl.DataFrame", names: "pl.DataFrame") -> "pl.DataFrame":
    """Entities with their prominence, most prominent first; ties by ID.

    Prominence = ln(1 + population / 1000) / 2 + ln(names) / 3: an entity that more people live in, or that
    has been written about in more spellings, is meant more often.
    """
    import polars as pl

    counted = names.group_by("entity_id").agg(spellings=pl.len())
    return (
        entities.join(counted, on="entity_id", how="inner")
        .with_columns(
            prominence=(1 + pl.col("population").fill_null(0).clip(0) / _PEOPLE_UNIT).log() / 2
            + pl.col("spellings").log() / 3
        )
        .sort(["prominence", "entity_id"], descending=[True, False])
    )


def _shapes(read: NameTable) -> tuple[Shapes, npt.NDArray[np.float32]]:
    """The distinct coarse strings, the names and 4-grams that belong to them, and the rarity of each form."""
    table, runs = read.table, read.names
    coarse = alphabet.coarse(table.sounds.codes)
    hashes, distinct, of_sound = np.unique(
        alphabet.row_hashes(coarse), return_index=True, return_inverse=True
    )
    pairs = _held(table, runs, of_sound)
    n, s = len(runs.first) - 1, len(distinct)
    shape, name = pairs // n, pairs % n
    held = np.bincount(shape, minlength=s)
    rarity = (np.log((n + 1) / np.maximum(held, 1)) / np.log(n + 1)).astype(np.float32)
    rows, found = grams(coarse[distinct])
    often = np.bincount(found, minlength=GRAMS)
    weight = (np.log(1 + s / np.maximum(often, 1)) ** 2).astype(np.float32)
    norm = np.sqrt(np.bincount(rows, weight[found].astype(np.float64) ** 2, minlength=s)).astype(np.float32)
    size = np.count_nonzero(coarse[distinct], axis=1)
    present = np.flatnonzero(often)
    gram_row = np.zeros(GRAMS, np.uint16)
    gram_row[present] = np.arange(1, len(present) + 1)
    place = gram_row[found].astype(np.int64) * LENGTHS + size[rows]
    order = np.argsort(place, kind="stable")
    first = np.cumsum(held) - held
    kept = np.minimum(held, NAMES_A_SHAPE)
    shapes = Shapes(
        hashes,
        of_sound.astype(np.int32),
        rarity,
        norm,
        held.astype(np.int32),
        as_offsets(np.concatenate(([0], np.cumsum(kept)))),
        name[positions(first, kept)].astype(np.int32),
        gram_row,
        as_offsets(group(place[order], (len(present) + 1) * LENGTHS)),
        rows[order].astype(np.int32),
        weight,
    )
    first_sound = table.forms.sound[np.minimum(table.forms.first[:-1], max(0, len(table.forms.sound) - 1))]
    return shapes, rarity[of_sound[first_sound]] if len(first_sound) else np.zeros(0, np.float32)


def _held(table: FormTable, runs: Names, of_sound: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Which names hold which shapes in a token that is searched, as sorted numbers shape * names + name."""
    n = len(runs.first) - 1
    of_name = np.repeat(np.arange(n), runs.size)
    tokens = np.flatnonzero(PROPER[runs.role])
    form = runs.form[tokens]
    owner, at = expand(table.forms.first[form], np.diff(table.forms.first)[form])
    shape = of_sound[table.forms.sound[at]].astype(np.int64)
    held = shape * n + of_name[tokens][owner]
    held.sort()
    return held[first_rows(held)]


def _entities(
    ranked: "pl.DataFrame", kind: npt.NDArray[np.uint8], names: "pl.DataFrame", text: Texts
) -> Entities:
    # The canonical name is one of the spellings but for gazetteers that say otherwise.
    rows = names.select("entity_id", "name").with_row_index("row").unique(["entity_id", "name"], keep="first")
    placed = ranked.select("entity_id", "name").join(
        rows, on=["entity_id", "name"], how="left", maintain_order="left"
    )
    row = placed["row"].cast(int).fill_null(-1).to_numpy()
    return Entities(
        Texts.pack(ranked["entity_id"].to_list()),
        NamesByRow.pack(ranked["name"].to_list(), row, text),
        kind,
        np.array([country_number(c) for c in ranked["country"]], np.uint16),
        ranked["birth_year"].fill_null(0).to_numpy().astype(np.int16),
        ranked["prominence"].to_numpy().astype(np.float32),
    )
