"""What a reply is worded with, beside what was found."""

from dataclasses import dataclass, replace
from datetime import date

from bot.memory import Memory, grounded
from bot.model import Button, Reading
from knowledge import (
    Ask,
    Condition,
    Document,
    Field,
    Found,
    How,
    Index,
    Question,
    Speaks,
    Word,
    run,
)

PAGE = 10
"""Tasks on one page of a list, where the configuration says nothing else."""


@dataclass(frozen=True, slots=True)
class View:
    reading: Reading
    found: Found
    memory: Memory
    index: Index
    page_size: int = PAGE
    today: date | None = None
    """With a day, a reply says how long it still is till a deadline."""

    @property
    def question(self) -> Question:
        return self.found.question

    @property
    def itself(self) -> Question:
        """The question as it stands by itself, without the lists of the chat."""
        return grounded(self.question, self.memory)

    @property
    def words(self) -> tuple[Word, ...]:
        """The subjects that are looked for."""
        return tuple(c.word for c in self.itself.where if isinstance(c, Speaks))

    def document(self, id: str) -> Document:
        return self.index.documents[id]

    def asks(self, *hows: How) -> bool:
        return any(ask.how in hows for ask in self.question.asks)

    def asks_field(self, *fields: Field) -> bool:
        return any(
            a.how == How.TELL and a.cell and a.cell.field in fields for a in self.question.asks
        )

    def run(self, where: tuple[Condition, ...], **changes: object) -> Found:
        """Find the same with other conditions: what there is beside what was asked."""
        plain = {
            "asks": (Ask(How.LIST),),
            "each": None,
            "order": None,
            "sides": (),
            "compare": None,
        }
        question = replace(self.question, where=where, **{**plain, **changes})  # type: ignore[arg-type]
        return run(question, self.index, self.memory.items)


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of a reply, before the notes."""

    lines: list[str]
    buttons: tuple[Button, ...] = ()
    strong: tuple[str, ...] = ()
    found: bool = True
