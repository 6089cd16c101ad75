"""Numbered text -> blocks, each with its mark: 一、 above （一） above 1."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.numerals import HAN, chinese_number

RE_MARK = re.compile(
    rf"(?P<top>第[{HAN}百]{{1,4}}[章节部分]{{1,2}}|[{HAN}]{{1,3}}、)"
    rf"|[（(](?P<middle>[{HAN}]{{1,3}})[)）]"
    r"|(?P<low>\d{1,3})\s*(?:[．、]|\.(?!\d)|\.(?=20\d\d年))"
    r"|[（(](?P<lowest>\d{1,2})[)）]"
)
RE_INLINE_MARK = re.compile(
    rf"(?P<top>[{HAN}]{{1,3}}、)|[（(](?P<middle>[{HAN}]{{1,3}})[)）]|(?P<low>(?<!\d)\d{{1,3}})"
    r"(?:[．、]|\.(?!\d)|\.(?=20\d\d年))"
)
RE_BEFORE_LOW = re.compile(r"(?:[)）\]〕】。]|(?:措施|如下)[:：])\s*$")
RE_BEFORE_TOP = re.compile(r"[)）\]〕】。]\s*$")
RE_TOP_MARK = re.compile(rf"[{HAN}]{{1,3}}、")
RE_MARK_SIGN = re.compile(r"[第章节部分、]")
LEVELS = ("top", "middle", "low", "lowest")
LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Block:
    level: str
    """One of LEVELS; empty for what stands before the first mark."""
    mark: str
    number: int
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def line(self) -> int:
        return self.lines[0].at if self.lines else 0


def blocks(lines: Sequence[str]) -> list[Block]:
    """Begin a block at every mark; lines without one go on with the block before."""
    found: list[Block] = []
    level, mark, number = "", "", 0
    held: list[Line] = []
    for line in broken_at_marks(lines):
        begin = RE_MARK.match(line.text)
        if begin:
            found.append(Block(level, mark, number, tuple(held)))
            level, mark, number = level_of(begin), begin[0].strip(), number_of(begin)
            held = [Line(line.text[begin.end() :].strip(), line.at)]
        else:
            held.append(line)
    return [*found, Block(level, mark, number, tuple(held))]


def level_of(mark: re.Match[str]) -> str:
    return next(level for level in LEVELS if mark[level])


def number_of(mark: re.Match[str]) -> int:
    return chinese_number(RE_MARK_SIGN.sub("", mark[level_of(mark)])) or 0


def broken_at_marks(lines: Sequence[str]) -> Iterator[Line]:
    """Give the lines, with a new one at each mark inside a line that goes on with its count."""
    last = dict.fromkeys(LEVELS, 0)
    for at, raw in enumerate(lines, 1):
        text = raw.strip()
        if not text:
            continue
        begin = 0
        opening = RE_MARK.match(text)
        if opening:
            count(last, level_of(opening), number_of(opening))
        for mark in RE_INLINE_MARK.finditer(text):
            if mark.start() > begin and begins_block(mark, text, begin, last):
                yield Line(text[begin : mark.start()].strip(), at)
                begin = mark.start()
                count(last, level_of_inline(mark), number_of_inline(mark))
        yield Line(text[begin:].strip(), at)


def count(last: dict[str, int], level: str, number: int) -> None:
    """Keep the count of a level; the levels below begin anew, but for （一） that may run on."""
    last[level] = number
    if level in ("top", "middle"):
        last["low"] = 0


def level_of_inline(mark: re.Match[str]) -> str:
    return next(level for level in LEVELS[:3] if mark[level])


def number_of_inline(mark: re.Match[str]) -> int:
    return chinese_number(mark[level_of_inline(mark)].rstrip("、")) or 0


def begins_block(mark: re.Match[str], text: str, begin: int, last: dict[str, int]) -> bool:
    """Hold for the next number of the count after a closed bracket or sentence."""
    level, number = level_of_inline(mark), number_of_inline(mark)
    before = text[max(begin, mark.start() - 8) : mark.start()]
    if level == "low":
        return number == last["low"] + 1 and bool(RE_BEFORE_LOW.search(before))
    if number != last[level] + 1 and not (level == "middle" and number == 1):
        return False
    if RE_BEFORE_TOP.search(before):
        return True
    heading = text[begin : mark.start()]
    ends_heading = len(heading) <= LONGEST_HEADING and RE_TOP_MARK.match(heading)
    return level == "middle" and bool(ends_heading)
