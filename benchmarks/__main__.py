"""`python -m benchmarks [process | shifts | growth | feed]`: ratios measured side by side, in turn.

process  `luanphien schedule`, as a workbook and as a Word file too, against importing its libraries
shifts   a million shifts with all their dates against other ways to count them
growth   10 to 10,000 years of months
feed     ten years of the calendar feed against icalendar alone
"""

from __future__ import annotations

import sys

from benchmarks import feed, process, shifts

PARTS = {
    "process": process.main,
    "shifts": shifts.compare,
    "growth": shifts.growth,
    "feed": feed.main,
}

for name in sys.argv[1:] or PARTS:
    print(f"{name}\n{'-' * len(name)}")
    PARTS[name]()
    print()
