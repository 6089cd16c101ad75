"""Terms that a document explains, and people that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.understanding.asks import is_quote
from bot.understanding.candidate import COSTS, Candidate
from bot.understanding.ground import Ground
from knowledge import (
    Ask,
    Condition,
    Document,
    Field,
    How,
    Question,
    Says,
    Speaks,
    documents_of,
    fold,
)


def is_told_of(name: str, scope: Sequence[Condition], ground: Ground) -> bool:
    """Tell whether a document in scope names a person, or none does."""
    names = {d.id for d in ground.index.documents.values() if _names(d, name)}
    return not names or bool(names & {d.id for d in documents_of(scope, ground.index)})


def _names(document: Document, name: str) -> bool:
    people = (
        *(o.name for o in document.officials),
        *(n for t in document.tasks for n in t.leaders),
    )
    return name in people


def meaning(
    where: Sequence[Condition], asks: tuple[Ask, ...], scope: Sequence[Condition], ground: Ground
) -> Iterator[Candidate]:
    """Ask the notes for a term that they explain: 三区三线."""
    words = [c.word.text for c in where if isinstance(c, Speaks)]
    words += [c.words[0] for c in where if is_quote(c) and isinstance(c, Says)]
    counts = any(a.how in (How.COUNT, How.HOW_MANY) for a in asks)
    if len(words) != len(where) or len(words) != 1 or counts or any(_is_fact(a) for a in asks):
        return
    explain = [d.id for d in ground.index.documents.values() if _explains(d, words[0])]
    if explain:
        asked = Ask(How.MEANING, term=words[0])
        inside = {d.id for d in documents_of(scope, ground.index)} & set(explain)
        where = tuple(scope) if inside else ()
        yield Candidate(Question((asked,), where), COSTS["meaning"], "meaning")


def _explains(document: Document, term: str) -> bool:
    return any(fold(t.name) == term for t in document.terms)


def _is_fact(ask: Ask) -> bool:
    return (
        ask.how == How.TELL
        and ask.cell is not None
        and ask.cell.field not in (Field.TEXT, Field.NUMBER)
    )
