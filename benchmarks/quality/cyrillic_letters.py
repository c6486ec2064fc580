"""How much a Cyrillic letter speaks for an orthography: by its alphabet and how usual its own letters are."""

from __future__ import annotations

import math
from pathlib import Path

CYRILLIC = {
    "az-Cyrl": "абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹш",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "tg": "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя",
    "tk-Cyrl": "абвгдеёжҗзийклмнңоөпрстуүфхцчшщъыьэәюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "und-Cyrl": "абвгѓдђеёжзѕиіјйкќлљмнњопрстћуўфхцчџшщъыьѣэюя",
    "uz-Cyrl": "абвгғдеёжзийкқлмнопрстуўфхҳцчшъэюя",
}
OUTSIDE = -5
RARITY = 0.01

# The share of the letters in names that Russian does not have: counted in the embedded gazetteer, for tk-Cyrl
# and uz-Cyrl estimated. A name without any of them speaks, letter by letter, for Russian; one of them
# speaks as much more as it is more usual than RARITY.
SPECIAL = {
    "az-Cyrl": 0.12,
    "kk": 0.08,
    "ky": 0.02,
    "ru": 0.0,
    "tg": 0.08,
    "tk-Cyrl": 0.06,
    "uk": 0.07,
    "und-Cyrl": 0.04,
    "uz-Cyrl": 0.05,
}


def write_cyrillic(path: Path) -> None:
    """Write the table of Cyrillic letters."""
    codes = sorted(CYRILLIC)

    def weight(letter: str, code: str) -> str:
        if letter not in CYRILLIC[code]:
            return str(OUTSIDE)
        if letter in CYRILLIC["ru"]:
            return f"{math.log(1 - SPECIAL[code]):.2f}"
        own = set(CYRILLIC[code]) - set(CYRILLIC["ru"])
        return f"{math.log(SPECIAL[code] / len(own) / RARITY):.2f}"

    lines = [
        "\t".join([letter, *(weight(letter, code) for code in codes)])
        for letter in sorted(set("".join(CYRILLIC.values())))
    ]
    header = [
        "# what: how much a letter in a name of Cyrillic letters speaks for each orthography",
        "# columns: mark, a letter in lower case; for each orthography what one occurrence adds to its"
        " logarithmic odds (natural logarithm)",
        "# authority: Unicode CLDR 47, main exemplar characters; Turkmen alphabet of 1940; und-Cyrl is what"
        " Belarusian, Bulgarian, Macedonian and Serbian have; written by"
        " benchmarks/quality/learn_detection.py",
        "# year: 2026",
        "# licence: CC0-1.0",
        "\t".join(["mark", *codes]),
    ]
    path.write_text("\n".join([*header, *lines]) + "\n", encoding="utf-8")
