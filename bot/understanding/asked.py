"""What the marks of one question say, before its content is accounted for."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.understanding.marks import Mark, Token
from knowledge import Ask, Condition, Field, Question, Under

ROLES = {Mark.LEAD: Field.LEAD, Mark.SUPPORT: Field.SUPPORT}
FIELDS = {
    Mark.LEAD: Field.LEAD,
    Mark.SUPPORT: Field.SUPPORT,
    Mark.LEADER: Field.LEADER,
    Mark.OVERSEE: Field.LEADER,
    Mark.DEADLINE: Field.DEADLINE,
    Mark.OWNER: Field.RESPONSIBLE,
}


@dataclass(frozen=True, slots=True)
class Listed:
    """Several names in one breath: 教育局、民政局."""

    names: tuple[str, ...]
    is_apart: bool
    """Each is asked of by itself; joined by 和 only where they have nothing in common."""


@dataclass(slots=True)
class Asked:
    """The marks of a question with what has been read in them; filled step by step."""

    tokens: list[Token]
    bound: set[int] = field(default_factory=set)
    """Places of marks that belong to a condition and so are no want."""
    numbers: tuple[tuple[int, int], ...] = ()
    units: tuple[Condition, ...] = ()
    leaders: tuple[Condition, ...] = ()
    said: dict[Condition, str] = field(default_factory=dict)
    """Condition -> the unit or person as typed."""
    dues: tuple[Condition, ...] = ()
    under: Under | None = None
    counts: tuple[Condition, ...] = ()
    measure: str = ""
    figure: str = ""
    """A figure that a yes-or-no question supposes."""
    count: int | None = None
    """A number of tasks that a yes-or-no question supposes."""
    number: int | None = None
    """The item that the same number may name instead: 牵头59项吗."""
    lists: tuple[Listed, ...] = ()
    rank: Question | None = None
    """What is asked for each, and in which order."""
    nth: int | None = None
    wants: tuple[Ask, ...] = ()

    def has(self, *marks: Mark) -> bool:
        return any(t.mark in marks for t in self.tokens)

    def unbound(self, *marks: Mark) -> Iterator[Token]:
        """Give the tokens with one of the marks that are no part of a condition."""
        return (t for i, t in enumerate(self.tokens) if t.mark in marks and i not in self.bound)

    def free(self, *marks: Mark) -> bool:
        return next(self.unbound(*marks), None) is not None

    def value(self, mark: Mark) -> object:
        return next((t.value for t in self.tokens if t.mark == mark), None)

    @property
    def supposes(self) -> bool:
        """Tell whether a yes-or-no question is asked: 吗, 对不对, or 吧 at the end."""
        return self.has(Mark.CONFIRM) or (
            bool(self.tokens) and self.tokens[-1].text.startswith("吧")
        )

    @property
    def has_content(self) -> bool:
        return any(t.mark is None for t in self.tokens)
