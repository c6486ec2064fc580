"""Candidate generation: for each query, the names of the gazetteer that may be it.

Three ways, the last only for the queries that the others did not settle:

1. `keyed`: names that share a whole-name key with the query
2. `bearers`: for a query of one name proper, the persons who bear it among others
3. `near`: names that hold tokens near to the query's, by 4-grams of their coarse strings
"""
