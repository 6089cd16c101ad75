"""Rows of cells under heads -> tasks, whatever way the table was written down."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.deadline import deadlines_in_text, find_days, read_deadlines
from knowledge.layouts.cells import Cell, is_person, number_in, numeral_of
from knowledge.layouts.content import Frame
from knowledge.layouts.header import Head
from knowledge.layouts.headings import Headings
from knowledge.layouts.parties import parties, whole_names
from knowledge.layouts.people import RE_HARD_SEPARATOR, split_people
from knowledge.layouts.placing import Placed, place
from knowledge.layouts.spacing import squash, tidy
from knowledge.model import Deadline, Field, Problem, ProblemKind, Role, Task

ROLES = {
    Field.LEAD: Role.LEAD,
    Field.RESPONSIBLE: Role.RESPONSIBLE,
    Field.SUPPORT: Role.SUPPORT,
}
LONGEST_SECTION_ROW = 60
LONGEST_QUOTE = 24

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    title: str = ""
    keeps_empty: bool = True
    """Empty cells are there in the source, so that a short row is a slip."""

    @property
    def number_column(self) -> int | None:
        return next((at for at, head in enumerate(self.heads) if head.kind == "number"), None)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row with its cells under their heads."""

    row: Row
    placed: Placed
    number: int | None

    @property
    def line(self) -> int:
        return next((cell.line for cell in self.row if squash(cell.text)), 0)


@dataclass(frozen=True, slots=True)
class Names:
    """Names that stand alone in some cell of the table: evidence for cutting the other cells."""

    people: frozenset[str]
    units: frozenset[str]


def read_table(table: Table, frame: Frame, headings: Headings) -> tuple[list[Task], list[Problem]]:
    """Go through the rows from top to bottom; `headings` is carried on to the next table."""
    entries = [entry_of(row, table) for row in table.rows if any(squash(c.text) for c in row)]
    names = names_in(entries, table)
    sectioned = bool(entries) and is_lone(entries[0])
    tasks: list[Task] = []
    problems: list[Problem] = []
    for entry, following in zip(entries, numbers_after(entries), strict=True):
        if is_section_row(entry, sectioned):
            headings.enter("".join(cell.text for cell in entry.row), entry.line)
            continue
        enter_sections(entry, table, headings)
        task = task_of(entry, table, frame, headings.path, names)
        counted, found = numbered(task, tasks[-1] if tasks else None, following, table)
        problems += found
        if counted is not None:
            tasks.append(counted)
            problems += [*repairs(entry, counted, table), *cells_left_out(entry, counted)]
    return tasks, problems


def entry_of(row: Row, table: Table) -> Entry:
    placed = place(row, table.heads)
    at = table.number_column
    cell = placed.cells.get(at) if at is not None else None
    return Entry(row, placed, number_in(cell.text) if cell else None)


def names_in(entries: Sequence[Entry], table: Table) -> Names:
    def cells_of(*fields: Field) -> list[str]:
        columns = [at for at, head in enumerate(table.heads) if head.kind in fields]
        cells = (entry.placed.cells.get(at) for entry in entries for at in columns)
        return [cell.text for cell in cells if cell]

    names = (n for cell in cells_of(Field.LEADER) for n in RE_HARD_SEPARATOR.split(cell))
    people = frozenset(squash(name) for name in names if is_person(name))
    return Names(people, whole_names(cells_of(*ROLES)))


def numbers_after(entries: Sequence[Entry]) -> list[int | None]:
    """For every entry the next number below it."""
    found: list[int | None] = []
    following = None
    for entry in reversed(entries):
        found.append(following)
        following = entry.number if entry.number is not None else following
    return found[::-1]


def is_lone(entry: Entry) -> bool:
    filled = [cell for cell in entry.row if squash(cell.text)]
    return entry.number is None and len(filled) == 1


def is_section_row(entry: Entry, sectioned: bool) -> bool:
    """A lone cell is a heading when it has a numeral, or where the table begins with such a row."""
    text = "".join(cell.text for cell in entry.row).strip()
    if not is_lone(entry) or len(text) > LONGEST_SECTION_ROW:
        return False
    return bool(numeral_of(text)) or (sectioned and not text.endswith("。"))


