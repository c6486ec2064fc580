"""The match index of a gazetteer snapshot: packed arrays on disk, mapped into memory, shared by processes.

- `layout` says what an index is made of; `keyed`, `texts`, `tags`, `phrases`, `ids`, `called` and `arrays`
  how it is packed, `volume` how all of it lies in one file, `checksum` how damage is found
- `build` makes it: `parts` reads the names in their `order`, `shares` their keys; `shapes` and `leads` count
- `update` brings it up to date by a `change` of the gazetteer: columns by `weave`, tokens by `lexicon`,
  shapes by `reshaped`, keys by `rekeyed`; rows that `moved` are `renumbered`, in the `lists` of keys as well
- `origins` says where its names are from if there are several gazetteers
- `store` finds, opens and checks it, `kin` finds that of another snapshot; `stale` removes those left behind
"""
