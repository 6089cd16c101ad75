"""What is said of reminders: subscribing to them, and the digest itself."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from bot.model import Button, Reply
from bot.subscriptions import Change, Digest, Reminder, Subscriber, own_deadlines
from bot.wording.phrases import describe, fit, left, quoted, shorten
from knowledge import Index, Query, Task

SOON = 7
"""Days within which a deadline is yellow."""
MOST_BUTTONS = 6
CALENDAR = "日历文件"
"""What asks for the file of all subscriptions."""
CALENDAR_NAME = "责任通 时限"
CALENDAR_FILE = "责任通时限.ics"
CALENDAR_SENT = "时限在附件里，打开就能加进手机日历。"
MOST_LINES = 15
"""Tasks of one digest; the others are behind a button."""
MOST_BUTTONS = 6
RED, YELLOW, GREEN = "🔴", "🟡", "🟢"
HOW = "改法：提前10天提醒我 · 每天8点半 · 周末也提醒 · 静音三天 · 全部取消"


def name_of(query: Query, index: Index) -> str:
    """Name what a query asks for, with its document."""
    documents = "、".join(index.documents[d].name for d in query.documents if d in index.documents)
    if query.tasks:
        numbers = "、".join(str(t.number) for i in query.tasks[:5] if (t := index.task(i)))
        said = f"第{numbers}项" + ("等" if len(query.tasks) > 5 else "")
    else:
        said = describe(query, index)
    return f"{documents} {said}".strip() or "全部任务"


def light(due: date, today: date) -> str:
    days = (due - today).days
    return RED if days < 0 else YELLOW if days <= SOON else GREEN


def subscribed(
    name: str, tasks: Sequence[Task], today: date, first: date | None, subscriber: Subscriber
) -> Reply:
    """Say what a subscription covers, when the first reminder comes and how to change it."""
    dues = [(due, t) for t in tasks for _, due in own_deadlines(t)]
    undated = sum(not any(own_deadlines(t)) for t in tasks)
    lines = [f"🔔 订阅了：{name}", f"现在有{len(tasks)}项"]
    if dues:
        due, task = min(dues, key=lambda one: (abs((one[0] - today).days), one[1].id))
        lines[1] += f"，时限最近的是第{task.number}项（{due.isoformat()}，{left(due, today)}）"
    if undated:
        lines.append(f"其中{undated}项文件没有写时限，不会提醒。" if dues else NO_DEADLINES)
    if first:
        lines.append(f"首次提醒：{first.isoformat()} {subscriber.at}")
    lines.append(HOW)
    calendar = (Button("加到日历", CALENDAR),) if dues else ()
    buttons = (Button("我的订阅"), Button("取消订阅", f"取消订阅{name}"), *calendar)
    return Reply("\n".join(lines), buttons=buttons)


NO_DEADLINES = "文件没有写这些任务的时限，所以不会有提醒。"


def subscriptions(counted: Sequence[tuple[str, int]], subscriber: Subscriber) -> Reply:
    if not counted:
        return Reply("还没有订阅。可以说：订阅区城管委 · 订阅第59项 · 订阅6月底前要完成的")
    lines = [f"· {name}（{count}项）" for name, count in counted]
    names = [name for name, _ in counted[:MOST_BUTTONS]]
    buttons = (Button(f"取消 {shorten(name, 14)}", f"取消订阅{name}") for name in names)
    return Reply(
        "\n".join([f"共{len(counted)}个订阅：", *lines, rules(subscriber)]),
        buttons=(*buttons, Button("加到日历", CALENDAR)),
    )


def rules(subscriber: Subscriber) -> str:
    """Say when this chat is reminded."""
    before = "、".join("当天" if n == 0 else f"{n}天" for n in subscriber.days_before)
    days = "每天（含周末）" if subscriber.weekends else "工作日"
    muted = f"；静音到{subscriber.muted_until.isoformat()}" if subscriber.muted_until else ""
    return f"到期前{before}提醒，过期后每周一次；{days}{subscriber.at}{muted}"


def settings_changed(subscriber: Subscriber) -> Reply:
    return Reply(f"好。{rules(subscriber)}", buttons=(Button("我的订阅"),))


def subscribe_to_what() -> Reply:
    return Reply("要订阅什么？例如：订阅区城管委 · 订阅第59项 · 订阅6月底前要完成的", found=False)


def not_subscribed(told: Reply) -> Reply:
    return Reply(f"没有订阅：{told.text}", found=False, buttons=told.buttons)


def too_many(most: int) -> Reply:
    return Reply(f"最多{most}个订阅，先取消几个：我的订阅", found=False)


def no_such_subscription(said: str, subscriber: Subscriber) -> Reply:
    names = quoted(s.said for s in subscriber.subscriptions[:5])
    return Reply(
        f"没有订阅“{shorten(said, 40)}”。" + (f"现有：{names}" if names else ""), found=False
    )


def dropped(left_over: int) -> Reply:
    return Reply(
        f"好，取消了。还有{left_over}个订阅。" if left_over else "好，取消了，现在没有订阅。"
    )


def done(tasks: Sequence[Task]) -> Reply:
    if not tasks:
        return Reply("没有这样的任务。", found=False)
    numbers = "、".join(str(t.number) for t in tasks[:10])
    more = f"等{len(tasks)}项" if len(tasks) > 10 else "项"
    return Reply(
        f"好，第{numbers}{more}不再提醒（只对这个对话）。要恢复就说“恢复提醒第{tasks[0].number}项”。"
    )


def again(count: int) -> Reply:
    return Reply(f"好，{count}项恢复提醒。")


def no_such_time() -> Reply:
    return Reply("没有这个钟点。例如：每天8点半", found=False)


def put_off(until: date) -> Reply:
    return Reply(f"好，{until.month}月{until.day}日再说。")


def all_of(tasks: Sequence[Task], index: Index, today: date) -> Reply:
    """List tasks with their deadlines, the most urgent first."""
    all_dues = ((due, t.id, t) for t in tasks for _, due in own_deadlines(t))
    dues = sorted(all_dues, key=lambda one: one[:2])
    lines = [
        f"{light(due, today)} {due.isoformat()} {index.documents[t.document].name} "
        f"第{t.number}项 {shorten(t.text, 30)}"
        for due, _, t in dues
    ]
    return Reply(fit("\n".join(lines) or "没有了。"))


# --- the digest


def digest_reply(digest: Digest, index: Index, today: date) -> Reply:
    """Word a digest: the most urgent first, by deadline, at most one message."""
    shown, rest = digest.reminders[:MOST_LINES], digest.reminders[MOST_LINES:]
    late = "（迟发）" if any(r.is_late for r in digest.reminders) else ""
    lines = [f"🔔 {today.month}月{today.day}日 到期提醒{late}"] if digest.reminders else []
    for (due, words), group in groupby(shown, key=lambda r: (r.due, r.deadline.text)):
        lines.append(f"{light(due, today)} {words}（{due.isoformat()}，{left(due, today)}）")
        lines += [_line(r, index) for r in group]
    if digest.changes:
        lines += ["📝 时限有变", *(_changed(c, index) for c in digest.changes[:MOST_LINES])]
    ids = " ".join(dict.fromkeys(r.task.id for r in digest.reminders))
    buttons = [Button(f"其余{len(rest)}项", f"/tasks {ids}")] if rest else []
    if digest.reminders:
        buttons += [
            Button("明天再说", f"/later 1 {ids}"),
            Button("一周后", f"/later 7 {ids}"),
            Button("已办结", f"/done {ids}"),
            Button("不再提醒", f"/done {ids}"),
        ]
    return Reply("\n".join(lines), buttons=tuple(buttons))


def _line(reminder: Reminder, index: Index) -> str:
    task = reminder.task
    owner = next((p.unit for p in task.parties), "")
    name = index.documents[task.document].name if task.document in index.documents else ""
    clause = f"（{reminder.deadline.clause}）" if reminder.deadline.clause else ""
    return f" {name} 第{task.number}项 {shorten(task.text, 40)}{clause}　{owner}".rstrip()


def _changed(change: Change, index: Index) -> str:
    task = change.task
    name = index.documents[task.document].name if task.document in index.documents else ""
    now = f"现为{change.new}" if change.new else "现在没有写时限"
    was = f"原定{change.old}，" if change.old else "原来没有写时限，"
    return f" {name} 第{task.number}项 {was}{now}"
