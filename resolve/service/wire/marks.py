"""What an annotation says of a field besides its type: `Annotated[int, Between(1, 50), About("...")]`."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class About:
    """What a field means, for the description of the service."""

    text: str


@dataclass(frozen=True, slots=True)
class Between:
    """The least and the greatest value of a number."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Spelt:
    """The name of a field in JSON, where it is not the one in Python."""

    name: str


@dataclass(frozen=True, slots=True)
class AtLeast:
    """How many items a list has to have."""

    items: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The field is left out of the JSON where it is None; else None is written as null."""


LEFT_OUT: Final = LeftOut()
