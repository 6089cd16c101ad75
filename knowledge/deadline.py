"""Deadlines as the document words them: in a cell, in a bracket, inside a task's text."""

import re
from collections.abc import Iterator
from datetime import date

from knowledge.days import find_days
from knowledge.model import Deadline, Due
from knowledge.periods import DaySpan

__all__ = ["DaySpan", "deadlines_in_text", "find_days", "is_deadline_phrase", "read_deadlines"]

RE_NO_DAY = re.compile(
    r"(?:贯穿|持续|长期|全年|常年|常态化?|每年|每月|每季度?|定期|适时|立行立改|跨年度?|按(?:照)?(?:时序|序时|计划|进度|上级|市级|省级)"
    r"|根据.{1,12}(?:安排|部署|进度))(?:全年|坚持|推进|实施|开展|任务|完成|落实|进度|要求|时间|节点|年度|工作|进行|抓好|安排|部署)*"
)
RE_PROGRESS = re.compile(
    r"取得(?:了)?(?:明显|实质性?|阶段性|积极|重大|突破性|显著|较大|新)?(?:进展|成效|突破)"
)
RE_DONE = re.compile(r"完成")
RE_STATEMENT = re.compile(r"[^。；;\n]+")
RE_CLAUSE = re.compile(r"[^。；;，,！？\n]+")
RE_SMALL_CLAUSE = re.compile(r"[^。；;，,！？、\n]+")
RE_DUE_WORDS = re.compile(
    rf"{RE_PROGRESS.pattern}|(?:基本|全部|全面|力争|确保|争取|按时|前|底|内|于|在|并|任务|工作|目标|[：:（）()，,、\s])"
    r"|(?:完成|建成|竣工|投用|见效|启动|实施|落实)"
)
RE_ACHIEVE = re.compile(
    r"建成|开工|完成|实现|竣工|投产|投用|投入|启动|开业|达到|通车|运营|运行|出台|开园|通过|见效|落地|交付|具备"
    r"|印发|形成|启用|达产|入驻|覆盖|完工|投运|開工|實現|啟動"
)
RE_HISTORY_BEFORE = re.compile(r"(?:自|从|截至|每年|每逢|历年|于去年)$")
RE_HISTORY_AFTER = re.compile(r"(?:起|以来|至今|已|期间|的(?:讲话|会议|通知))")
RE_ENDS_PERIOD = re.compile(r"[底末内]$")
RE_END_OF_CLAUSE = re.compile(rf"(?:{RE_PROGRESS.pattern}|完成)$")
LONGEST_REST = 6
LONGEST_STATEMENT = 600
NEIGHBOURHOOD = 60
"""How far around a day its verb is looked for."""


def is_deadline_phrase(text: str) -> bool:
    """Tell a deadline cell from a task that mentions a day: hardly anything else is said in it."""
    if len(text) > 300:
        return False
    for statement in statements(text, 2000):
        spans = find_days(statement, 2000)
        return len(rest_of(statement, spans)) <= LONGEST_REST and (
            bool(spans) or bool(RE_NO_DAY.fullmatch(statement))
        )
    return False


def read_deadlines(cell: str, year: int | None, issued: date | None = None) -> tuple[Deadline, ...]:
    """Read a deadline cell: one Deadline a statement, with the part of the task that it covers."""
    pieces = list(statements(cell, year))
    return tuple(stated(piece, year, issued) for piece in pieces)


def statements(cell: str, year: int | None) -> Iterator[str]:
    """Cut at full stops; at commas only where every part has a day of its own."""
    for found in RE_STATEMENT.finditer(cell):
        statement = found[0].strip()
        parts = RE_CLAUSE.findall(statement)
        if len(parts) > 1 and all(find_days(part, year or 2000) for part in parts):
            yield from (part.strip() for part in parts)
        elif statement:
            yield statement


def stated(statement: str, year: int | None, issued: date | None) -> Deadline:
    spans = find_days(statement, year or 2000, issued)
    return Deadline(
        text=statement,
        due=max(span.last for span in spans) if spans and known_year(spans[-1], year) else None,
        what=due_of(statement),
        clause=rest_of(statement, spans) if spans and len(statement) <= LONGEST_STATEMENT else "",
    )


def known_year(span: DaySpan, year: int | None) -> bool:
    """Without a year for the document only a deadline that names its own has a day."""
    return year is not None or "20" in span.words


def rest_of(statement: str, spans: tuple[DaySpan, ...]) -> str:
    """What is left of a statement beside its day and 完成: the part of the task that it covers."""
    for span in reversed(spans):
        statement = statement[: span.start] + "\n" + statement[span.end :]
    parts = [part.strip("，,、：:（）() ") for part in statement.split("\n")]
    whole = [part for part in parts if RE_DUE_WORDS.sub("", part)]
    return RE_END_OF_CLAUSE.sub("", "".join(whole))


def due_of(words: str) -> Due | None:
    if RE_PROGRESS.search(words):
        return Due.PROGRESS
    return Due.DONE if RE_DONE.search(words) else None


def deadlines_in_text(
    text: str, year: int | None, issued: date | None = None
) -> tuple[Deadline, ...]:
    """Read the deadlines that the task's own words carry; days of the past are none."""
    return tuple(
        Deadline(
            span.words,
            span.last if known_year(span, year) else None,
            what,
            clause,
            in_text=True,
        )
        for clause in clauses(text, year)
        for what in [due_of(clause)]
        for span in find_days(clause, year or 2000, issued)
        if is_ahead(span, clause, year, issued)
    )


def clauses(text: str, year: int | None) -> Iterator[str]:
    """Cut at commas, and at 、 too where one clause names several days."""
    for found in RE_CLAUSE.finditer(text):
        spans = find_days(found[0], year or 2000)
        if len(spans) > 1 and "、" in found[0]:
            yield from RE_SMALL_CLAUSE.findall(found[0])
        elif spans:
            yield found[0]


def is_ahead(span: DaySpan, clause: str, year: int | None, issued: date | None) -> bool:
    """Hold for a limit or for something to be achieved in the period, not for history."""
    before = clause[max(0, span.start - NEIGHBOURHOOD) : span.start]
    after = clause[span.end : span.end + NEIGHBOURHOOD]
    if RE_HISTORY_BEFORE.search(before) or RE_HISTORY_AFTER.match(after):
        return False
    if known_year(span, year) and span.last < (issued or date(year or 1, 1, 1)):
        return False
    if span.before or RE_ENDS_PERIOD.search(span.words):
        return True
    return span.first != span.last and bool(RE_ACHIEVE.search(after) or RE_ACHIEVE.search(before))
