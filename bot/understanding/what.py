"""Rules for tasks by their places, parts of documents, and subjects."""

from __future__ import annotations

from bot.understanding.patterns import Composer, of_kind
from bot.understanding.phrases import signs
from knowledge import Cell, Condition, Field, Numbered, Says, Speaks, Under, fold

SUBJECTS = (
    "<not|remove|except>?<stated><related>?<subject>(<and>?<subject>)*"
    "|<not|remove|except><and>?<related>?<subject>+<remove>?"
)
COUNTED = 2.0
"""What it costs to read 59项 behind 一共 as a task."""
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
        if (
            c.frame.cues & {"total"}
            and len(ranges) == 1
            and not run[0].text.startswith(signs("th"))
        ):
            c.frame.cost += COUNTED
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
        if of_kind(run, "not") and not of_kind(run, "remove", "except"):
            frame.denied += found
        else:
            frame.add(found, removed=bool(of_kind(run, "remove", "except")))
    for run in c.taking("<subject>(<and>?<subject>)*"):
        frame.conditions += [Speaks(s.word) for s in of_kind(run, "subject")]
        if of_kind(run, "and"):
            frame.cues.add("subjects_and")
    frame.conditions = list(dict.fromkeys(frame.conditions))
