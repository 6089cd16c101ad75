"""Tables written down one cell a line, as text copied from a web page comes out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.layouts.cells import Cell, number_in
from knowledge.layouts.content import Content, Frame, with_parts
from knowledge.layouts.delimited import RE_TABLE_TITLE, title_above
from knowledge.layouts.header import Head, columns_of, head_of, read_header
from knowledge.layouts.headings import Headings
from knowledge.layouts.prose import passages_before
from knowledge.layouts.spacing import squash
from knowledge.layouts.table import Row, Table, read_table
from knowledge.model import Problem, Task
from knowledge.reading import Source

RE_ANNEX = re.compile(r"附(?:件|表)[\d一二三四五六七八九十]*[:：]?$")
BARS = ("|", "｜")
MOST_HEADS = 12
FARTHEST_NUMBER = 30


@dataclass(frozen=True, slots=True)
class CellLine:
    cell: Cell
    after_gap: bool
    """An empty line stands before it."""


def cell_per_line_table(source: Source, frame: Frame) -> Content | None:
    """Every cell begins a line; what marks its beginning is told by the lines themselves."""
    starts = list(header_starts(source))
    if not starts:
        return None
    headings = Headings()
    tasks: list[Task] = []
    problems: list[Problem] = []
    tables = list(tables_in(source, starts))
    for table in tables:
        if len(tables) > 1 and table.title:
            headings.path = ()
        more, found = read_table(table, frame, headings)
        tasks += more
        problems += found
    if not tasks:
        return None
    columns = dict.fromkeys(c for table in tables for c in columns_of(table.heads))
    return Content(
        layout="cell_per_line_table",
        columns=tuple(columns),
        tasks=with_parts(tasks),
        passages=passages_before(source, starts[0] + 1, frame),
        problems=(*problems, *headings.problems),
    )


def header_starts(source: Source) -> Iterator[int]:
    """Where 序号 stands alone in a line and other heads follow it, each in its own line."""
    for at, line in enumerate(source.lines):
        head = head_of(squash(without_bar(line)))
        if head and head.kind == "number":
            following = source.lines[at : at + 3 * MOST_HEADS]
            cells = [squash(without_bar(cell)) for cell in following]
            if read_header(up_to_number([cell for cell in cells if cell])):
                yield at


def has_bar(line: str) -> bool:
    return line.rstrip().endswith(BARS)


def without_bar(line: str) -> str:
    return line.rstrip()[:-1] if has_bar(line) else line


def up_to_number(cells: Sequence[str]) -> list[str]:
    """Take the cells of a header: all before the first number or task."""
    heads: list[str] = []
    for cell in cells[:MOST_HEADS]:
        if number_in(cell) is not None or (heads and head_of(cell) is None):
            break
        heads.append(cell)
    return heads


def tables_in(source: Source, starts: list[int]) -> Iterator[Table]:
    heads: tuple[Head, ...] = ()
    title, rows = "", []  # type: str, list[Row]
    for begin, end in zip(starts, [*starts[1:], len(source.lines)], strict=True):
        lines, keeps_empty = cell_lines(source, begin, without_next_title(source, begin, end))
        titles = up_to_number([squash(line.cell.text) for line in lines if squash(line.cell.text)])
        header = read_header(titles) or ()
        if heads and [head.kind for head in header] != [head.kind for head in heads]:
            yield Table(heads, tuple(rows), title, keeps_empty)
            heads, rows = (), []
        if not heads:
            heads, title = header, title_above(source, begin)
        body = after_header(lines, len(titles))
        rows += rows_of(body, len(heads), keeps_empty)
    if heads:
        yield Table(heads, tuple(rows), title, keeps_empty)


def without_next_title(source: Source, begin: int, end: int) -> int:
    """Leave out the lines above the next header that name the next table."""
    while end > begin and end < len(source.lines):
        line = squash(source.lines[end - 1])
        if line and not (RE_ANNEX.match(line) or RE_TABLE_TITLE.fullmatch(line)):
            break
        end -= 1
    return end


def after_header(lines: list[CellLine], count: int) -> list[CellLine]:
    for at, line in enumerate(lines):
        if count == 0:
            return lines[at:]
        count -= bool(squash(line.cell.text))
    return []


def cell_lines(source: Source, begin: int, end: int) -> tuple[list[CellLine], bool]:
    """Cut lines into cells by the mark that most carry; tell whether empty cells are kept."""
    lines = list(enumerate(source.lines[begin:end], begin + 1))
    written = [line for _, line in lines if line.strip()]
    if sum(line.startswith("\t") for line in written) * 2 > len(written):
        return list(begun_by_tab(lines)), True
    if sum(has_bar(line) for line in written) * 2 > len(written):
        return list(ended_by_bar(lines)), True
    gaps = len(lines) - len(written)
    return list(parted_by_gap(lines) if gaps * 2 > len(written) else one_a_line(lines)), False


def begun_by_tab(lines: list[tuple[int, str]]) -> Iterator[CellLine]:
    """A tab begins a cell; lines without one go on with it, also after an empty line."""
    gap, cell = False, None  # type: bool, CellLine | None
    for at, line in lines:
        if line.startswith("\t") or cell is None:
            if cell:
                yield cell
            cell, gap = CellLine(Cell(line.strip(), at), gap), False
        elif line.strip():
            cell = CellLine(
                Cell(cell.cell.text + "\n" + line.strip(), cell.cell.line), cell.after_gap
            )
            gap = False
        else:
            gap = True
    if cell:
        yield cell


def ended_by_bar(lines: list[tuple[int, str]]) -> Iterator[CellLine]:
    held: list[str] = []
    begun = 0
    for at, line in lines:
        held.append(without_bar(line).strip())
        begun = begun or at
        if has_bar(line):
            yield CellLine(Cell("\n".join(part for part in held if part), begun), False)
            held, begun = [], 0
    if any(held):
        yield CellLine(Cell("\n".join(part for part in held if part), begun), False)


def parted_by_gap(lines: list[tuple[int, str]]) -> Iterator[CellLine]:
    held: list[str] = []
    begun = 0
    for at, line in [*lines, (0, "")]:
        if line.strip():
            held.append(line.strip())
            begun = begun or at
        elif held:
            yield CellLine(Cell("\n".join(held), begun), True)
            held, begun = [], 0


def one_a_line(lines: list[tuple[int, str]]) -> Iterator[CellLine]:
    return (CellLine(Cell(line.strip(), at), False) for at, line in lines if line.strip())


def rows_of(lines: list[CellLine], width: int, keeps_empty: bool) -> list[Row]:
    """Begin a row at each number that goes on with the count, or after a gap and a full row."""
    rows: list[list[Cell]] = []
    last = 0
    for line in lines:
        number = number_in(line.cell.text)
        begins = number is not None and (
            number == 1 or not last or last < number <= last + FARTHEST_NUMBER
        )
        full = bool(rows) and len(rows[-1]) >= width - 1 and line.after_gap and keeps_empty
        if begins or full or not rows:
            rows.append([])
        if begins and number is not None:
            last = number
        rows[-1].append(line.cell)
    return [tuple(row) for row in rows]
