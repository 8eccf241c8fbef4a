"""`python -m benchmarks [process | shifts | growth]`: ratios measured side by side, in turn.

process  `luanphien schedule 2024` against the import floor, each a whole process
shifts   a million shifts with all their dates against other ways to count them
growth   10 to 10,000 years of months
"""

from __future__ import annotations

import sys

from benchmarks import process, shifts

PARTS = {"process": process.main, "shifts": shifts.compare, "growth": shifts.growth}

for name in sys.argv[1:] or PARTS:
    print(f"{name}\n{'-' * len(name)}")
    PARTS[name]()
    print()
