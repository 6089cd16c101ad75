"""The part of a long message that asks: what was told around it is not read into the question."""

from __future__ import annotations

import re

from bot.understanding.phrases import meanings_at

LONG = 90
"""Characters of a message from which on only its asking part is read."""
BEFORE = 50
"""Characters in front of what asks that may still say what it is asked of."""
ASKING = frozenset(
    ("most", "least", "who", "which_unit", "which_leader", "when", "how_much", "how_many",
     "how_many_units", "measure", "list", "which_task", "what", "source", "where", "heading",
     "outcome")
)  # fmt: skip
RE_MARKS = re.compile(r"([,，。;；?？!！])[,，。;；?？!！]++")
RE_CLAUSE = re.compile(r"[^,，。;；?？!！\n]+[,，。;；?？!！\n]*")


def focus(text: str) -> str:
    """Give the clauses that ask something, and what stands right before them."""
    text = RE_MARKS.sub(r"\1", text)
    if len(text) <= LONG:
        return text
    clauses = [c[0] for c in RE_CLAUSE.finditer(text)] or [text]
    asking = [place for place, clause in enumerate(clauses) if _asks(clause)]
    if not asking:
        return text[:LONG]
    last = asking[-1]
    first = last
    size = len(clauses[last])
    while (
        first > 0
        and size + len(clauses[first - 1]) <= LONG
        and (first - 1 in asking or size + len(clauses[first - 1]) <= BEFORE)
    ):
        first -= 1
        size += len(clauses[first])
    return "".join(clauses[first : last + 1])[-LONG:]


def _asks(clause: str) -> bool:
    return any(
        not ASKING.isdisjoint(meanings)
        for start in range(len(clause))
        for _, meanings in meanings_at(clause, start)
    )
