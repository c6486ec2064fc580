"""A slow, plain inflector of names, letter by letter, to hold against the paradigms of `resolve.inflection`.

It knows eight cases of Turkish and Azerbaijani as a grammar for learners gives them, and reads no table.
"""

from __future__ import annotations

CASES = ("NOM", "ACC", "DAT", "GEN", "LOC", "ABL", "INS", "LOCREL")

_BACK = "aıou"
_VOWELS = "aıoueəiöü"
_VOICELESS = "fstkçşhp"


def inflect(name: str, lang: str, case: str, mark: str = "") -> str:
    """Put a name into a case.

    Args:
        name: A name in the nominative, with small letters at its end.
        lang: az or tr.
        case: One of CASES.
        mark: What is written between name and ending.
    """
    vowel = next((letter for letter in reversed(name.lower()) if letter in _VOWELS), "e")
    open_end = name[-1].lower() in _VOWELS
    low = ("a" if vowel in _BACK else "ə") if lang == "az" else "a" if vowel in _BACK else "e"
    high = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "ö": "ü", "ü": "ü"}.get(vowel, "i")
    stop = "t" if lang == "tr" and name[-1].lower() in _VOICELESS else "d"
    glide = "y" if open_end else ""
    nasal = "n" if open_end else ""
    ending = {
        "NOM": "",
        "ACC": (nasal if lang == "az" else glide) + high,
        "DAT": glide + low,
        "GEN": nasal + high + "n",
        "LOC": stop + low,
        "ABL": stop + low + "n",
        "INS": (glide if lang == "tr" else "") + "l" + low,
        "LOCREL": stop + low + "k" + ("i" if lang == "tr" or low == "ə" else "ı"),
    }[case]
    return name + mark + ending if ending else name
