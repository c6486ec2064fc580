"""The version of the package that serves."""

from importlib.metadata import PackageNotFoundError, version


def package_version() -> str:
    """The version of adlar; `0` where it runs from a checkout that is not installed."""
    try:
        return version("adlar")
    except PackageNotFoundError:
        return "0"
