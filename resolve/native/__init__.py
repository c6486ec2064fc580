"""The stages that cost the most, in C: each gives what its stage in Python gives, to the last bit.

`resolve.compiled` finds the library; where an installation has none, for want of a compiler, the stages in
Python do the work. `structs` hands over the columns of a side and the thresholds of the stages, which stand
in one place, beside what they mean. The C files name the module that each of them follows.
"""
