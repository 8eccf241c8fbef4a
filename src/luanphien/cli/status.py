"""The exit statuses; docs/commands.md and the help explain them."""

FINE = 0
OPERATION_FAILED = 1
WRONG_USE = 2
INVALID_CONFIGURATION = 3
OVERDUE = 4

OF_WEIGHT = {"fine": FINE, "failed": OPERATION_FAILED, "overdue": OVERDUE}
"""What a report of a run, or of the mailbox, asks for by its weight."""
