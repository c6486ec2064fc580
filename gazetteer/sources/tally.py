"""What an importer met with: rows that are broken, and rows that it leaves out as it was told to.

Nothing is dropped silently. What is broken becomes a fault with its count and its first places; what is left
out on purpose becomes a note with its count.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gazetteer.check import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN_PLACES = 3
SHOWN_LENGTH = 60


class Tally:
    """Counts what an importer does not take, by reason.

    A reason is one of a fixed set of sentences, never made of what stands in a row, so that the tally does
    not grow with the file.
    """

    def __init__(self) -> None:
        self._broken: Counter[str] = Counter()
        self._places: dict[str, list[str]] = {}
        self._left_out: Counter[str] = Counter()

    def reject(self, reason: str, place: str, shown: str = "", count: int = 1) -> None:
        """Count rows, or values of rows, that cannot be used.

        Args:
            reason: What is wrong, and what was expected.
            place: Where the first of them is, such as `line 17`.
            shown: What stands there.
            count: How many there are.
        """
        self._broken[reason] += count
        places = self._places.setdefault(reason, [])
        if len(places) < SHOWN_PLACES:
            text = shown if len(shown) <= SHOWN_LENGTH else shown[:SHOWN_LENGTH] + "…"
            places.append(f"{place}: {text!r}" if text else place)

    def reject_all(self, reason: str, found: Iterable[tuple[str, str]], count: int) -> None:
        """Count rows that cannot be used for one reason.

        Args:
            reason: What is wrong, and what was expected.
            found: Place and text of the first of them; more than are shown need not be given.
            count: How many there are, 1 or more.
        """
        for number, (place, shown) in enumerate(found):
            if number < SHOWN_PLACES:
                self.reject(reason, place, shown, 0)
        self._broken[reason] += count

    def leave_out(self, reason: str, count: int = 1) -> None:
        """Count what is not taken on purpose.

        Args:
            reason: What it is.
            count: How many there are.
        """
        if count:
            self._left_out[reason] += count

    def faults(self) -> tuple[Fault, ...]:
        """Return what was broken, the most frequent first."""
        return tuple(
            Fault("left_out", "error", None, count, (), self._sentence(reason, count))
            for reason, count in sorted(self._broken.items(), key=lambda item: (-item[1], item[0]))
        )

    def notes(self) -> tuple[str, ...]:
        """Return what was left out on purpose, the most frequent first."""
        return tuple(
            f"not taken: {count} {reason}"
            for reason, count in sorted(self._left_out.items(), key=lambda item: (-item[1], item[0]))
        )

    def _sentence(self, reason: str, count: int) -> str:
        places = self._places[reason]
        more = ", …" if count > len(places) else ""
        return f"{count} × {reason} ({', '.join(places)}{more})"
