"""An index that was brought up to date answers as one that is built anew."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resolve.index import reshaped, shapes
from resolve.index.build import build_index
from resolve.index.change import Change
from resolve.index.layout import Index
from resolve.index.update import updated
from resolve.resolver import Resolver
from resolve.types import Options, Query

WORDS = (
    *("İlham", "Əliyev", "Heydər", "Rəşad", "Məmmədov", "Məmmədova", "Quliyev", "Aygün", "oğlu", "Mehmet"),
    *("Schröder", "von", "Müller", "Alijew", "Нигяр", "Мамедов", "Алиев", "Kara", "Bağlar", "Yeni", "Bakı"),
    *("Berg", "Straße", "Deutsche", "Bank", "Dr.", "der", "2", "Оленёк", "თბილისი"),
)

names = st.tuples(
    st.sampled_from(("az", "de", "ru", "tr", "und")),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
    st.booleans(),
    st.sampled_from(("preferred", "alias", "abbreviation")),
)
Told = tuple[str, str, bool, str]


@dataclass(frozen=True, slots=True)
class Known:
    """An entity as it is drawn."""

    kind: str
    country: str | None
    population: int | None
    birth_year: int | None
    names: tuple[Told, ...]
    called: str | None


entities = st.builds(
    Known,
    st.sampled_from(("person", "place", "organization")),
    st.sampled_from((None, "AZ", "DE")),
    st.sampled_from((None, 0, 1_000, 2_000_000)),
    st.sampled_from((None, 1961)),
    st.lists(names, min_size=1, max_size=3).map(tuple),
    st.sampled_from((None, "Aliyev, Ilham")),
)
ids = st.sampled_from(("a", "b", "per:aliyev_ilham", "per:aliyev_ilhame", "Ə", "loc:1", "loc:10"))
steps = st.lists(st.dictionaries(ids, entities | st.none(), min_size=1, max_size=5), min_size=1, max_size=4)


MORE = {
    f"more:{number}": Known(
        "person",
        None,
        None,
        None,
        (("az", f"{first} {second} {number}", True, "preferred"), ("de", f"{second} {first}", True, "alias")),
        None,
    )
    for number, (first, second) in enumerate(zip(WORDS, WORDS[3:], strict=False))
}
"""What never changes: in a gazetteer of a handful of names each change is worth a new build."""


def frames(known: dict[str, Known]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The tables of a snapshot."""
    order = sorted(known)
    heads = [
        (one, k.kind, k.called or k.names[0][1], k.country, k.population, k.birth_year)
        for one, k in ((one, known[one]) for one in order)
    ]
    rows = [(one, *name) for one in order for name in known[one].names]
    return (
        pl.DataFrame(
            heads,
            {
                "entity_id": pl.String,
                "kind": pl.String,
                "name": pl.String,
                "country": pl.String,
                "population": pl.Int64,
                "birth_year": pl.Int32,
            },
            orient="row",
        ),
        pl.DataFrame(
            rows,
            {
                "entity_id": pl.String,
                "lang": pl.String,
                "name": pl.String,
                "is_preferred": pl.Boolean,
                "name_kind": pl.String,
            },
            orient="row",
        ),
    )


def content(index: Index) -> dict[str, object]:
    """What an index says, whatever its tokens, sounds and shapes are numbered by."""
    names, forms, shapes, spellings = index.names, index.forms, index.shapes, index.spellings
    held = np.flatnonzero(shapes.held)
    rows = zip(shapes.name_first[held].tolist(), shapes.name_first[held + 1].tolist(), strict=True)
    return {
        "names": [names.first.tolist(), names.role.tolist(), names.sense.tolist()],
        "tokens": [forms.texts[form] for form in names.form.tolist()],
        "folded": forms.fold[names.form].tolist(),
        "token rarity": index.form_rarity[names.form].tolist(),
        "heard": [
            index.sounds.codes[forms.sound[forms.first[form] : forms.first[form + 1]]].tolist()
            for form in names.form.tolist()
        ],
        "shapes": [
            column[held].tolist() for column in (shapes.hash, shapes.rarity, shapes.norm, shapes.held)
        ],
        "names of shapes": [shapes.name[a:b].tolist() for a, b in rows],
        "grams": [shapes.gram_weight.tolist(), shapes.gram_first.tolist(), shapes.gram_row.tolist()],
        "shapes of grams": shapes.hash[shapes.gram_shape].tolist(),
        "text": [list(spellings.text), list(spellings.lang), spellings.language.tolist()],
        "spellings": [
            column.tolist()
            for column in (
                *(spellings.entity, spellings.preferred, spellings.abbreviation, spellings.weight),
                spellings.outline,
            )
        ],
        "entities": [list(index.entities.id), list(index.entities.name)],
        "facts": [
            column.tolist()
            for column in (
                *(index.entities.kind, index.entities.country, index.entities.birth_year),
                index.entities.prominence,
            )
        ],
    }


@settings(max_examples=20)
@given(st.dictionaries(ids, entities, min_size=1), steps)
def test_like_built_anew(known: dict[str, Known], drawn: list[dict[str, Known | None]]) -> None:
    """Whatever came, went and changed: the index says it, and every answer is the same to the last digit."""
    brings_up_to_date(known, drawn)


@settings(max_examples=20)
@given(st.dictionaries(ids, entities, min_size=1), steps, st.integers(1, 4))
def test_more_names_than_are_listed(
    known: dict[str, Known], drawn: list[dict[str, Known | None]], kept: int
) -> None:
    """The same where shapes are held by more names than are kept of one."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (shapes, reshaped):
            patch.setattr(module, "NAMES_A_SHAPE", kept)
        brings_up_to_date(known, drawn)


def brings_up_to_date(known: dict[str, Known], drawn: list[dict[str, Known | None]]) -> None:
    """Bring an index up to date step by step, and hold it against one that is built anew."""
    known = MORE | known
    index = build_index(*frames(known))
    for step in drawn:
        left = {one: entity for one, entity in (known | step).items() if entity is not None}
        changed = {one for one in step if known.get(one) != left.get(one)}
        some = frames({one: entity for one, entity in left.items() if one in changed})
        brought = updated(index, Change(frozenset(changed), *some))
        assert brought is not None
        index, known = brought, left
    anew = build_index(*frames(known))
    assert content(anew) == content(index)
    asked = [Query(name[1], kind=entity.kind) for entity in known.values() for name in entity.names]
    asked += [Query(f"{word}x {other}") for word, other in pairwise(WORDS)]
    options = Options(top=5, explain=True)
    assert Resolver(anew).answer(asked, options) == Resolver(index).answer(asked, options)
