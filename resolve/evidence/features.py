"""The features: what evidence there can be, each a number 0..1 with a name and a meaning."""

from typing import Final

FEATURES: Final = {
    "likeness": "mean likeness of the tokens that answer each other, by their weight",
    "slip": "the costliest change of sounds inside one token, 0 for none, 1 for two whole sounds or more",
    "own_slip": "the same, where both names are in one language, so that no conversion explains it",
    "parted": "the names are alike when written together, and their tokens are parted differently",
    "onset": "share of names proper that answer each other without beginning alike",
    "same": "share of the tokens that answer each other with the same text",
    "exact": "every name proper of the query is answered, and all answers are the same text",
    "tiny": "fewer than four sounds answer each other, and the texts differ: 1 for one sound",
    "conflict": "share of names proper on both sides that nothing answers",
    "stranger": "the same, where both may be persons",
    "missing": "share of names proper of the gazetteer's name that the query lacks",
    "surplus": "share of names proper of the query that the gazetteer's name lacks",
    "several": "how many names proper answer each other: 0 for one, 1 for three or more",
    "length": "how many sounds answer each other: 0 for two, 1 for twenty or more",
    "rarity": "mean rarity of the names proper that answer each other",
    "crossed": "the tokens that answer each other stand in another order",
    "initial": "an initial stands for a name",
    "borne": "the query is a surname, or an initial and a surname, that the gazetteer's person bears",
    "father_conflict": "both have a father's name, and they contradict each other",
    "gender": "they differ by a feminine ending, or one is a son and the other a daughter",
    "type_same": "both name the same kind of place (city, river)",
    "type_conflict": "they name different kinds of place",
    "type_one": "only one names a kind of place",
    "named_after": "only one names a kind of thing that bears the name of another (airport, museum)",
    "equivalent": "a table says that both are names of one organization",
    "kind_same": "the kind that was given is the entity's",
    "kind_conflict": "the kind that was given is another",
    "kind_open": "no kind was given",
    "country_same": "the country that was given is the entity's",
    "country_conflict": "the country that was given is another",
    "birth_same": "the year of birth that was given is the entity's, or next to it",
    "birth_conflict": "the year of birth that was given is another",
    "abbreviation": "the gazetteer's name is an abbreviation, and the texts differ",
    "abbreviation_same": "both are written as abbreviations, in the same letters",
}
"""Name and meaning of each feature, in the order of the columns."""

PLACE: Final = {feature: place for place, feature in enumerate(FEATURES)}
"""The column of each feature."""

AGAINST: Final = frozenset(
    {
        *("slip", "own_slip", "parted", "onset", "tiny", "crossed", "initial", "abbreviation"),
        *("conflict", "stranger", "missing", "surplus", "father_conflict", "gender"),
        *("type_conflict", "type_one", "named_after", "kind_conflict", "country_conflict", "birth_conflict"),
    }
)
"""The features that speak against a match; all others speak for one."""

CHANCE: Final = frozenset({"length", "rarity", "several", "tiny", "kind_open"})
"""The features that say how likely it is that a name is found by chance among many; they do not count where
two names are compared by themselves."""
