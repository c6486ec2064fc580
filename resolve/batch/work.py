"""What worker processes are asked to do."""

from enum import StrEnum


class Work(StrEnum):
    """What the shares of a run are."""

    NAMES = "names"
    TEXTS = "texts"
