"""The match index of a gazetteer snapshot: packed arrays on disk, mapped into memory, shared by processes.

- `layout` says what an index is made of; `keyed`, `texts` and `arrays` how it is packed
- `build` makes it: `parts` reads the names in their `order`, `shares` their keys, `origins` where they are from
  if there are several gazetteers; `shapes` counts
- `store` finds, opens and checks it; `stale` removes those that were left behind
"""
