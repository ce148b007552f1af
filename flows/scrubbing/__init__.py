"""Nothing personal and no secret in text that leaves the process: `scrubbed` takes it out, `found_in` tells.

What is looked for are the values at hand, in whatever encoding, and what merely looks like one:
`known` is the process's register of values, `values` the forms that a value may be met in, `matching` finds
them, `layers` undoes encodings, and `patterns` knows looks. `leaving` hangs it where text leaves.
It must not know where text goes.
"""

from flows.scrubbing.known import KNOWN, KnownValues, at_hand, found_in, keep_secret, remember, scrubbed
from flows.scrubbing.values import Kind

__all__ = ["KNOWN", "Kind", "KnownValues", "at_hand", "found_in", "keep_secret", "remember", "scrubbed"]
