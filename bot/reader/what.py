"""Rules for tasks by their places, parts of documents, and subjects."""

from __future__ import annotations

from bot.reader.patterns import Composer, of_kind
from bot.reader.phrases import signs
from knowledge import Cell, Condition, Field, Numbered, Says, Speaks, Under, fold

SUBJECTS = (
    "<not|remove>?<stated><related>?<subject>(<and>?<subject>)*"
    "|<not|remove><related>?<subject>+<remove>?"
)
SURE = 0.3
"""What a numeral that is surely a task costs, at most."""


def items(c: Composer) -> None:
    """Tasks by their places, and parts of documents."""
    if any(s.text.endswith(signs("of_items")) for s in of_kind(c.spans, "item")):
        c.spans = [
            s
            for s in c.spans
            if s.kind != "item" or s.text.endswith(signs("of_items")) or s.cost < SURE
        ]
    for run in c.taking("<item>(<and>?<item>)*"):
        ranges = tuple(r for s in of_kind(run, "item") for r in s.ranges)
        c.frame.conditions.append(Numbered(ranges))
    for run in c.taking("<part>"):
        c.frame.conditions.append(Under((run[0].number,)))


def subjects(c: Composer) -> None:
    """Subjects: of headings, quoted from the text, or spoken of."""
    frame = c.frame
    for run in c.taking("<subject>+<section>"):
        words = tuple(s.word.text for s in of_kind(run, "subject"))
        frame.conditions.append(Says(Cell(Field.HEADING), words))
    for run in c.taking(SUBJECTS):
        said = of_kind(run, "subject")
        found: list[Condition] = [Speaks(s.word) for s in said]
        if of_kind(run, "stated"):
            found = [Says(Cell(Field.TEXT), tuple(fold(s.text) for s in said))]
        elif of_kind(run, "and"):
            frame.cues.add("subjects_and")
        if of_kind(run, "not") and not of_kind(run, "remove"):
            frame.denied += found
        else:
            frame.add(found, removed=bool(of_kind(run, "remove")))
    for run in c.taking("<subject>"):
        frame.conditions.append(Speaks(run[0].word))
    frame.conditions = list(dict.fromkeys(frame.conditions))
