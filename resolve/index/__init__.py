"""The match index of a gazetteer snapshot: packed arrays on disk, mapped into memory, shared by processes.

`layout` says what the arrays are, `build` makes them, `store` finds, opens and checks them.
"""
