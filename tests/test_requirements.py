"""What tests need from outside: a skip says so, and becomes a failure where the thing is required."""

from __future__ import annotations

import pytest
from conftest import require


@pytest.mark.parametrize("required", ["", "java", "javascript chromium"])
def test_skip(required: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing thing that nobody requires skips the test, with the reason."""
    monkeypatch.setenv("ADLAR_REQUIRE", required)
    with pytest.raises(pytest.skip.Exception, match="shared: it is not here"):
        require("shared", "it is not here")


@pytest.mark.parametrize("required", ["shared", "java,shared", "java shared", "java, shared"])
def test_failure(required: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing thing that is required fails the test."""
    monkeypatch.setenv("ADLAR_REQUIRE", required)
    with pytest.raises(pytest.fail.Exception, match="ADLAR_REQUIRE names 'shared', but it is not here"):
        require("shared", "it is not here")
