"""Sounds: how a token of some orthography is read, and how far two readings lie apart.

A token is read into the **sound alphabet** (`alphabet`) by the rules of an orthography (`readings`); two
sound strings are compared by an edit distance whose costs say which sounds writers confuse (`distance`).
"""
