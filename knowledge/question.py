"""Everything that can be asked of the documents: what is asked for, of what, on which conditions.

A Question is a plain value. `knowledge.exact` writes it as one line and reads it back,
`knowledge.run` answers it. Names in it are those that the documents use, or known aliases.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.model import Due, Field, Role, Tense

ENDLESS = 10**9


# --- fields


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of an entry, where needed of one level, one place in its list or one column."""

    field: Field
    level: int = 0
    """Of headings: 1 is the top; 0 is any."""
    place: int = 0
    """Of parties and leaders: 1 is the first, -1 the last of the list; 0 is any."""
    title: str = ""
    """Of another column: 备注."""
    kinds: tuple[str, ...] = ()
    """Of units: only those that end so, 镇 or 街; a collective is of no kind."""


ROLE_OF = {
    Field.LEAD: Role.LEAD,
    Field.SUPPORT: Role.SUPPORT,
    Field.RESPONSIBLE: Role.RESPONSIBLE,
}
PARTIES = (Field.UNIT, Field.OWNER, Field.LEAD, Field.SUPPORT, Field.RESPONSIBLE, Field.COLLECTIVE)
"""Fields that hold units."""


# --- conditions


@dataclass(frozen=True, slots=True)
class Numbered:
    """Has one of these numbers; both ends count, and -1 is the last number of the document."""

    ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Picked:
    """Is one of these tasks, by id."""

    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Is:
    """A field is one of these values.

    Of units a value that begins with * is a kind-word: *街 is any unit of that kind.
    """

    cell: Cell
    values: tuple[str, ...]
    only: bool = False
    """The field holds nothing but these, and holds something."""


@dataclass(frozen=True, slots=True)
class Says:
    """One value of a field holds all these words to the letter, white space and width apart."""

    cell: Cell
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """Something that a text may speak of."""

    text: str
    """Folded."""
    same: tuple[str, ...] = ()
    """Other words for the very same thing: GDP, 地区生产总值."""
    wider: tuple[str, ...] = ()
    """Words of the same topic, worth less."""
    parts: tuple[str, ...] = ()
    """The words that it is made of; a text that holds them all speaks of it too."""


@dataclass(frozen=True, slots=True)
class Speaks:
    """Speaks of a subject, in its text or its headings."""

    word: Word


class When(StrEnum):
    """How a last day stands to the day that is named."""

    BY = "<="
    """On or before the last day named."""
    BEFORE = "<"
    """Before the first day named."""
    WITHIN = "@"
    EXACTLY = "="
    """On just the last day named."""
    AFTER = ">"
    """After the last day named."""
    SINCE = ">="
    """On or after the first day named."""


class Stated(StrEnum):
    """Where a deadline is stated."""

    ANYWHERE = ""
    COLUMN = "栏内"
    TEXT = "文中"


@dataclass(frozen=True, slots=True)
class DueIs:
    """Has a deadline on, by or after a day."""

    words: str
    """The day as typed; each document's own year says which day that is. Words that name no day
    (持续推进) are looked for as they stand; empty asks only what is due."""
    when: When = When.BY
    what: Due | None = None
    """A deadline that does not say what is due counts as 完成."""
    stated: Stated = Stated.ANYWHERE


@dataclass(frozen=True, slots=True)
class Under:
    """Stands under the heading with these ordinals, from the top: 第五部分第三节 is 5, 3."""

    ordinals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Empty:
    """The document has this field, and the cell is empty (or, filled, is not)."""

    cell: Cell
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Many:
    """States at least and at most so many values of a field that the document has."""

    cell: Cell
    least: int = 0
    most: int = ENDLESS


@dataclass(frozen=True, slots=True)
class Total:
    """So many are found in all; holds of a list, not of a task, so only 是否 asks it."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but what the condition holds for."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several groups of conditions holds; a group holds where all of it does."""

    groups: tuple[tuple[Condition, ...], ...]


