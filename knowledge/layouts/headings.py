"""The headings that tasks stand under: carried on, repeated, spelt in two ways."""

from dataclasses import dataclass, field
from difflib import SequenceMatcher

from knowledge.layouts.cells import numeral_of
from knowledge.layouts.spacing import squash, tidy
from knowledge.model import Problem, ProblemKind

SAME_HEADING = 0.85
DEEPER = "(（"


@dataclass(slots=True)
class Headings:
    """The path of headings while a document is read from top to bottom."""

    path: tuple[str, ...] = ()
    seen: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def enter(self, text: str, line: int, level: int | None = None) -> None:
        """Stand under this heading; its numeral tells how deep, or the column that it stands in."""
        heading = self.first_spelling(tidy(text), line)
        if level is not None:
            self.path = (*self.path[:level], heading)
        elif numeral_of(heading).startswith(tuple(DEEPER)):
            above = [one for one in self.path if not numeral_of(one).startswith(tuple(DEEPER))]
            self.path = (*above[:1], heading)
        else:
            self.path = (heading,)

    def first_spelling(self, heading: str, line: int) -> str:
        """Compare within the same numeral only, under the same heading above for （一）."""
        if heading in self.seen:
            return heading
        numeral = numeral_of(heading)
        for first in reversed(self.seen):
            if numeral_of(first) != numeral or numeral.startswith(tuple(DEEPER)):
                continue
            if alike(first, heading):
                message = "同一部分标题前后不一致，已按首次写法归并"
                kind = ProblemKind.SPELLING
                self.problems.append(Problem(line, message, kind, heading, first))
                self.seen.append(heading)
                return first
        self.seen.append(heading)
        return heading


def alike(first: str, second: str) -> bool:
    matcher = SequenceMatcher(None, squash(first), squash(second), autojunk=False)
    return matcher.quick_ratio() > SAME_HEADING and matcher.ratio() > SAME_HEADING
