"""What a reply is worded with, beside the answer."""

from dataclasses import dataclass
from datetime import date

from knowledge import Index

PAGE = 10
"""Tasks on one page of a list, where the configuration says nothing else."""


@dataclass(frozen=True, slots=True)
class View:
    index: Index
    page_size: int = PAGE
    today: date | None = None
    """With a day, a reply says how long it still is till a deadline."""
