"""Numbered tasks whose owners stand in a bracket after the text, or in label lines below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from knowledge.deadline import deadlines_in_text
from knowledge.layouts.blocks import LEVELS, Block, blocks
from knowledge.layouts.cells import is_person, unit_likeness
from knowledge.layouts.content import Content, Frame, with_parts
from knowledge.layouts.headings import Headings
from knowledge.layouts.owners import (
    LABEL,
    LONGEST_BRACKET,
    Owners,
    brackets,
    read_owners,
    with_first_as_lead,
)
from knowledge.layouts.people import split_people
from knowledge.layouts.prose import passages_before, sentences
from knowledge.layouts.spacing import tidy
from knowledge.model import Column, Field, Passage, Problem, ProblemKind, Task, Tense
from knowledge.reading import Source

RE_LABEL_LINE = re.compile(rf"(?:^|(?<=[。；;\n]))[ \t\u3000]*(?={LABEL}\s*[:：])", re.MULTILINE)
RE_LABEL_BEGIN = re.compile(rf"\s*{LABEL}\s*[:：]")
RE_ROLE_AT_END = re.compile(r"(?:负责|負責|牵头|牽頭|配合|落实|承办|参与|下同)[。.]?\s*$")
RE_LEAD_IN = re.compile(r"^[\s。；;]*(?:具体措施|主要措施|重点任务|工作措施)[:：]?\s*")
RE_MEANINGLESS = re.compile(r"^[\s。；;，,、.）)\]〕】]*$")
RE_OVERSEEN = re.compile(
    r"[（(](?P<title>[^（）()：:；;，,]{0,10}领导)[：:]\s*(?P<names>[^（）()：:；;]{2,60})[)）]\s*$"
)
"""Behind a heading: the leader of all that stands under it, 一、就业（分管领导：陆晋安）."""
LONGEST_PLAIN_HEADING = 40


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a block's text with the owners that stand after it."""

    text: str
    owners: Owners | None
    closed: bool = True


