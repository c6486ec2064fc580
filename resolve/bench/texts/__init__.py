"""The benchmark of running text: texts with gold mentions, as they stand and damaged.

1. `markup` reads a text whose mentions are marked where they stand; `gold` reads folders of such texts, and
   gold that lies in a table beside its documents.
2. `damage` types a text in capitals, without diacritics or apostrophes, or as a bad scan reads it, and moves
   its gold along.
3. `scoring` lays what was said beside the gold; `faults` says of each difference what went wrong.
4. `run` does all of it, and `lines` prints it.
"""
