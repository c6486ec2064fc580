"""Derive the table of countries and cities whose names are no spellings of each other in our languages.

    python seeds/exonyms.py            write resolve/data/words/exonyms_cldr.tsv anew
    python seeds/exonyms.py --check    compare with what is committed; exit 1 if it differs

The steps:

1. CLDR, as the package babel carries it, gives the territories, continents and time-zone cities in az,
   az-Cyrl, tr, de, ru and en.
2. Kept are those of which two languages' names, in plain Latin letters, are unlike: Ungarn, Macaristan.
3. A name that stands for two places (Mexiko, the country and the city) is left out, and with it a place of
   which fewer than two names remain.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections import defaultdict
from pathlib import Path

# The checkout is read, not what may be installed besides.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from seeds.derived_table import write_or_check
from seeds.folding import clean, fold
from seeds.pins import require_pinned

NAME = "exonyms_cldr.tsv"
UNLIKE = {"territory": 0.7, "city": 0.58}
"""Names of less likeness than this, 0..1, are no spellings of each other; cities are more often namesakes."""

HEADER = """\
# what: countries, continents and cities whose names are no spellings of each other in our languages
# columns: key (the English name); lang (BCP 47); name; use (whole: never for a part of a name)
# authority: Unicode CLDR 47, territories and exemplar cities, through Babel 2.18.0; built by seeds/exonyms.py
# year: 2025
# licence: Unicode-3.0
key\tlang\tname\tuse
"""
NO_TERRITORIES = frozenset(
    {"001", "AC", "CP", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)
"""Codes of the world, of islets, of groupings of states and of test locales."""

NO_CITIES = re.compile(r"Etc/.*|.*/(?:Indiana|Kentucky|North_Dakota)/.*|Antarctica/.*|Indian/Christmas")
"""Time zones that no city stands for; Milad (Christmas) is a given name."""

WHOLE = frozenset(
    {
        "asya",
        "casey",
        "chad",
        "china",
        "france",
        "gambier",
        "gana",
        "georgia",
        "israel",
        "jersey",
        "jordan",
        "oman",
        "oral",
        "regina",
        "roma",
    }
)
"""Folded names of one word that are persons' names or other words as well."""


def main(arguments: list[str] | None = None) -> int:
    """Write or check the table; return the exit code."""
    return write_or_check(build, NAME, Path(__file__).name, arguments)


def build() -> str:
    """Return the whole table as text.

    Raises:
        SeedError: The package babel is not of the version that the names are taken from.
    """
    require_pinned()
    named = _named()
    keys_of: defaultdict[str, set[str]] = defaultdict(set)
    for (_, key), names in named.items():
        for _, name in names:
            keys_of[_joined(name)].add(key)
    rows: set[tuple[str, str, str, str]] = set()
    for (sort, key), names in named.items():
        own = [(lang, name) for lang, name in names if len(keys_of[_joined(name)]) == 1]
        if is_exonym([name for lang, name in own if lang != "az-Cyrl"], UNLIKE[sort]):
            rows.update((key, lang, name, "whole" if fold(name) in WHOLE else "") for lang, name in own)
    return HEADER + "".join("\t".join(row) + "\n" for row in sorted(rows))


def is_exonym(names: list[str], unlike: float) -> bool:
    """Say whether two of a place's names are unlike in plain Latin letters.

    Args:
        names: Its names in any of our scripts.
        unlike: The likeness below which they are, 0..1.
    """
    from rapidfuzz import fuzz

    from resolve.conversion import to_latin

    plain = {fold(to_latin(name.replace("ə", "e"), ascii=True).text) for name in names}
    pairs = itertools.combinations(sorted(plain), 2)
    return any(fuzz.ratio(one, other) < 100 * unlike for one, other in pairs)


def _named() -> dict[tuple[str, str], set[tuple[str, str]]]:
    """Return the names of each place with their languages, by its sort and the key of its English name."""
    from babel import Locale
    from babel.core import get_global

    from seeds.cldr import LOCALES, exemplar

    found: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    english = Locale.parse("en").territories
    for code in sorted(set(english) - NO_TERRITORIES):
        for name in LOCALES:
            spelling = Locale.parse(name).territories.get(code)
            if spelling and spelling != code:
                found["territory", _key(english[code])].add((name.replace("_", "-"), clean(spelling)))
    for zone in sorted(set(get_global("zone_territories")) - set(get_global("zone_aliases"))):
        city = exemplar(zone, "en")
        if not city or NO_CITIES.fullmatch(zone) or ("territory", _key(city)) in found:
            continue
        for name in LOCALES:
            spelling = exemplar(zone, name)
            if spelling:
                found["city", _key(city)].add((name.replace("_", "-"), clean(spelling)))
    return dict(found)


def _key(name: str) -> str:
    return re.sub(r"[^a-z]+", "_", fold(name)).strip("_")


def _joined(name: str) -> str:
    return re.sub(r"[\W_]+", "", fold(name))


if __name__ == "__main__":
    sys.exit(main())
