"""Evidence: what speaks for and against two names being one, each feature a number 0..1.

It is computed on columns of pairs: `tokens` compares tokens, `alignment` decides which token answers which,
`features` turns that into the evidence.
"""
