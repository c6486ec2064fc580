"""The benchmark of speed: made-up names of real parts, Adlar and other matchers on the same files.

`load` makes names and queries with known answers, `process` runs a tool in a process of its own, `run` leads
through all of it and `figures` is what comes out. The scripts of the peers, the table of spellings and the
frozen runs are in benchmarks/speed/.
"""