def enter_sections(entry: Entry, table: Table, headings: Headings) -> None:
    columns = [at for at, head in enumerate(table.heads) if head.kind == "section"]
    for level, at in enumerate(columns or [-1]):
        cell = entry.placed.cells.get(at)
        if cell:
            headings.enter(cell.text, cell.line, level if len(columns) > 1 else None)
    if not headings.path and table.title:
        headings.enter(table.title, entry.line)


def task_of(entry: Entry, table: Table, frame: Frame, path: tuple[str, ...], names: Names) -> Task:
    cells = {table.heads[at].kind: cell.text for at, cell in entry.placed.cells.items() if at >= 0}
    text = tidy(cells.get("text", ""))
    return Task(
        document=frame.document,
        number=entry.number or 0,
        text=text,
        headings=path,
        parties=tuple(
            party
            for name, role in ROLES.items()
            for party in parties(cells.get(name, ""), role, names.units)
        ),
        leaders=split_people(cells.get(Field.LEADER, ""), names.people),
        deadlines=(
            *deadlines_of(cells.get(Field.DEADLINE, ""), frame),
            *deadlines_in_text(text, frame.year, frame.issued),
        ),
        line=entry.line,
    )


def deadlines_of(cell: str, frame: Frame) -> tuple[Deadline, ...]:
    """Lines of a cell are one statement unless each has a day of its own."""
    lines = [tidy(line) for line in cell.split("\n") if line.strip()]
    apart = all(find_days(line, frame.year or 2000) for line in lines)
    return read_deadlines(("\n" if apart else "").join(lines), frame.year, frame.issued)


def numbered(
    task: Task, last: Task | None, following: int | None, table: Table
) -> tuple[Task | None, list[Problem]]:
    """Give a row without a number the one that is missing, or else take it as part of the last."""
    if task.number or not task.text:
        return (task if task.number else None), []
    number = last.number if last else 0
    if table.number_column is None:
        return replace(task, number=number + 1), []
    if following == number + 2 or (following is None and task.parties):
        message = f"序号一格为空，按前后顺序补为第{number + 1}项"
        problem = Problem(task.line, message, ProblemKind.REPAIRED, "", str(number + 1))
        return replace(task, number=number + 1), [problem]
    if last is None:
        return None, [Problem(task.line, "这一行没有序号，未收录", original=task.text)]
    message = f"第{number}项另有一行没有序号，空格沿用上一行"
    problem = Problem(task.line, message, ProblemKind.REPAIRED, task.text, f"第{number}项")
    whole = replace(
        task,
        number=number,
        parties=task.parties or last.parties,
        leaders=task.leaders or last.leaders,
        deadlines=task.deadlines or last.deadlines,
    )
    return whole, [problem]


def repairs(entry: Entry, task: Task, table: Table) -> Iterator[Problem]:
    if not entry.placed.moved or entry.number is None or not is_slip(entry, table):
        return
    expected, actual = len(table.heads), len(entry.row)
    what = f"应有{expected}格，实有{actual}格" if expected != actual else "各格与表头错位"
    yield Problem(
        entry.line,
        f"第{task.number}项{what}，已按内容归位",
        ProblemKind.REPAIRED,
        "｜".join(quoted(cell.text) for cell in entry.row),
        "｜".join(quoted(text) for text in by_head(entry, table)),
    )


def is_slip(entry: Entry, table: Table) -> bool:
    """Where the source drops empty cells, only cells out of their order are a slip."""
    order = [at for at in entry.placed.cells if at >= 0]
    return table.keeps_empty or order != sorted(order)


def by_head(entry: Entry, table: Table) -> Iterator[str]:
    cells: Mapping[int, Cell] = entry.placed.cells
    return (cells[at].text if at in cells else "" for at in range(len(table.heads)))


def cells_left_out(entry: Entry, task: Task) -> Iterator[Problem]:
    for cell in entry.placed.left_out:
        message = f"第{task.number}项多出一格，归不到任何一栏，未收录"
        yield Problem(cell.line, message, original=quoted(cell.text))


def quoted(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"
