"""Running text: lines -> paragraphs -> sentences, and the passages of a cover letter or preface."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.layouts.cells import numeral_of
from knowledge.layouts.content import Frame
from knowledge.layouts.spacing import squash, tidy
from knowledge.model import Passage, Tense
from knowledge.reading import Source

RE_SENTENCE = re.compile(r"[^。！？!?]*(?:[。！？!?]+[”’」』）)*]*|$)")
RE_SENTENCE_END = re.compile(r"[。！？!?；;：:…](?:[”’」』）)]|\*\*)*$")
RE_STOP = re.compile(r"[。；]")
RE_PROSE_SIGN = re.compile(r"[。！？；]|[:：].{4}")
RE_MARKDOWN = re.compile(r"^\s*(?:#{1,6}\s+|>\s*|[-*+•·]\s+)|<[^<>\n]{1,20}>|`")
RE_RULE = re.compile(r"\s*(?:[-*_=—]\s*){3,}$")
RE_EXPECTED = re.compile(r"(?:预期|奋斗)目标")
RE_BACKGROUND = re.compile(r"(?:之年|的一年|关键一年|开局)[,，。]?$|^今年是|^\d{4}年是")
RE_TITLE = re.compile(r"(?:政府工作报告|通知|方案|意见|分解表?|清单|要点|决定|办法)$")
SHORTEST_BROKEN_LINE = 16
SHORTEST_PROSE = 45
PREFACE = "前言"


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    line: int
    gap: int = 0
    """How many empty lines stand before it."""


def paragraphs(lines: Sequence[str], first: int = 1) -> list[Paragraph]:
    """Drop mark-up and put together what a page or line end has broken inside a sentence."""
    found: list[Paragraph] = []
    held: list[str] = []
    begun, gap, gap_before = 0, 0, 0
    for at, raw in enumerate(lines, first):
        line = "" if RE_RULE.match(raw) else RE_MARKDOWN.sub("", raw).strip()
        if not line:
            gap += 1
            continue
        if held and not goes_on(held[-1], line, gap):
            found.append(Paragraph(join(held), begun, gap_before))
            held = []
        if not held:
            begun, gap_before = at, gap
        held.append(line)
        gap = 0
    return [*found, Paragraph(join(held), begun, gap_before)] if held else found


def goes_on(before: str, line: str, gap: int) -> bool:
    """A long line that ends inside a sentence goes on, unless a heading or a label comes next."""
    if RE_SENTENCE_END.search(before) or numeral_of(line.lstrip("*")):
        return False
    if numeral_of(before.lstrip("*")) and not RE_STOP.search(before):
        return False
    return len(squash(before)) >= SHORTEST_BROKEN_LINE and not RE_TITLE.search(before)


def join(lines: list[str]) -> str:
    return tidy("".join(lines).replace("****", ""))


def sentences(text: str) -> list[str]:
    """Cut after 。！？ and the closing signs that follow; ； is no end."""
    return [found[0].strip() for found in RE_SENTENCE.finditer(text) if found[0].strip()]


def passages_before(source: Source, line: int, frame: Frame) -> tuple[Passage, ...]:
    """The sentences of the letter or preface in front of a breakdown that begins at `line`."""
    return tuple(preface(paragraphs(source.lines[: max(0, line - 1)]), frame))


def preface(found: Sequence[Paragraph], frame: Frame) -> Iterator[Passage]:
    heading = PREFACE
    for paragraph in found:
        text = paragraph.text.replace("**", "")
        if not is_prose(text):
            continue
        expected = False
        for at, sentence in enumerate(sentences(text)):
            if at == 0 and numeral_of(sentence) and len(sentence) <= 40:
                heading = sentence.rstrip("。")
                continue
            expected = expected or bool(RE_EXPECTED.search(sentence))
            planned = expected and not RE_BACKGROUND.search(sentence.rstrip("。"))
            tense = Tense.PLAN if planned else Tense.NEITHER
            yield Passage(frame.document, sentence, (heading,), tense, paragraph.line)


def is_prose(text: str) -> bool:
    """Tell running text from titles, dates and the names of those written to."""
    if len(text) < SHORTEST_BROKEN_LINE or RE_TITLE.search(text):
        return False
    return len(text) >= SHORTEST_PROSE or bool(RE_PROSE_SIGN.search(text))


def plain_passages(found: Sequence[Paragraph], frame: Frame) -> tuple[Passage, ...]:
    """Every sentence, under no heading: text that is neither a breakdown nor a report."""
    return tuple(
        Passage(frame.document, sentence, (), Tense.NEITHER, paragraph.line)
        for paragraph in found
        for sentence in sentences(paragraph.text.replace("**", ""))
    )
