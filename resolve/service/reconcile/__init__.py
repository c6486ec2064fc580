"""The Reconciliation Service API: 0.2 at /reconcile, 1.0-draft at /v1.

Both versions ask the same with other words: `asked` is what they have in common, `old` and `draft` read and
write the words of each. Types are the kinds of entities; kind, country, year of birth and language are
properties that a query can give.

Source:
    W3C Entity Reconciliation Community Group, "Reconciliation Service API", 0.2 (2023) and 1.0 draft.
"""
