"""A text as HTML, with its mentions marked."""

from collections.abc import Callable, Sequence
from typing import Final

from resolve.documents.page.escaping import escaped
from resolve.mentions.mention import Mention

Note = Callable[[int], str]
"""Gives the markup that goes into a mark behind its text: of the number of a mention."""

_KINDS: Final = ("person", "place", "organization", "other")


def mark_mentions(text: str, mentions: Sequence[Mention], note: Note, first: int = 0) -> str:
    """Return a text with each mention in an element `mark`, nested as the mentions are.

    Args:
        text: the document.
        mentions: those in it, in the order of their starts, the longest of a start first. What reaches over
            the end of the one around it is marked to that end.
        note: what goes into each mark.
        first: number of the first mention; marks have the IDs `m0`, `m1` and so on.
    """
    parts: list[str] = []
    open_marks: list[tuple[int, str]] = []
    done = 0

    def close_until(place: int) -> None:
        nonlocal done
        while open_marks and open_marks[-1][0] <= place:
            end, note_on_it = open_marks.pop()
            parts.append(escaped(text[done:end]))
            parts.append(f"{note_on_it}</mark>")
            done = end

    for number, mention in enumerate(mentions, first):
        close_until(mention.start)
        parts.append(escaped(text[done : mention.start]))
        done = mention.start
        parts.append(_opening(number, mention))
        end = min(mention.end, open_marks[-1][0]) if open_marks else mention.end
        open_marks.append((end, note(number)))
    close_until(len(text))
    parts.append(escaped(text[done:]))
    return "".join(parts)


def _opening(number: int, mention: Mention) -> str:
    kind = mention.kind if mention.kind in _KINDS else "unknown"
    return (
        f'<mark id="m{number}" class="{kind} {escaped(mention.decision)}" tabindex="0" '
        f'aria-describedby="n{number}">'
    )