@dataclass(slots=True)
class Reader:
    """Collects what is found while the blocks are read from top to bottom."""

    frame: Frame
    headings: Headings = field(default_factory=Headings)
    tasks: list[Task] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: dict[Column, None] = field(default_factory=dict)
    overseers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By level of heading: the leaders of the tasks below it."""
    first_leads: bool = False

    @property
    def leaders(self) -> tuple[str, ...]:
        return self.overseers.get("middle") or self.overseers.get("top", ())


def numbered_list(source: Source, frame: Frame) -> Content | None:
    """[责任单位:A、B] or （A牵头，B负责） after the text, or a line 牵头单位：A below it."""
    found = blocks(source.lines)
    parts = [parts_of(block, frame) for block in found]
    owned = [
        any(part.owners for part in of_block) and not is_overseen_heading(found, at)
        for at, of_block in enumerate(parts)
    ]
    if not any(owned[1:]):
        return None
    reader = Reader(frame)
    last = max(at for at, yes in enumerate(owned) if yes)
    for at, (block, of_block) in enumerate(zip(found, parts, strict=True)):
        if at == 0:
            continue
        if owned[at] or is_unowned_task(found, owned, at):
            read_task(reader, block, of_block, is_last=at == last)
        else:
            read_heading(reader, block)
    if not reader.tasks:
        return None
    return Content(
        layout="numbered_list",
        columns=tuple(reader.columns),
        tasks=with_parts(reader.tasks),
        passages=(*passages_before(source, found[1].line, frame), *reader.passages),
        problems=(*reader.problems, *reader.headings.problems),
    )


def parts_of(block: Block, frame: Frame) -> list[Part]:
    """One document may use both ways; a bracket has the word before a label line."""
    parts = bracketed_parts(block, frame)
    return parts if len(parts) > 1 else labelled_parts(block, frame)


def bracketed_parts(block: Block, frame: Frame) -> list[Part]:
    """Cut the text after each bracket that names owners."""
    text = block.text
    parts: list[Part] = []
    begin = 0
    for start, end in brackets(text):
        if start < begin or end - start > LONGEST_BRACKET:
            continue
        closed = text[end - 1] in "])）〕】］"
        inner = text[start + 1 : end - 1 if closed else end]
        if not (RE_LABEL_BEGIN.match(inner) or RE_ROLE_AT_END.search(inner)):
            continue
        owners = read_owners(tidy(inner), frame)
        if owners:
            parts.append(Part(text[begin:start], owners, closed))
            begin = end
    return [*parts, Part(text[begin:], None)]


def labelled_parts(block: Block, frame: Frame) -> list[Part]:
    """Cut the text before its first label; names that go on below a label belong to it."""
    text = block.text
    label = RE_LABEL_LINE.search(text)
    if not label:
        return [Part(text, None)]
    held, rest = [], []  # type: list[str], list[str]
    for line in text[label.start() :].split("\n"):
        goes_on = held and (
            held[-1].endswith(("、", "，", ",", "：", ":")) or unit_likeness(line) > 0.5
        )
        if RE_LABEL_BEGIN.match(line):
            held.append(line.strip())
        elif goes_on and not rest:
            held[-1] += line.strip()
        else:
            rest.append(line)
    owners = read_owners("；".join(line.rstrip("；;。 ") for line in held), frame)
    return [Part(text[: label.start()], owners), Part("\n".join(rest), None)]


def is_overseen_heading(found: Sequence[Block], at: int) -> bool:
    """Tell a heading that names the leader of what stands below it from a task of that leader."""
    return has_below(found, at) and bool(RE_OVERSEEN.search(found[at].text))


def has_below(found: Sequence[Block], at: int) -> bool:
    """Tell whether the next block stands deeper."""
    level, after = found[at].level, found[at + 1 : at + 2]
    return bool(level and after and LEVELS.index(after[0].level) > LEVELS.index(level))


def is_unowned_task(found: Sequence[Block], owned: Sequence[bool], at: int) -> bool:
    """Most of its level have owners: then it is a task whose bracket is missing.

    What is taken apart into tasks with owners of their own is none itself.
    """
    level = found[at].level
    if has_below(found, at) and owned[at + 1]:
        return False
    peers = [i for i, block in enumerate(found) if block.level == level and i]
    if 2 * sum(owned[i] for i in peers) < len(peers) or level not in ("middle", "low", "top"):
        return False
    with_owner = [i for i in peers if owned[i]]
    between = with_owner[0] < at < with_owner[-1]
    return between if level != "low" else True


def read_heading(reader: Reader, block: Block) -> None:
    """A mark without owners is a heading; sentences that follow it are running text."""
    said = sentences(tidy(block.lines[0].text)) if block.lines else []
    if block.level in ("top", "middle") and said:
        reader.headings.enter(block.mark + overseen(reader, block.level, said[0]), block.line)
        said = said[1:]
    more = [s for line in block.lines[1:] for s in sentences(tidy(line.text))]
    add_passages(reader, [*said, *more], block.line)


def overseen(reader: Reader, level: str, heading: str) -> str:
    """Keep the leaders that a heading names, and give the heading without them."""
    found = RE_OVERSEEN.search(heading)
    kept = {} if level == "top" else reader.overseers
    people = (
        tuple(name for name in split_people(found["names"]) if is_person(name)) if found else ()
    )
    reader.overseers = {**kept, level: people}
    if found is None:
        return heading
    reader.columns[Column(Field.LEADER, found["title"])] = None
    return heading[: found.start()]


def add_passages(reader: Reader, said: Sequence[str], line: int) -> None:
    reader.passages += [
        Passage(reader.frame.document, sentence, reader.headings.path, Tense.NEITHER, line)
        for sentence in said
        if len(sentence) > 1
    ]


def read_task(reader: Reader, block: Block, parts: Sequence[Part], is_last: bool) -> None:
    tail = parts[-1].text if len(parts) > 1 else ""
    for part in parts[:-1] if len(parts) > 1 else parts:
        text = tidy(RE_LEAD_IN.sub("", part.text))
        if not RE_MEANINGLESS.match(text):
            reader.tasks.append(task_of(reader, block, text, part.owners))
            reader.problems += list(unclosed(block, part))
        elif part.owners and reader.tasks:
            reader.tasks[-1] = with_more_owners(reader.tasks[-1], part.owners)
    read_tail(reader, RE_LEAD_IN.sub("", tail), block, is_last)


def task_of(reader: Reader, block: Block, text: str, owners: Owners | None) -> Task:
    frame, owners = reader.frame, owners or Owners()
    reader.columns |= dict.fromkeys(owners.columns)
    reader.first_leads = reader.first_leads or owners.first_leads
    return Task(
        document=frame.document,
        number=block.number,
        text=text,
        headings=reader.headings.path,
        parties=with_first_as_lead(owners.parties) if reader.first_leads else owners.parties,
        leaders=owners.leaders or reader.leaders,
        deadlines=(*owners.deadlines, *deadlines_in_text(text, frame.year, frame.issued)),
        line=block.line,
        label="" if block.level == "low" else block.mark.rstrip("、"),
    )


def with_more_owners(task: Task, owners: Owners) -> Task:
    """Two brackets in a row speak of the same task."""
    return replace(
        task,
        parties=(*task.parties, *owners.parties),
        leaders=(*task.leaders, *owners.leaders),
        deadlines=(*owners.deadlines, *task.deadlines),
    )


def unclosed(block: Block, part: Part) -> Iterator[Problem]:
    if not part.closed:
        message = f"第{block.number}项责任单位的括号没有收尾，已补"
        yield Problem(block.line, message, ProblemKind.REPAIRED, part.text[-20:])


def read_tail(reader: Reader, tail: str, block: Block, is_last: bool) -> None:
    """After the owners: a heading without a numeral, or running text."""
    for line in tail.split("\n"):
        text = tidy(line)
        if RE_MEANINGLESS.match(text):
            continue
        if not is_last and len(text) <= LONGEST_PLAIN_HEADING and not text.endswith(("。", "；")):
            reader.headings.path = (text,)
        else:
            add_passages(reader, sentences(text), block.line)
