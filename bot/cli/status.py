"""Exit statuses."""

ANSWERED, NOT_FOUND, USAGE, TROUBLE = 0, 1, 2, 3
