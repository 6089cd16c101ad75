"""A question that a frame may ask, and what each way of reading it costs."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge import (
    Question,
)

COSTS = {
    "alone": 0.0,
    "bare": 2.5,
    "narrow": 0.7,
    "narrow_told": -0.4,
    "remove": 0.0,
    "same": 0.3,
    "replace": 0.6,
    "replace_told": -0.3,
    "pick": -0.4,
    "rest": 0.0,
    "he": 0.0,
    "it": 0.1,
    "back": 0.0,
    "next": 0.0,
    "lost": 3.0,
    "ends_de": 0.9,
    "ends_ne": 0.5,
    "that_one": 1.5,
    "whether_picked": 0.2,
    "could_lean": 0.5,
    "points": 1.8,
    "bare_again": 2.0,
    "page": 0.0,
    "meaning": -0.5,
    "text": 1.3,
    "whether": -0.3,
    "whether_of_item": -0.6,
    "whether_of_items": 0.0,
    "missed": 0.2,
    "skipped_all": 2.0,
    "skipped_head": 0.8,
    "gap": 1.5,
    "numbered": 0.8,
    "same_told": -0.6,
    "own": 0.8,
    "ordered": 1.0,
    "unsaid": 0.8,
    "these": 1.0,
    "leaves_out": 1.2,
    "farther_back": 0.2,
    "adds": 1.2,
    "nothing_before": 1.2,
    "compared": 1.8,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    question: Question
    cost: float
    how: str
    leans: bool = False
    page: int = 1
