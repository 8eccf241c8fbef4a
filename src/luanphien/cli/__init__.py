"""The command line: a small module a command, which parses, calls and shows."""

import atexit
import gc

# A command lives for a tenth of a second, and a quarter of that would go on looking for
# cyclic garbage: while modules load, and once more over all of them at exit. A run that
# allocates a lot still collects.
gc.set_threshold(200_000)
atexit.register(gc.freeze)
