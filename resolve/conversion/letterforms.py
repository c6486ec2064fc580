"""One letter in several encodings, made one before the rules see it.

An apostrophe inside a Ukrainian word comes as ' or ’ or ʼ, a Persian kaf as its Arabic look-alike, a letter
of the Arabic or Armenian script as one of its presentation forms. What stands for what, and in which
orthography, is the table `resolve/data/conversion/letterforms.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from resolve.conversion.orthography import script_of
from resolve.tables import read_rows

__all__ = ["unify_letters", "unify_letters_of"]

# A sign that is no letter of its own counts only beside letters of the script: O'Brien keeps its own.
_BLOCKS = {
    "Arab": "\u0620-\u065f\u066e-\u06d5\ufb50-\ufdff\ufe70-\ufefc",
    "Armn": "\u0531-\u0587\ufb13-\ufb17",
    "Cyrl": "\u0400-\u052f",
}


@dataclass(frozen=True, slots=True)
class _Forms:
    pattern: re.Pattern[str]
    letters: Mapping[str, str]


def unify_letters(text: str, orthography: str) -> str:
    """The text with one form for each letter of its orthography; all else as it is.

    Args:
        text: any text.
        orthography: an orthography code, as used inside.

    Returns:
        The text; it can be shorter or longer, for one sign may stand for two letters or for none.
    """
    return unify_letters_of([text], orthography)[0]


def unify_letters_of(texts: Sequence[str], orthography: str) -> Sequence[str]:
    """Many texts, each as `unify_letters` gives it.

    Args:
        texts: any texts.
        orthography: an orthography code, as used inside.
    """
    forms = _read_forms().get(orthography)
    if forms is None:
        return texts
    return [forms.pattern.sub(lambda found: forms.letters[found.group()], text) for text in texts]


@cache
def _read_forms() -> dict[str, _Forms]:
    letters: dict[str, dict[str, str]] = {}
    for orthography, form, letter, _ in read_rows("conversion/letterforms.tsv").rows:
        letters.setdefault(orthography, {})[_decode(form)] = _decode(letter)
    return {
        orthography: _Forms(_compile(orthography, there), there) for orthography, there in letters.items()
    }


def _decode(cell: str) -> str:
    """The text of a cell: itself, or the code points that it names: `U+0647 U+200C`."""
    if not cell.startswith("U+"):
        return cell
    return "".join(chr(int(code.removeprefix("U+"), 16)) for code in cell.split())


def _compile(orthography: str, letters: Mapping[str, str]) -> re.Pattern[str]:
    block = _BLOCKS[script_of(orthography)]
    longest_first = sorted(letters, key=lambda form: (-len(form), form))
    return re.compile(
        "|".join(
            re.escape(form)
            if re.match(f"[{block}]", form)
            else f"(?<=[{block}]){re.escape(form)}(?=[{block}])"
            for form in longest_first
        )
    )
