"""The law: pure functions from facts and dated parameters to findings.

Standard library only.
No clock, no I/O, no logger: the same input gives the same output, for ever.
"""
