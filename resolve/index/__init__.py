"""The match index of a gazetteer snapshot: packed arrays on disk, mapped into memory, shared by processes.

- `layout` says what an index is made of; `keyed`, `texts` and `arrays` how it is packed
- `build` makes it, `shares` its keys, `origins` where its names are from if there are several gazetteers
- `store` finds, opens and checks it; `stale` removes those that were left behind
"""