Condition = (
    Numbered | Picked | Is | Says | Speaks | DueIs | Under | Empty | Many | Total | Not | AnyOf
)


# --- asked of


class Origin(StrEnum):
    TASKS = "任务"
    EVERYTHING = "全文"
    """Tasks and running text."""
    PASSAGES = "段落"
    RESULTS = "结果"
    PLANS = "计划"
    BEFORE = "前言"
    """The document's own paragraphs before its first task."""
    AFTER = "附言"
    SHOWN = "所列"
    """The list that was shown."""
    REST = "其余"
    """What the list before it held beyond the one that was shown."""


@dataclass(frozen=True, slots=True)
class Of:
    """What is asked of."""

    origin: Origin = Origin.TASKS
    back: int = 0
    """Of lists shown: how many lists back; 0 is the last."""
    places: tuple[int, ...] = ()
    """Of a list shown: just these, 1 is the first, -1 the last; empty for all."""


# --- asked for


class How(StrEnum):
    TELL = "说"
    """The field of each that is found."""
    LIST = "清单"
    COUNT = "几项"
    WHICH = "哪些"
    """The different values of a field."""
    HOW_MANY = "几个"
    """How many different values a field has."""
    WHETHER = "是否"
    CAN = "能否"
    """Whether it can come about, which no document tells; the facts beside it are told."""
    OUTCOME = "目标与结果"
    """The plan beside what a later report says."""
    WHERE = "出处"
    ABOUT = "文件信息"
    CONTENTS = "目录"
    MEANING = "释义"
    OFFICE = "职务"
    """Who holds an office, or what a person is named as."""


@dataclass(frozen=True, slots=True)
class Ask:
    how: How
    cell: Cell | None = None
    without: Cell | None = None
    """Of different values: those that this field does not have as well."""
    supposed: tuple[Condition, ...] = ()
    """Of yes or no: what is to hold."""
    term: str = ""
    """The term, the office or the person; of figures, the unit that they are counted in."""


class Fold(StrEnum):
    """What is made of the numbers of a for-each."""

    NONE = ""
    SUM = "合计"
    AVERAGE = "平均"


class Compare(StrEnum):
    """What is made of several sides."""

    BESIDE = "比较"
    DIFFERENCE = "差"
    SUM = "和"
    SHARE = "占比"
    """The first side's number in a hundred of the second's."""
    COMMON = "共同"
    EXCEPT = "独有"
    """What the first side has and no other."""


@dataclass(frozen=True, slots=True)
class Order:
    """In which order, and how many of it; those that tie for the last place share it."""

    cell: Cell | None = None
    """By the number or day of this field; None: by the number asked for."""
    descending: bool = True
    first: int = 0
    """How many places; 0 for all."""
    least: int = 0
    """Of a for-each: only rows with at least and at most so many."""
    most: int = ENDLESS


class Nearest(StrEnum):
    """Which of the entries that speak of a subject are taken."""

    ALL = ""
    LEVEL = "取同级"
    """Those that speak of it as plainly as the best one does."""
    AHEAD = "取最近"
    """Those that no other is clearly ahead of."""


@dataclass(frozen=True, slots=True)
class Best:
    """What is preferred where a subject is looked for; none of it is a condition."""

    nearest: Nearest = Nearest.ALL
    tense: Tense | None = None
    words: tuple[str, ...] = ()
    """A text that holds them comes first; folded."""
    measure: str = ""
    """The unit of the figure that is asked for: 户, 亩."""


@dataclass(frozen=True, slots=True)
class Question:
    asks: tuple[Ask, ...] = (Ask(How.LIST),)
    where: tuple[Condition, ...] = ()
    """All of them hold."""
    of: Of = Of()
    sides: tuple[tuple[Condition, ...], ...] = ()
    """Of a comparison: what holds of each side besides."""
    compare: Compare | None = None
    each: Cell | None = None
    """For each value of this field."""
    fold: Fold = Fold.NONE
    order: Order | None = None
    best: Best = Best()
