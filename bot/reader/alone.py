"""A message read by itself, whatever the chat holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.memory import Memory
from bot.reader.asks import asks_of, is_quote, question_of
from bot.reader.bounds import conditions_of, is_same, scope_of, told_all
from bot.reader.candidate import COSTS, Candidate
from bot.reader.compose import Frame
from bot.reader.sides import sides_of
from bot.reader.spans import Ground
from bot.reader.whether import whether_of
from knowledge import (
    Ask,
    Best,
    Cell,
    Compare,
    Condition,
    DueIs,
    Empty,
    Field,
    How,
    Is,
    Many,
    Nearest,
    Not,
    Numbered,
    Of,
    Origin,
    Question,
    Says,
    Speaks,
    Word,
    fold,
    is_of_document,
)

POINTING = {"he", "it", "unit_of_it", "these", "among", "former", "latter", "rest", "back",
            "also", "next", "previous"}  # fmt: skip
"""Words that point back; a reading that stands alone leaves them without a meaning."""


OF_A_DOCUMENT = (How.ABOUT, How.OFFICE, How.CONTENTS, How.MEANING, How.WHICH)
"""What is asked of a document, not of what was shown."""


def standing_alone(frame: Frame, memory: Memory, ground: Ground) -> Iterator[Candidate]:
    where = (*conditions_of(frame), *frame.denied)
    asks = asks_of(frame, where)
    scope = scope_of(frame, memory, ground)
    if not where and not asks and not frame.each and not frame.order:
        return
    sides = sides_of(frame, where)
    if sides:
        shared = tuple(
            c
            for c in where
            if not any(is_same(c, one) for side in sides for one in side)
            and not (isinstance(c, Is) and len(c.values) > 1 and "difference" in frame.cues)
        )
        if any(is_of_document(c) for side in sides for c in side):
            scope = ()
        compare = frame.compare or Compare.BESIDE
        counted = tuple(a for a in asks if a.how in (How.WHICH, How.HOW_MANY)) or (Ask(How.COUNT),)
        if any(isinstance(c, Speaks) for c in shared):
            counted = (Ask(How.TELL, Cell(Field.FIGURE)),)
        of = Of(Origin.EVERYTHING) if any(isinstance(c, Speaks) for c in shared) else Of()
        best = Best(Nearest.AHEAD) if any(isinstance(c, Speaks) for c in shared) else Best()
        yield Candidate(
            Question(counted, (*scope, *shared), of, sides=sides, compare=compare, best=best),
            COSTS["alone"],
            "sides",
        )
    if frame.compare == Compare.SHARE and where:
        share = Question((Ask(How.COUNT),), scope, sides=(where, ()), compare=Compare.SHARE)
        yield Candidate(share, COSTS["alone"] - 0.5, "share")
        return
    cost = COSTS["alone"]
    asks_each = any(a.how == How.TELL for a in asks)
    is_own = "me" in frame.cues and bool(frame.roles)
    is_bare = not where and not frame.each and not frame.order and not frame.documents
    if is_bare and asks_each and not is_own:
        return
    if not where and asks_each and not frame.each and not frame.order:
        cost += COSTS["bare"]
    if (
        memory.lists
        and where
        and all(isinstance(c, Is | DueIs | Many | Empty | Not) for c in where)
    ):
        cost += COSTS["could_lean"]
    if memory.question is not None and frame.cues & {"ends_ne", "fix", "that"}:
        cost += COSTS["ends_ne"]
    if memory.question is not None and {"ends_ne", "that"} <= frame.cues:
        cost += COSTS["that_one"]
    if memory.question is not None and frame.cues & POINTING:
        cost += COSTS["points"]
    is_rank = bool(frame.each and frame.order)
    of_document = any(a.how in OF_A_DOCUMENT for a in asks)
    is_again = memory.question is not None and not where and not frame.documents
    if is_again and not is_rank and not of_document and not told_all(frame):
        cost += COSTS["bare_again"]
    asks_figure = any(a.cell and a.cell.field == Field.FIGURE for a in asks)
    if frame.skipped and asks_figure and not any(isinstance(c, Speaks) for c in where):
        cost += COSTS["skipped_all"]
    if frame.skipped and not frame.asks:
        cost += COSTS["skipped_head"]
    if frame.places and not where and not memory.lists:
        cost += COSTS["points"]
    if not where and frame.skipped and not frame.each:
        cost += COSTS["skipped_all"]
    yield Candidate(question_of(frame, where, asks, scope), cost, "alone")
    yield from _meaning(where, asks, scope, ground)
    if "yes_no" in frame.cues or frame.total:
        yield from whether_of(frame, where, scope, Of(), cost)
    yield from _of_text(frame, scope)


def _meaning(
    where: Sequence[Condition], asks: tuple[Ask, ...], scope: Sequence[Condition], ground: Ground
) -> Iterator[Candidate]:
    """Ask the notes for a term that they explain: 三区三线."""
    words = [c.word.text for c in where if isinstance(c, Speaks)]
    words += [c.words[0] for c in where if is_quote(c) and isinstance(c, Says)]
    if len(words) != len(where) or len(words) != 1 or any(_is_fact(a) for a in asks):
        return
    known = {fold(t.name) for d in ground.index.documents.values() for t in d.terms}
    if words[0] in known:
        meaning = Ask(How.MEANING, term=words[0])
        yield Candidate(Question((meaning,), tuple(scope)), COSTS["meaning"], "meaning")


def _is_fact(ask: Ask) -> bool:
    return (
        ask.how == How.TELL
        and ask.cell is not None
        and ask.cell.field not in (Field.TEXT, Field.NUMBER)
    )


def _of_text(frame: Frame, scope: Sequence[Condition]) -> Iterator[Candidate]:
    """Look for what is named in the running text: what the notice asks of 配合单位."""
    is_named = any(isinstance(c, Speaks | Is) for c in frame.conditions)
    if not frame.texts or not ("file" in frame.cues or (is_named and len(frame.texts) > 1)):
        return
    if any(isinstance(c, Numbered) for c in frame.conditions):
        return
    words = tuple(Speaks(Word(text)) for text in frame.texts)
    asked = (Ask(How.TELL, Cell(Field.TEXT)),)
    cost = COSTS["text"] - (0.7 if "file" in frame.cues else 0.0)
    yield Candidate(
        Question(asked, (*scope, *words), Of(Origin.PASSAGES), best=Best(Nearest.AHEAD)),
        cost,
        "text",
    )
