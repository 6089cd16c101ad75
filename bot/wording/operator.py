"""What the commands print for whoever looks after the documents."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.members import Member
from bot.model import Reply
from bot.subscriptions import Subscriber, Subscription
from bot.wording.messenger import NO_MEMBERS, OPEN_TO_ALL, member_line
from bot.wording.phrases import deadline_line, shorten, units_of
from bot.wording.rules import rules_lines
from knowledge import Document, Problem, ProblemKind, Role, Task, UnansweredQuestion

PROBLEM_WORDS = {
    ProblemKind.REPAIRED: ("修复", "处"),
    ProblemKind.MISSING: ("缺失", "处"),
    ProblemKind.SPELLING: ("疑似同一单位（或标题）两种写法", "组"),
    ProblemKind.DOUBTFUL: ("存疑", "处"),
}


def documents_table(documents: Sequence[Document]) -> str:
    if not documents:
        return "还没有文件：用 zeren add 文件名 读入一份"
    return "\n".join(f"{d.id}　{d.name}　{size(d)}　{shorten(d.title, 40)}" for d in documents)


def size(document: Document) -> str:
    return f"{len(document.tasks)}项任务" if document.tasks else f"{len(document.passages)}段"


def check_report(document: Document) -> str:
    """Say what was read and what is doubtful, with lines."""
    parts = []
    if document.stated_count is not None:
        parts.append(f"通知称{document.stated_count}项")
    parts.append(
        f"读到{len(document.tasks)}项"
        if document.tasks
        else f"读到{len(document.passages)}段，没有编号任务"
    )
    counted = [
        f"{word}{count}{measure}"
        for kind, (word, measure) in PROBLEM_WORDS.items()
        if (count := sum(p.kind == kind for p in document.problems))
    ]
    head = f"{document.name}：{'，'.join(parts)}；{'，'.join(counted) or '没有发现疑点'}"
    return "\n".join([head, *(_problem(p) for p in document.problems)])


def _problem(problem: Problem) -> str:
    line = f" 第{problem.line}行　{problem.message}"
    if problem.kind == ProblemKind.REPAIRED and problem.repaired:
        line += (
            f"\n   原文：{shorten(problem.original, 90)}\n   归位：{shorten(problem.repaired, 90)}"
        )
    return line


def read_report(document: Document) -> str:
    """Show a parsed document whole, as text."""
    lines = [f"{document.title or document.name}（{document.name}，{size(document)}）"]
    for task in document.tasks:
        lines.append(f"{task.number}　{task.text}")
        lines.append(f"  {_owners(task)}")
    lines += [f"· {shorten(p.text, 100)}" for p in document.passages]
    return "\n".join([*lines, "", check_report(document)])


def _owners(task: Task) -> str:
    told = []
    for role, word in ((Role.LEAD, "牵头"), (Role.SUPPORT, "配合"), (Role.RESPONSIBLE, "责任单位")):
        if units := units_of(task, role):
            told.append(f"{word}：{units}")
    if task.leaders:
        told.append(f"领导：{'、'.join(task.leaders)}")
    if task.deadlines:
        told.append(f"时限：{'；'.join(map(deadline_line, task.deadlines))}")
    return "　".join(told) or "（没有写责任单位）"


def as_json(document: Document) -> dict[str, Any]:
    """Give a parsed document in the form that other programs read."""
    return {
        "id": document.id,
        "name": document.name,
        "title": document.title,
        "issuer": document.issuer,
        "reference": document.reference,
        "year": document.year,
        "items": [_item(t) for t in document.tasks],
        "passages": [
            {"text": p.text, "headings": list(p.headings), "tense": p.tense.value, "line": p.line}
            for p in document.passages
        ],
        "terms": [{"name": t.name, "meaning": t.meaning, "line": t.line} for t in document.terms],
        "problems": [
            {
                "line": p.line,
                "kind": p.kind.value,
                "message": p.message,
                "original": p.original,
                "repaired": p.repaired,
            }
            for p in document.problems
        ],
    }


def _item(task: Task) -> dict[str, Any]:
    def units(role: Role) -> list[str]:
        return [p.unit for p in task.parties if p.role == role]

    return {
        "no": str(task.number),
        "label": task.label,
        "part": task.part,
        "section": task.headings[-1] if task.headings else None,
        "headings": list(task.headings),
        "text": task.text,
        "lead": units(Role.LEAD),
        "support": units(Role.SUPPORT),
        "units": units(Role.RESPONSIBLE),
        "leaders": list(task.leaders),
        "deadlines": [
            {
                "text": d.text,
                "due": d.due.isoformat() if d.due else None,
                "what": d.what.value if d.what else None,
                "clause": d.clause,
                "in_text": d.in_text,
            }
            for d in task.deadlines
        ],
        "line": task.line,
    }


def unanswered_table(questions: Iterable[UnansweredQuestion]) -> str:
    lines = [
        f"{q.day.isoformat()}　{q.times}次　{q.scope or '全部文件'}　{q.text}" for q in questions
    ]
    return "\n".join(lines) or "没有没答上来的问题"


def members_table(members: Sequence[Member], access: str) -> str:
    """List who asked to be let in, and what was said."""
    lines = [member_line(m) for m in members] or [NO_MEMBERS]
    return "\n".join([*lines, *([OPEN_TO_ALL] if access == "open" else [])])


def subscriptions_table(
    rows: Iterable[tuple[str, Subscriber, Sequence[tuple[Subscription, int]]]],
) -> str:
    """List the chats that want to be reminded, each with what it subscribed to."""
    lines = []
    for chat, subscriber, mine in rows:
        paused = "（已暂停：对方屏蔽了机器人）" if subscriber.is_paused else ""
        lines.append(f"{chat}　{'；'.join(rules_lines(subscriber.rules))}{paused}")
        lines += [f"  {s.said}（{count}项）　自{s.since.isoformat()}" for s, count in mine]
    return "\n".join(lines) or "还没有人订阅。"


def reminded(chat: str, digest: Reply, is_told_here: bool) -> str:
    """Show a chat's digest; who is told elsewhere is told by the running bot."""
    where = "" if is_told_here else "（由 zeren run 在 Telegram 里发）"
    return f"→ {chat}{where}\n{digest.text}\n"
