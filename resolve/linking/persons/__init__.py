"""Persons in running text: where their names stand, and whom an initial or a surname alone means.

1. `person`: a name as it stands in a text, whole or in part; `people` finds such names, by a `walk` along the
   places where one may stand.
2. `surnames`: surnames compared by their stems, `initials` by their sound; `spelled`: which stem is the name.
3. `cast`: the persons whom a document names in full; `meant`: whom each name means among them, or in the
   gazetteer.
"""
