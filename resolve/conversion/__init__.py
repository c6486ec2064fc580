"""The conversion layer: names from writing to writing, by named systems of ICU rules.

`transliterate` gives the customary form, `variants` all forms in use, `transliterate_series` a whole column;
`trace` tells what made each piece, `untaken` the words that would stay in a foreign script. `to_latin` takes
any other script to Latin and says by what. A system is one rule file of `resolve/data/conversion/`, named by
its BCP 47-T id.
"""

from resolve.conversion.alternatives import Variant
from resolve.conversion.column import transliterate_series
from resolve.conversion.convert import transliterate, transliterate_column, variants
from resolve.conversion.coverage import untaken
from resolve.conversion.detection import SURE, Detection, detect, detect_column
from resolve.conversion.fallback import Converted, latin_texts, to_latin, to_latin_column
from resolve.conversion.orthography import ORTHOGRAPHIES
from resolve.conversion.registry import System, systems
from resolve.conversion.reverse import origins
from resolve.conversion.rules import ICU_VERSION
from resolve.conversion.tracing import Trace, trace

__all__ = [
    "ICU_VERSION",
    "ORTHOGRAPHIES",
    "SURE",
    "Converted",
    "Detection",
    "System",
    "Trace",
    "Variant",
    "detect",
    "detect_column",
    "latin_texts",
    "origins",
    "systems",
    "to_latin",
    "to_latin_column",
    "trace",
    "transliterate",
    "transliterate_column",
    "transliterate_series",
    "untaken",
    "variants",
]
