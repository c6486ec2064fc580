"""A layer comes over its base in either way: between the rows that stay, or merged with them."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import layers
from gazetteer.layers import Tables, over_base

ids = st.text("ab\u0259", min_size=1, max_size=2)
kinds = st.sampled_from(["person", "place"])
ENTITIES = {"entity_id": pl.String(), "kind": pl.String()}
REDIRECTS = {"old_id": pl.String(), "new_id": pl.String(), "reason": pl.String()}


def entities(held: Mapping[str, str | None]) -> pl.DataFrame:
    """A table of entities, sorted."""
    return pl.DataFrame(sorted(held.items()), schema=ENTITIES, orient="row")


@pytest.mark.parametrize("between", [0, 64])
@given(st.dictionaries(ids, kinds), st.dictionaries(ids, kinds | st.none()))
def test_over_base(between: int, base: dict[str, str], layer: dict[str, str | None]) -> None:
    """What the layer holds replaces what the base does; one without a kind is no more."""
    nothing = pl.DataFrame(schema=REDIRECTS)
    over = Tables(entities(layer), entities({}), nothing)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layers, "PUT_BETWEEN", between)
        found = over_base("entities", entities(base), over)
    expected = {one: kind for one, kind in (base | layer).items() if kind is not None}
    assert entities(expected).rows() == found.rows()
