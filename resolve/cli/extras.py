"""What is not installed with the package itself, and how it is asked for."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from resolve.errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def needing(extra: str, *libraries: str) -> Iterator[None]:
    """Tell how to install what an import inside the context did not find.

    Args:
        extra: what provides it.
        *libraries: what it consists of; that another module is not found is a defect.

    Raises:
        MissingExtra: one of the libraries is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in libraries:
            raise
        raise MissingExtra(extra, error.name) from None
