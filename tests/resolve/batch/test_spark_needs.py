"""What Spark needs besides the package, and what is said where it is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from resolve.batch.spark import frame as planning
from resolve.batch.spark import local, local_session
from resolve.errors import UsageError


def test_extra_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra it is said what to install."""
    monkeypatch.setattr(planning, "EXTRA", ("sparkless",))
    with pytest.raises(
        UsageError, match=r"Spark needs sparkless, not found; .* pip install 'adlar\[spark\]'"
    ):
        local_session()


def test_java_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Java it is said what to install, and where else to look."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(
        UsageError, match=r"no java on the path; install Java 17 .*openjdk-17.* or set JAVA_HOME"
    ):
        local.require_java()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(UsageError, match=r"java cannot be run"):
        local.require_java()


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ('openjdk version "17.0.15" 2025-04-15', None),
        ('java version "1.8.0_392"', "found 8"),
        ("?", "found '\\?"),
    ],
)
def test_java_version(
    version: str, told: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Java that is too old, or none, is told by what it says of itself."""
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho '{version}' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    if told is None:
        local.require_java()
    else:
        with pytest.raises(UsageError, match=f"Java 17 or later, {told}"):
            local.require_java()
