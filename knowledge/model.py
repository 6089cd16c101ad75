"""The values that everything else speaks of: what a document says, and where it says so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a task asks of a party."""

    LEAD = "lead"
    SUPPORT = "support"
    RESPONSIBLE = "responsible"
    """The document names the party without telling lead from support."""


class Due(StrEnum):
    """What has to have happened on the last day."""

    DONE = "完成"
    PROGRESS = "取得明显进展"


class Field(StrEnum):
    """What can be told of an entry; the first five, and OTHER, are columns of a breakdown."""

    LEAD = "lead"
    SUPPORT = "support"
    RESPONSIBLE = "responsible"
    LEADER = "leader"
    DEADLINE = "deadline"
    OTHER = "other"
    """Any other column, known by its title: 备注."""
    UNIT = "unit"
    """Any party, whatever its role."""
    OWNER = "owner"
    """Who answers for it: the lead, or where no lead is told, the responsible ones."""
    COLLECTIVE = "collective"
    """Parties that stand for many: 各相关单位."""
    ROLE = "role"
    NUMBER = "number"
    TEXT = "text"
    HEADING = "heading"
    FIGURE = "figure"
    DUE = "due"
    """What is due: 完成 or 取得明显进展."""
    DAY = "day"
    MONTH = "month"
    SOURCE = "source"
    """The words to the letter, with where they stand."""
    DOCUMENT = "document"
    DISTRICT = "district"
    YEAR = "year"


class DocumentKind(StrEnum):
    BREAKDOWN = "breakdown"
    REPORT = "report"


class Tense(StrEnum):
    """Whether a sentence tells of the past year, of the coming one, or of neither."""

    RESULT = "result"
    PLAN = "plan"
    NEITHER = "neither"


class ProblemKind(StrEnum):
    REPAIRED = "repaired"
    """Something was out of place and has been put right."""
    MISSING = "missing"
    """A cell that the other tasks have is not there; nothing was put in its place."""
    SPELLING = "spelling"
    """Probably one body under two names; both are kept as written."""
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Party:
    unit: str
    """As written in the document, without spaces."""
    role: Role
    collective: bool = False
    """Stands for many: 各街办(园区), 相关街道园区, 区政府各部门."""


@dataclass(frozen=True, slots=True)
class Deadline:
    text: str
    """The document's words: 年底前取得明显进展."""
    due: date | None
    """The last day that still counts; None where the words name no day."""
    what: Due | None = None
    """None where the words do not say what is due."""
    clause: str = ""
    """The part of the task that it covers; empty for all of it (or all the rest of it)."""
    in_text: bool = False
    """Read in the task's own text, not in a deadline column or bracket."""


@dataclass(frozen=True, slots=True)
class Other:
    """A cell of a column that has no field of its own: 备注."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Task:
    document: str
    number: int
    text: str
    headings: tuple[str, ...] = ()
    """The headings that it stands under, outermost first, each as first written."""
    parties: tuple[Party, ...] = ()
    leaders: tuple[str, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    others: tuple[Other, ...] = ()
    """The filled cells of the other columns, in the order of the columns."""
    line: int = 0
    """1-based line of the source where it begins; 0 where the source has no lines."""
    part: int = 1
    """Counts tasks of one document that carry the same number."""
    label: str = ""
    """The number as the document prints it, where that is not plain digits: （一）, 十二."""

    @property
    def id(self) -> str:
        return f"{self.document}#{self.number}" + (f".{self.part}" if self.part > 1 else "")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of running text."""

    document: str
    text: str
    headings: tuple[str, ...] = ()
    tense: Tense = Tense.NEITHER
    line: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the notes (注释) at the end of a report."""

    name: str
    meaning: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Official:
    """A person whom the document itself names with an office: 区长 李春."""

    office: str
    name: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    field: Field
    title: str
    """As the document heads it: 责任区领导."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something doubtful in a document and what was done about it."""

    line: int
    message: str
    kind: ProblemKind = ProblemKind.DOUBTFUL
    original: str = ""
    repaired: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    id: str
    name: str
    """Short, for labels: 东丽2023, 河东2023报告."""
    kind: DocumentKind
    title: str = ""
    issuer: str = ""
    reference: str = ""
    """东丽政发〔2023〕4号"""
    district: str = ""
    """Without its kind-word: 东丽. Empty where the document does not tell."""
    year: int | None = None
    """The year that its tasks or plans are for."""
    issued: date | None = None
    layout: str = ""
    stated_count: int | None = None
    """How many tasks the document itself says that it has."""
    columns: tuple[Column, ...] = ()
    """The fields that this document states at all; a field that is not here is never stated."""
    tasks: tuple[Task, ...] = ()
    passages: tuple[Passage, ...] = ()
    terms: tuple[Term, ...] = ()
    officials: tuple[Official, ...] = ()
    problems: tuple[Problem, ...] = ()
