"""The daily message of a chat: what is past, what is due soon, and what has changed."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from bot.model import Button, Reply
from bot.subscriptions import Change, Digest, Reminder, own_deadlines
from bot.wording.phrases import bare_words, fit, left, shorten
from knowledge import Due, Index, Task

SOON = 7
"""Days within which a deadline is yellow."""
MOST_TASKS = 15
"""Tasks on one page of a digest."""
MOST_CHOICES = 12
RED, YELLOW, GREEN = "🔴", "🟡", "🟢"
ACTIONS = (
    Button("明天再说", "/digest later 1"),
    Button("一周后", "/digest later 7"),
    Button("已办结", "/digest done"),
    Button("不再提醒", "/digest stop"),
)


def light(due: date, today: date) -> str:
    days = (due - today).days
    return RED if days < 0 else YELLOW if days <= SOON else GREEN


def digest_reply(digest: Digest, index: Index, today: date) -> Reply:
    """Word a digest: the most urgent first, by deadline, at most one message.

    The items of the reply are all its tasks; what its buttons do is done to them.
    """
    tasks = tuple(dict.fromkeys(r.task.id for r in digest.reminders))
    shown = frozenset(tasks[:MOST_TASKS])
    late = "（迟发）" if any(r.is_late for r in digest.reminders) else ""
    lines = [f"🔔 {today.month}月{today.day}日 到期提醒{late}"] if tasks else []
    lines += _by_deadline((r for r in digest.reminders if r.task.id in shown), index, today)
    rest = len(tasks) - len(shown)
    lines += [f" …其余{rest}项"] * bool(rest)
    lines += _changes(digest.changes, index)
    more = (Button(f"其余{rest}项", "/digest page 2"),) if rest else ()
    return Reply(fit("\n".join(lines)), tasks, buttons=(*more, *(ACTIONS if tasks else ())))


def digest_page(tasks: Sequence[Task], page: int, index: Index, today: date) -> Reply:
    """Show a page of the tasks of a digest."""
    items = tuple(t.id for t in tasks)
    pages = max(1, -(-len(tasks) // MOST_TASKS))
    page = min(page, pages)
    shown = tasks[(page - 1) * MOST_TASKS : page * MOST_TASKS]
    dues = sorted(
        (Reminder(t, d, due, today) for t in shown for d, due in own_deadlines(t)),
        key=lambda r: (r.due, _order(r), r.task.document, r.task.number),
    )
    lines = [
        f"🔔 到期提醒（第{page}/{pages}页，共{len(tasks)}项）",
        *_by_deadline(dues, index, today),
    ]
    steps = [Button("上一页", f"/digest page {page - 1}", is_step=True)] if page > 1 else []
    if page < pages:
        steps.append(Button("下一页", f"/digest page {page + 1}", is_step=True))
    return Reply(fit("\n".join(lines)), items, buttons=(*ACTIONS, *steps))


def which_of(tasks: Sequence[Task], deed: str, index: Index) -> Reply:
    """Ask which tasks of a digest are meant; `deed` is done or stop."""
    several = len({t.document for t in tasks}) > 1
    choices = tuple(
        Button(
            f"{index.documents[t.document].name if several else ''}第{t.number}项",
            f"/digest {deed} {t.id}",
        )
        for t in tasks[:MOST_CHOICES]
    )
    question = "哪一项办结了？" if deed == "done" else "哪一项不再提醒？"
    lines = [question, *(f" {t.number} {shorten(t.text, 30)}" for t in tasks[:MOST_CHOICES])]
    everything = Button(f"全部{len(tasks)}项", f"/digest {deed} all")
    back = Button("返回", "/digest page 1")
    return Reply(
        fit("\n".join(lines)), tuple(t.id for t in tasks), buttons=(*choices, everything, back)
    )


def _by_deadline(reminders: Iterable[Reminder], index: Index, today: date) -> list[str]:
    """Group by the day and by what is due then: 完成 apart from 取得明显进展."""
    lines = []
    for (due, _), members in groupby(reminders, key=lambda r: (r.due, r.deadline.what)):
        group = list(members)
        said = {bare_words(r.deadline) for r in group}
        what = group[0].deadline.what or ""
        words = said.pop() if len(said) == 1 else f"{due.month}月{due.day}日前{what}"
        lines.append(f"{light(due, today)} {words}（{due.isoformat()}，{left(due, today)}）")
        lines += [_line(r, index) for r in group]
    return lines


def _order(reminder: Reminder) -> int:
    return (Due.DONE, Due.PROGRESS, None).index(reminder.deadline.what)


def _line(reminder: Reminder, index: Index) -> str:
    task = reminder.task
    owner = next((p.unit for p in task.parties), "")
    name = index.documents[task.document].name if task.document in index.documents else ""
    clause = f"（{shorten(reminder.deadline.clause, 24)}）" if reminder.deadline.clause else ""
    return f" {name} 第{task.number}项 {shorten(task.text, 40)}{clause}　{owner}".rstrip()


def _changes(changes: Sequence[Change], index: Index) -> list[str]:
    if not changes:
        return []
    lines = [_changed(c, index) for c in changes[:MOST_TASKS]]
    rest = len(changes) - len(lines)
    return ["📝 时限有变", *lines, *([f" …另有{rest}项，说“我的订阅”看现在的"] if rest else [])]


def _changed(change: Change, index: Index) -> str:
    old, new = change.old, change.new
    document = index.documents.get(old.document)
    where = f" {document.name if document else old.document} 第{old.number}项"
    was = f"原定{'、'.join(old.words)}" if old.words else "原来没有写时限"
    if new is None:
        return f"{where} {shorten(old.about, 24)} 现在不在订阅的范围里（{was}），请核对文件"
    now = f"现为{'、'.join(new.words)}" if new.words else "现在没有写时限"
    if new.about != old.about:
        before, after = shorten(old.about, 20), shorten(new.about, 20)
        return f"{where} 原为“{before}”（{was}），现为“{after}”（{now}）"
    return f"{where} {shorten(new.about, 24)} {was}，{now}"
