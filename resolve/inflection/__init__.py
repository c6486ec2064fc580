"""Inflection: from a name as it stands in a sentence to the names it may be a form of.

Turkish, Azerbaijani and German. `stem_column` gives all stems that the grammar allows, for the distinct
tokens of many texts at once; which of them are names is for the caller to vouch. `readings` does both for
one surface. The grammar is data: `resolve/data/inflection/`.
"""

from resolve.inflection.column import STEM_LANGUAGES, stem_column
from resolve.inflection.genders import gender_counterparts
from resolve.inflection.stems import Stem, StemColumn, best_rows, sureness
from resolve.inflection.surface import Voucher, readings
from resolve.inflection.vouching import Lexicon

__all__ = [
    "STEM_LANGUAGES",
    "Lexicon",
    "Stem",
    "StemColumn",
    "Voucher",
    "best_rows",
    "gender_counterparts",
    "readings",
    "stem_column",
    "sureness",
]
