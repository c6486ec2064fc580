"""Who bears a name is remembered within bounds, and never forgotten before it is answered."""

import pytest

from resolve.linking import bearers
from resolve.linking.bearers import Bearers
from resolve.resolver import Resolver


def test_names_asked_for_again_survive_the_bound(small: Resolver, monkeypatch: pytest.MonkeyPatch) -> None:
    """All names of the last question are answered, though more were known than are kept."""
    monkeypatch.setattr(bearers, "MOST_KEPT", 1)
    kept = Bearers(small, "person")
    kept.ask([("Aliyev", "tr"), ("Putin", "tr"), ("Lavrov", "de")])
    before = kept.answer("Aliyev", "tr")

    kept.ask([("Aliyev", "tr"), ("Merz", "de")])

    assert before == kept.answer("Aliyev", "tr")
    with pytest.raises(KeyError):
        kept.answer("Lavrov", "de")
