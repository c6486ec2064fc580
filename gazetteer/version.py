"""The version of the distribution that both packages come in."""

from __future__ import annotations


def adlar_version() -> str:
    """Return the version of adlar; `not installed` where it runs from a checkout alone."""
    # Loading the standard library's metadata takes long enough to be felt on a command line.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("adlar")
    except PackageNotFoundError:
        return "not installed"
