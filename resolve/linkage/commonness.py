"""How common a person's name is, beyond those whom a gazetteer lists.

A list of ten persons has one Əli Məmmədov, and does not show how many there are. So a small gazetteer is
taken as if it stood among others: how often a given name and a surname come is told by the persons of the
embedded gazetteer, and the two are taken to come together by chance.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from resolve.index.runs import expand
from resolve.names import KINDS, PROPER, read_names

if TYPE_CHECKING:
    from resolve.index.layout import Index
    from resolve.names import NameTable

Floats = npt.NDArray[np.float64]

LISTED: Final = 10_000
"""Persons among whom a small gazetteer is thought to stand: as many as lists of public figures have. A
gazetteer of as many shows by itself how common a name is. It is a choice: no list tells who is not in it."""

_FULL: Final = 2
"""Names proper that a person's full name has at least."""


def unlisted_bearers(index: Index) -> Floats:
    """How many persons may bear each name of an index whom it does not list.

    Args:
        index: of a gazetteer.

    Returns:
        Of each name, how many; 0 for what is no person's full name.
    """
    person = index.entities.kind == KINDS.index("person")
    others = LISTED - int(person.sum())
    of_person = person[index.spellings.entity]
    if others <= 0 or not of_person.any():
        return np.zeros(len(of_person))
    runs = index.names
    shape = index.shapes.hash[index.shapes.of_sound[index.forms.sound]]
    share = _shares(shape)
    # Of the readings of a form, the one that is the most common.
    of_form = np.maximum.reduceat(share, index.forms.first[:-1])
    owner, token = expand(runs.first[:-1], runs.size)
    proper = PROPER[runs.role[token]]
    logs = np.bincount(
        owner[proper], np.log(np.maximum(of_form[runs.form[token[proper]]], 1e-9)), minlength=len(of_person)
    )
    parts = np.bincount(owner[proper], minlength=len(of_person))
    return np.where(of_person & (parts >= _FULL), others * np.exp(logs), 0.0)


def _shares(shape: npt.NDArray[np.uint64]) -> Floats:
    """The share of persons that bear a name of each shape; a name that one alone bears is thought rare."""
    known, bearers, persons = _borne()
    at = np.minimum(np.searchsorted(known, shape), len(known) - 1)
    return np.where(known[at] == shape, bearers[at] - 1, 0) / persons


@functools.cache
def _borne() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64], int]:
    """The shapes of the names of the embedded gazetteer's persons, how many bear each, and all persons."""
    import polars as pl

    import gazetteer
    from gazetteer.store import EMBEDDED

    snapshot = gazetteer.locate(EMBEDDED)
    persons = (
        snapshot.entities().filter(pl.col("kind") == "person").select("entity_id").with_row_index("person")
    )
    names = snapshot.names().join(persons, on="entity_id")
    kind = np.full(names.height, KINDS.index("person"), np.uint8)
    read = read_names(names["name"].to_list(), names["lang"].to_list(), kind)
    shape, owner = _shapes(read)
    person = names["person"].to_numpy().astype(np.uint64)[owner]
    borne = np.unique(np.stack((shape, person), axis=1), axis=0)
    known, bearers = np.unique(borne[:, 0], return_counts=True)
    return known, bearers, persons.height


def _shapes(read: NameTable) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64]]:
    """The shapes of all names proper in their first readings, and the name that each stands in."""
    runs, forms = read.names, read.table.forms
    owner, token = expand(runs.first[:-1], runs.size)
    proper = PROPER[runs.role[token]]
    form = runs.form[token[proper]]
    return read.table.views.shapes[forms.sound[forms.first[form]]], owner[proper]
