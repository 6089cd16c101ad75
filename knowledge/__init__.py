"""What the documents say: reading them, keeping them, finding in them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from knowledge.cells import Cells, parties_of, role_fits
from knowledge.days import find_days
from knowledge.exact import ExactError
from knowledge.exact import read as read_exact
from knowledge.exact import write as write_exact
from knowledge.figures import Figure, clause_with_figure, figures, has_figure, measures, stands_in
from knowledge.found import (
    Answer,
    Found,
    Group,
    Left,
    Quote,
    Row,
    Side,
    Unmatched,
    Value,
    by_document,
)
from knowledge.holds import day_span, due_fits, ordinal_of
from knowledge.index import Index
from knowledge.kinds import ending_of, kinds_asked, kinds_of, may_stand_for
from knowledge.model import (
    Column,
    Deadline,
    Document,
    DocumentKind,
    Due,
    Field,
    Official,
    Party,
    Passage,
    Problem,
    ProblemKind,
    Role,
    Task,
    Tense,
    Term,
)
from knowledge.names import Evidence, Meaning, Names, Slip
from knowledge.numerals import chinese_number
from knowledge.periods import COUNT, LENGTH, UNIT, DaySpan, Meant, lengths_in
from knowledge.pinyin import Sounds
from knowledge.question import (
    ENDLESS,
    PARTIES,
    ROLE_OF,
    AnyOf,
    Ask,
    Best,
    Cell,
    Compare,
    Condition,
    DueIs,
    Empty,
    Fold,
    How,
    Is,
    Many,
    Nearest,
    Not,
    Numbered,
    Of,
    Order,
    Origin,
    Picked,
    Question,
    Says,
    Speaks,
    Stated,
    Total,
    Under,
    When,
    Word,
)
from knowledge.relative_days import NAMED_DAY
from knowledge.run import documents_of, finds, is_of_document, run
from knowledge.surnames import is_like_a_person, is_like_a_surname
from knowledge.text import Cutter, arabic, fold, normalize
from knowledge.topics import meant_by, same_as, topic_words, wider_than

if TYPE_CHECKING:
    from knowledge.parse import parse as parse_document
    from knowledge.reading import ReadError, Source, read
    from knowledge.store import (
        DamagedError,
        MemoryStore,
        Records,
        Store,
        StoreError,
        UnansweredQuestion,
        open_store,
    )

__all__ = [
    "COUNT",
    "ENDLESS",
    "LENGTH",
    "NAMED_DAY",
    "PARTIES",
    "ROLE_OF",
    "UNIT",
    "Answer",
    "AnyOf",
    "Ask",
    "Best",
    "Cell",
    "Cells",
    "Column",
    "Compare",
    "Condition",
    "Cutter",
    "DamagedError",
    "DaySpan",
    "Deadline",
    "Document",
    "DocumentKind",
    "Due",
    "DueIs",
    "Empty",
    "Evidence",
    "ExactError",
    "Field",
    "Figure",
    "Fold",
    "Found",
    "Group",
    "How",
    "Index",
    "Is",
    "Left",
    "Many",
    "Meaning",
    "Meant",
    "MemoryStore",
    "Names",
    "Nearest",
    "Not",
    "Numbered",
    "Of",
    "Official",
    "Order",
    "Origin",
    "Party",
    "Passage",
    "Picked",
    "Problem",
    "ProblemKind",
    "Question",
    "Quote",
    "ReadError",
    "Records",
    "Role",
    "Row",
    "Says",
    "Side",
    "Slip",
    "Sounds",
    "Source",
    "Speaks",
    "Stated",
    "Store",
    "StoreError",
    "Task",
    "Tense",
    "Term",
    "Total",
    "UnansweredQuestion",
    "Under",
    "Unmatched",
    "Value",
    "When",
    "Word",
    "arabic",
    "by_document",
    "chinese_number",
    "clause_with_figure",
    "day_span",
    "documents_of",
    "due_fits",
    "ending_of",
    "figures",
    "find_days",
    "finds",
    "fold",
    "has_figure",
    "is_like_a_person",
    "is_like_a_surname",
    "is_of_document",
    "kinds_asked",
    "kinds_of",
    "lengths_in",
    "may_stand_for",
    "meant_by",
    "measures",
    "normalize",
    "open_store",
    "ordinal_of",
    "parse_document",
    "parties_of",
    "read",
    "read_exact",
    "role_fits",
    "run",
    "same_as",
    "stands_in",
    "topic_words",
    "wider_than",
    "write_exact",
]

LATER = {
    "ReadError": "knowledge.reading",
    "Source": "knowledge.reading",
    "read": "knowledge.reading",
    "DamagedError": "knowledge.store",
    "MemoryStore": "knowledge.store",
    "Records": "knowledge.store",
    "Store": "knowledge.store",
    "StoreError": "knowledge.store",
    "UnansweredQuestion": "knowledge.store",
    "open_store": "knowledge.store",
}
"""Names that not every run needs, with the module that each is imported from when it is used."""


def __getattr__(name: str) -> Any:
    if name == "parse_document":
        return import_module("knowledge.parse").parse
    if name in LATER:
        return getattr(import_module(LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
