"""Which cell of a row belongs under which head, by position where that fits, else by content."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest

from knowledge.layouts.cells import (
    Cell,
    day_likeness,
    number_in,
    numeral_of,
    person_likeness,
    text_likeness,
    unit_likeness,
)
from knowledge.layouts.header import Head
from knowledge.layouts.spacing import squash
from knowledge.layouts.vocabulary import Kind
from knowledge.model import Field

UNFIT = -0.2
EXTRA_SECTION = -0.15
OUT_OF_ORDER = 0.3
LEFT_OUT = -1.2
NO_TASK = -3.0
MOST_CELLS = 12
MOST_WAYS = 500
"""Ways to place the cells so far that are followed up; the rest are worse by much."""

Way = tuple[float, tuple[int | None, ...]]
"""What a placing is worth, and the head of each cell in turn."""


@dataclass(frozen=True, slots=True)
class Placed:
    cells: dict[int, Cell]
    """By the index of the head; -1 for a heading that the header has no column for."""
    moved: bool
    """The cells did not stand under their own heads."""
    left_out: tuple[Cell, ...] = ()


def place(cells: Sequence[Cell], heads: Sequence[Head]) -> Placed:
    """Keep the positions when every cell fits its head; otherwise let the content decide."""
    direct = {at: cell for at, cell in enumerate(cells[: len(heads)]) if squash(cell.text)}
    beyond = [cell for cell in cells[len(heads) :] if squash(cell.text)]
    fits = all(fit(cell.text, heads[at].kind) > UNFIT for at, cell in direct.items())
    if not beyond and fits and (len(cells) >= len(heads) or ends_early(direct, heads)):
        return Placed(direct, moved=False)
    filled = tuple(cell for cell in cells if squash(cell.text))
    placed = by_content(filled[:MOST_CELLS], tuple(heads), filled[MOST_CELLS:])
    if placed.cells == direct and not placed.left_out:
        return Placed(direct, moved=False)
    return placed


def ends_early(direct: dict[int, Cell], heads: Sequence[Head]) -> bool:
    """A short row whose last cells are empty anyway, with its task in place."""
    task = next(at for at, head in enumerate(heads) if head.kind == "text")
    parties = [at for at, head in enumerate(heads) if head.kind in (Field.LEAD, Field.RESPONSIBLE)]
    return task in direct and any(at in direct for at in parties)


def by_content(cells: tuple[Cell, ...], heads: tuple[Head, ...], rest: tuple[Cell, ...]) -> Placed:
    """Give every cell the head that makes the whole row fit best; order breaks ties."""
    task = next(at for at, head in enumerate(heads) if head.kind == "text")
    ways: dict[tuple[int, int], Way] = {(0, -1): (0.0, ())}
    for cell in cells:
        more: dict[tuple[int, int], Way] = {}
        fits = tuple(fit(cell.text, head.kind) for head in heads)
        may_be_heading = is_heading_above(cell, heads)
        for (used, last), (score, choice) in ways.items():
            for head, worth in steps(fits, used, last, may_be_heading and not used >> task & 1):
                reached = max(head, last) if head is not None and head < len(heads) else last
                key = (used | (0 if head is None else 1 << head), reached)
                way = (score + worth, (*choice, head))
                if key not in more or more[key][0] < way[0]:
                    more[key] = way
        ways = dict(nlargest(MOST_WAYS, more.items(), key=lambda item: item[1][0]))
    ends = [(s + (0.0 if used >> task & 1 else NO_TASK), c) for (used, _), (s, c) in ways.items()]
    _, choice = max(ends, key=lambda way: way[0])
    placed = {
        (-1 if head == len(heads) else head): cell
        for head, cell in zip(choice, cells, strict=True)
        if head is not None
    }
    left_out = tuple(cell for head, cell in zip(choice, cells, strict=True) if head is None)
    return Placed(placed, moved=True, left_out=left_out + rest)


def is_heading_above(cell: Cell, heads: Sequence[Head]) -> bool:
    """Tell a heading in a table that has no column for it."""
    return all(h.kind != "section" for h in heads) and fit(cell.text, "section") > 0


def steps(
    fits: Sequence[float], used: int, last: int, may_be_heading: bool
) -> Iterator[tuple[int | None, float]]:
    """Give the free heads that a cell may go to, with what that is worth; `used` is a bit set.

    The index past the heads stands for a heading that the header has no column for.
    """
    yield None, LEFT_OUT
    for head, fits_head in enumerate(fits):
        if not used >> head & 1:
            yield head, fits_head - 0.001 * head - (OUT_OF_ORDER if head < last else 0.0)
    if may_be_heading and not used >> len(fits) & 1:
        yield len(fits), EXTRA_SECTION


def fit(text: str, kind: Kind) -> float:
    """How well a cell's content fits a kind of column; below UNFIT it is not at home there."""
    plain = squash(text)
    numbered = number_in(text) is not None
    if kind == "number":
        return 2.0 if numbered else -2.0
    if kind == "other":
        return 0.05
    if numbered:
        return -1.0
    if kind == "text":
        if numeral_of(plain) or day_likeness(plain):
            return -0.5 if len(plain) < 60 else 0.3
        name = max(unit_likeness(text), person_likeness(text))
        return text_likeness(text) - (1.2 * name if len(plain) < 60 else 0.0)
    if kind == "section":
        if numeral_of(plain):
            return 1.0
        sentence = plain.endswith(("。", ".")) or len(plain) > 60
        name = max(unit_likeness(text), person_likeness(text), day_likeness(text))
        return -0.6 if sentence else 0.3 - name
    likeness = {Field.DEADLINE: day_likeness, Field.LEADER: person_likeness}.get(
        kind, unit_likeness
    )(text)
    sentence = (len(plain) > 30 and plain.endswith("。")) or bool(numeral_of(plain))
    return 1.0 * likeness - (1.0 if sentence else 0.0) - 0.4 * rival(text, kind)


def rival(text: str, kind: Kind) -> float:
    """How much the cell looks like what belongs under another head."""
    if kind == Field.DEADLINE:
        return max(unit_likeness(text), person_likeness(text))
    if kind == Field.LEADER:
        return max(unit_likeness(text), day_likeness(text))
    return max(person_likeness(text) if not unit_likeness(text) else 0.0, day_likeness(text))
