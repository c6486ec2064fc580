"""Normalization: from a name as it was written to the text that is cut into tokens.

Ordered steps, each told in the result when it changed something that a reader could not see:

1. refuse: a blank name, NUL, a lone surrogate
2. piles of combining marks: one mark a letter stays
3. refuse: more than `settings.MAX_NAME` code points
4. compatibility forms (full width, ligatures) and composition: NFKC
5. invisible characters (zero width, direction overrides, soft hyphen) are taken out
6. look-alike letters inside one token are folded to the script of the others
7. one lower case for all languages: I, İ, ı stay apart only as i and ı

Source: the Unicode Standard, annexes 9 and 15, and technical standard 39.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from resolve import settings, tables

_LATIN: Final = r"A-Za-zÀ-ɏəḀ-ỿ"
_CYRILLIC: Final = r"Ѐ-ԯ"
_GREEK: Final = r"Ͱ-Ͽ"
PLAIN_LATIN: Final = r" -~A-Za-zÀ-ıĴ-ľŁ-ňŊ-žƀ-ǃǍ-ǰǴ-ɏəḀ-ẙẜ-ỿ’"
PLAIN_CYRILLIC: Final = r" -@\[-`{-~Ѐ-҂Ҋ-ԯ’"
"""Characters with which nothing is to be folded in a name that holds one script, as sets of regular
expressions: no mark, and none that NFKC takes apart (Ĳ Ŀ ŉ ſ Ǆ Ǳ ẚ ẛ)."""

_PLAIN: Final = re.compile(f"[{PLAIN_LATIN}]*+|[{PLAIN_CYRILLIC}]*+")

_PILE: Final = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f])[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_HIGH_PILE: Final = 3
_INVISIBLE: Final = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f]"
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_MIXED: Final = re.compile(rf"[{_LATIN}{_CYRILLIC}{_GREEK}]+")
_TWO_SCRIPTS: Final = re.compile(
    rf"[{_LATIN}][{_CYRILLIC}{_GREEK}]|[{_CYRILLIC}][{_LATIN}{_GREEK}]|[{_GREEK}][{_LATIN}{_CYRILLIC}]"
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SCRIPTS: Final = {
    "Latn": re.compile(f"[{_LATIN}]"),
    "Cyrl": re.compile(f"[{_CYRILLIC}]"),
    "Grek": re.compile(f"[{_GREEK}]"),
}


@dataclass(frozen=True, slots=True)
class Normalized:
    """A name made ready for tokenizing.

    Attributes:
        text: lower-case text; empty if `error` is set.
        notes: what was folded away, for the `reason` of the answer.
        error: why the name cannot be processed, or None.
    """

    text: str
    notes: tuple[str, ...] = ()
    error: str | None = None


def normalize(name: str | None) -> Normalized:
    """Make a name ready for tokenizing; never raises.

    Args:
        name: as it was written; None for a missing one.
    """
    if name is None or not name.strip():
        return Normalized("", error="the name is empty")
    if len(name) <= settings.MAX_NAME and _PLAIN.fullmatch(name):
        return Normalized(lower(name))
    if "\0" in name:
        return Normalized("", error="the name holds a NUL character")
    if _SURROGATE.search(name):
        return Normalized("", error="the name holds half of a surrogate pair, which is no character")
    return _fold(name)


def lower(text: str) -> str:
    """Lower case for matching: İ and I become i, ı stays."""
    return text.replace("İ", "i").lower().replace("i̇", "i")


def _fold(name: str) -> Normalized:
    notes: list[str] = []
    text = name
    piles = [len(match.group()) for match in _PILE.finditer(text)]
    if piles:
        text = _PILE.sub(r"\1", text)
        if max(piles) >= _HIGH_PILE:
            notes.append(f"folded {sum(piles) - len(piles)} piled-up combining marks")
    if len(text) > settings.MAX_NAME:
        return Normalized(
            "", error=f"the name has {len(text)} characters; at most {settings.MAX_NAME} are read"
        )
    compatible = unicodedata.normalize("NFKC", text)
    if compatible != text and compatible != unicodedata.normalize("NFC", text):
        notes.append("folded compatibility characters")
    visible = _INVISIBLE.sub("", compatible)
    if visible != compatible:
        names = sorted(
            {unicodedata.name(c, f"U+{ord(c):04X}").lower() for c in _INVISIBLE.findall(compatible)}
        )
        notes.append(f"removed invisible characters ({', '.join(names)})")
    visible = _CONTROL.sub(" ", visible)
    if not visible.strip():
        return Normalized("", error="the name holds only invisible characters")
    small = lower(_one_script_each(visible, notes))
    if not _TWO_SCRIPTS.search(small):
        return Normalized(unicodedata.normalize("NFC", small), tuple(dict.fromkeys(notes)))
    # Some letters look like another one only when they are small (d like ԁ, ѵ like v).
    return Normalized(lower(_one_script_each(small, notes)), tuple(dict.fromkeys(notes)))


def _one_script_each(text: str, notes: list[str]) -> str:
    if _TWO_SCRIPTS.search(text):
        text = _MIXED.sub(lambda match: _one_script(match.group(), notes), text)
    return unicodedata.normalize("NFC", text)


@functools.cache
def _lookalikes() -> dict[tuple[str, str], str]:
    """(letter, wanted script) -> the letter of that script that looks the same."""
    pairs: dict[tuple[str, str], str] = {}
    for letter, script, latin in tables.read_rows("text/lookalikes.tsv").rows:
        pairs[letter, "Latn"] = latin
        pairs.setdefault((latin, script), letter)
    return pairs


def _one_script(run: str, notes: list[str]) -> str:
    """Fold the look-alikes in a run of letters, if that makes it a token of one script."""
    present = [script for script, letters in _SCRIPTS.items() if letters.search(run)]
    if len(present) < 2:
        return run
    table = _lookalikes()
    candidates = []
    for wanted in present:
        folded = "".join(c if _SCRIPTS[wanted].match(c) else table.get((c, wanted), "") or c for c in run)
        changed = [c for c, d in zip(run, folded, strict=True) if c != d]
        if all(_SCRIPTS[wanted].match(c) for c in folded):
            candidates.append((len(changed), wanted, folded, changed))
    if not candidates:
        return run
    _, wanted, folded, changed = min(candidates)
    letters = ", ".join(f"{c} U+{ord(c):04X}" for c in dict.fromkeys(changed))
    notes.append(f"folded look-alike letters ({letters}) to {wanted}")
    return folded
