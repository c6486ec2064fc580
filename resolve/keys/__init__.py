"""Keys: what two spellings share when they may be the same name.

A key is the sum of its tokens' hashes, so the order of the tokens does not matter. There are four kinds; all
live in one space of 64-bit numbers, each kind spread by a constant of its own:

    fine      the folded text of every token                      İlham Əliyev = Əliyev, Ilham
    coarse    consonant classes and three vowels, in one reading  Alijew (de) = Aliyev (tr)
    skeleton  consonant classes alone, in one reading             Məmmədov = Mamedow
    part      skeleton without one of three or more tokens; or of all tokens written together

Father's names, titles, legal forms, particles and kinds of place are left out of all but the fine key; a
qualifier (upper, new), a place or an organization that a table knows count by their sense, in whatever
language.
"""

from resolve.keys.column import name_keys
from resolve.keys.plain import Keys, Level, NameKeys

__all__ = ["Keys", "Level", "NameKeys", "name_keys"]
