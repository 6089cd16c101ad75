"""Tables with one row a line, the cells parted by tabs or by upright bars."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from knowledge.layouts.cells import Cell, number_in, person_likeness, unit_likeness
from knowledge.layouts.content import Content, Frame, with_parts
from knowledge.layouts.header import Head, columns_of, read_header
from knowledge.layouts.headings import Headings
from knowledge.layouts.prose import passages_before
from knowledge.layouts.spacing import squash
from knowledge.layouts.table import Row, Table, read_table
from knowledge.model import Problem, Task
from knowledge.reading import Source

RE_RULE = re.compile(r"[\s|｜:+=—-]+$")
RE_BAR = re.compile(r"[|｜]")
RE_TABLE_TITLE = re.compile(r"[^\t|｜。；]{2,40}(?:表|清单|台账|任务|事项|目标)$")
LOOK_BACK = 6
LEAST_SEPARATORS = 2

CellsOf = Callable[[str, int], list[str]]
"""Cuts a line that has at least so many separators; any other line has no cells."""


def tab_table(source: Source, frame: Frame) -> Content | None:
    """Cells parted by tabs; an empty cell is two tabs in a row."""
    return delimited("tab_table", source, frame, tab_cells)


def pipe_table(source: Source, frame: Frame) -> Content | None:
    """Cells parted by upright bars, with or without bars at both ends."""
    return delimited("pipe_table", source, frame, bar_cells)


def tab_cells(line: str, least: int) -> list[str]:
    return line.split("\t") if line.count("\t") >= least else []


def bar_cells(line: str, least: int) -> list[str]:
    bars = RE_BAR.findall(line)
    if len(bars) < least or RE_RULE.match(line):
        return []
    cells = RE_BAR.split(line.strip())
    return cells[1:] if not cells[0].strip() and line.lstrip()[:1] in "|｜" else cells


def delimited(layout: str, source: Source, frame: Frame, cells_of: CellsOf) -> Content | None:
    tables = list(tables_in(source, cells_of))
    if not tables:
        return None
    headings = Headings()
    tasks: list[Task] = []
    problems: list[Problem] = []
    for table in tables:
        if len(tables) > 1 and table.title:
            headings.path = ()
        more, found = read_table(table, frame, headings)
        tasks += more
        problems += found
    if not tasks:
        return None
    first = min(cell.line for table in tables for row in table.rows for cell in row)
    columns = dict.fromkeys(c for table in tables for c in columns_of(table.heads))
    return Content(
        layout=layout,
        columns=tuple(columns),
        tasks=with_parts(tasks),
        passages=passages_before(source, first, frame),
        problems=(*problems, *headings.problems),
    )


def tables_in(source: Source, cells_of: CellsOf) -> Iterator[Table]:
    """A header begins a table; the same header again, as on a new page, goes on with it."""
    heads: tuple[Head, ...] = ()
    title, rows = "", []  # type: str, list[Row]
    for at, line in enumerate(source.lines):
        cells = cells_of(line, 1 if heads else LEAST_SEPARATORS)
        header = read_header(cells) if cells else None
        if header:
            if same_kinds(header, heads):
                continue
            if heads:
                yield Table(heads, tuple(rows), title)
            heads, rows, title = without_tail(header), [], title_above(source, at)
        elif heads and cells:
            row = tuple(Cell(cell.strip(), at + 1) for cell in trimmed(cells, len(heads)))
            rows = with_row(rows, row, len(heads))
        elif rows and squash(line) and goes_on(rows[-1], line, len(heads)):
            rows[-1] = with_tail(rows[-1], line)
    if heads:
        yield Table(heads, tuple(rows), title)


def same_kinds(header: tuple[Head, ...], heads: tuple[Head, ...]) -> bool:
    return [head.kind for head in without_tail(header)] == [head.kind for head in heads]


def without_tail(heads: tuple[Head, ...]) -> tuple[Head, ...]:
    """Leave out the nameless last columns that come from a closing separator."""
    last = max((at for at, head in enumerate(heads) if head.title), default=-1)
    return heads[: last + 1]


def trimmed(cells: list[str], width: int) -> list[str]:
    """Leave out empty cells beyond the last column."""
    last = max((at for at, cell in enumerate(cells) if cell.strip()), default=-1)
    return cells[: max(width, last + 1)]


def with_row(rows: list[Row], row: Row, width: int) -> list[Row]:
    """Put the two halves of a row together that a line break inside a cell has parted."""
    if rows and number_in(row[0].text) is None and len(rows[-1]) < width:
        last = rows[-1]
        if len(last) + len(row) - 1 == width:
            joined = replace(last[-1], text=last[-1].text + "\n" + row[0].text)
            return [*rows[:-1], (*last[:-1], joined, *row[1:])]
    rows.append(row)
    return rows


def goes_on(row: Row, line: str, width: int) -> bool:
    """A line without separators belongs to the cell before it: its text, or more of its names."""
    if RE_RULE.match(line):
        return False
    if len(row) < width:
        return bool(row[-1].text) and not row[-1].text.endswith("。")
    return bool(row[-1].text) and max(person_likeness(line), unit_likeness(line)) > 0.5


def with_tail(row: Row, line: str) -> Row:
    return (*row[:-1], replace(row[-1], text=row[-1].text + "\n" + line.strip()))


def title_above(source: Source, at: int) -> str:
    for line in reversed(source.lines[max(0, at - LOOK_BACK) : at]):
        if RE_TABLE_TITLE.fullmatch(line.strip()):
            return line.strip()
    return ""
