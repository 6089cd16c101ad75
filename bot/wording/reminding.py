"""What is said of reminders: subscribing, and what is done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.model import Button, Reply
from bot.subscriptions import Subscriber, Subscription, own_deadlines
from bot.wording.conditions import describe
from bot.wording.phrases import left, quoted, shorten
from bot.wording.rules import (
    EXAMPLES,
    HOW,
    MINE,
    SETTINGS,
    UNDO,
    Upcoming,
    next_reminder,
    numbers,
    rules_lines,
    zone_note,
)
from knowledge import Index, Picked, Question, Task, documents_of, is_of_document

MOST_BUTTONS = 6
FEW, MOST_LISTED = 5, 30
"""Tasks that are named by their numbers beside how many they are."""
CALENDAR = "日历文件"
"""What asks for the file of all subscriptions."""
CALENDAR_NAME = "责任通 时限"
CALENDAR_FILE = "责任通时限.ics"
NOT_HERE = Reply("订阅和提醒请在对话里说：zeren talk，或在 Telegram 里。", found=False)
CALENDAR_BY_COMMAND = "在命令行写成日历文件：zeren calendar 区城管委 > 时限.ics"
CALENDAR_SENT = "时限在附件里，打开就能加进手机日历。"
NOTHING_TO_UNDO = Reply("没有可以撤销的。", found=False)


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A subscription as it is told."""

    name: str
    tasks: tuple[Task, ...]
    readings: tuple[str, ...] = ()
    is_known: bool = False
    """It was subscribed to before."""


def name_of(question: Question, index: Index) -> str:
    """Name what a question asks for, with its document."""
    chosen = tuple(c for c in question.where if is_of_document(c))
    documents = "、".join(d.name for d in documents_of(chosen, index)) if chosen else ""
    said = describe(question, index) or "全部任务"
    if picked := next((c for c in question.where if isinstance(c, Picked)), None):
        numbers = "、".join(str(t.number) for i in picked.tasks[:5] if (t := index.task(i)))
        said = f"第{numbers}项" + ("等" if len(picked.tasks) > 5 else "")
    return f"{documents} {said}".strip()


# --- subscriptions


def subscribed(
    new: Sequence[Subscribed],
    left_out: Sequence[Task],
    today: date,
    first: date | None,
    subscriber: Subscriber,
) -> Reply:
    """Say what is covered now, when the first reminder comes and how to change it."""
    named = {t.id: t for one in new for t in one.tasks}
    tasks = tuple(t for t in named.values() if t not in left_out)
    name = "、".join(one.name for one in new)
    notes = dict.fromkeys(reading for one in new for reading in one.readings)
    head = "已经订阅过" if all(one.is_known for one in new) else "订阅了"
    lines = [f"🔔 {head}：{name}", *(f"（{note}）" for note in notes)]
    dues = sorted((due, t.number, t) for t in tasks for _, due in own_deadlines(t))
    of_one = len({t.document for t in tasks}) == 1
    which = f"（{numbers(tasks)}）" if 1 < len(tasks) <= FEW and of_one else ""
    nearest = _nearest([(due, t) for due, _, t in dues], today)
    lines.append(f"现在有{len(tasks)}项{which}{nearest}")
    if left_out:
        lines.append(f"不提醒其中{len(left_out)}项：{numbers(left_out)}")
    lines += _undated(tasks, bool(dues))
    rules = subscriber.rules
    if first:
        lines.append(f"首次提醒：{first.isoformat()} {rules.at}{zone_note(rules)}")
    elif dues:
        lines.append("时限都过了，按现在的设置不再提醒。")
    calendar = (Button("加到日历", CALENDAR),) if dues else ()
    cancel = Button("取消订阅", f"取消订阅{new[0].name}") if len(new) == 1 else UNDO
    return Reply("\n".join([*lines, HOW]), buttons=(MINE, cancel, SETTINGS, *calendar))


def _nearest(dues: Sequence[tuple[date, Task]], today: date) -> str:
    """Tell the deadline that comes next, and how many are past."""
    ahead = [(due, task) for due, task in dues if due >= today]
    past = len({task.id for due, task in dues if due < today})
    if not dues:
        return ""
    due, task = ahead[0] if ahead else dues[-1]
    told = f"第{task.number}项（{due.isoformat()}，{left(due, today)}）"
    if not ahead:
        return f"，都已过期，最近的是{told}" if len(dues) > 1 else f"，已过期：{told}"
    return f"，时限最近的是{told}" + (f"；{past}项已过期" if past else "")


def _undated(tasks: Sequence[Task], has_others: bool) -> list[str]:
    """Say what is never reminded of: what has no deadline of its own."""
    without = [t for t in tasks if not any(own_deadlines(t))]
    if not without:
        return []
    in_text = any(d.due for t in without for d in t.deadlines)
    beside = "，任务文字里写到的日子不当作时限" if in_text else ""
    if not has_others:
        return [f"文件没有写这些任务的时限{beside}，所以不会有提醒。"]
    return [f"其中{len(without)}项文件没有写时限{beside}，不会提醒。"]


def subscriptions(
    counted: Sequence[tuple[str, int]], subscriber: Subscriber, ended: int = 0
) -> Reply:
    """List what is subscribed to, and how it is reminded of."""
    if not counted:
        return Reply(f"还没有订阅。可以说：{EXAMPLES}", buttons=(SETTINGS,))
    lines = [f"· {name}（{count}项）" for name, count in counted]
    beside = [f"其中{ended}项已办结或不再提醒。"] if ended else []
    names = [name for name, _ in counted[:MOST_BUTTONS]]
    buttons = (Button(f"取消 {shorten(name, 14)}", f"取消订阅{name}") for name in names)
    rules = rules_lines(subscriber.rules)
    return Reply(
        "\n".join([f"共{len(counted)}个订阅：", *lines, *beside, *rules]),
        buttons=(*buttons, SETTINGS, Button("加到日历", CALENDAR)),
    )


def subscribed_since(mine: Sequence[Subscription]) -> Reply:
    if not mine:
        return Reply("没有这个订阅。", found=False, buttons=(MINE,))
    lines = (f"· {s.said}：{s.since.isoformat()}订阅" for s in mine)
    return Reply("\n".join(lines), buttons=(MINE,))


def calendar(has_any: bool) -> Reply:
    if has_any:
        return Reply(CALENDAR_BY_COMMAND)
    return Reply(f"还没有可以放进日历的时限，先订阅：{EXAMPLES}", found=False)


def what() -> Reply:
    return Reply(f"请说是哪一项、哪个单位。例如：{EXAMPLES}", found=False)


def not_done(deed: str, told: Reply) -> Reply:
    """Say that nothing was done; what was understood is told, so that it can be mended."""
    return Reply(f"这次没有{deed}。{told.text}", found=False, buttons=told.buttons)


def not_left_out(said: str) -> Reply:
    text = f"这次没有订阅：看不出不要的是哪些（“{shorten(said, 20)}”）。"
    return Reply(f"{text}可以先订阅，再说“第59项不再提醒”。", found=False)


def instead(gone: Sequence[str], told: Reply) -> Reply:
    """Say what was dropped for something else."""
    if not gone:
        return told
    return replace(told, text=f"取消了：{'、'.join(gone[:5])}\n{told.text}")


def in_which_document(names: Sequence[str]) -> Reply:
    return Reply(f"{len(names)}份文件都有：{'、'.join(names[:6])}。请说是哪一份。", found=False)


def never_reminded(tasks: Sequence[Task]) -> Reply:
    return Reply(f"没有订阅{numbers(tasks)}，本来就不会提醒。", found=False, buttons=(MINE,))


def again_what() -> Reply:
    return Reply("要恢复哪一项？例如：恢复提醒第59项", found=False, buttons=(MINE,))


def too_many(most: int) -> Reply:
    return Reply(f"最多{most}个订阅，先取消几个：我的订阅", found=False, buttons=(MINE,))


def no_such_subscription(said: str, subscriber: Subscriber) -> Reply:
    names = quoted(s.said for s in subscriber.subscriptions[:5])
    mine = f"现有：{names}" if names else "现在没有订阅。"
    return Reply(f"没有订阅“{shorten(said, 40)}”。{mine}", found=False)


def dropped(names: Sequence[str], kept: Sequence[str]) -> Reply:
    if not names:
        return Reply(f"没有要取消的。现在没有订阅，可以说：{EXAMPLES}", found=False)
    told = f"好，取消了：{'、'.join(names[:5])}{'等' if len(names) > 5 else ''}。"
    rest = f"还有{len(kept)}个订阅。" if kept else "现在没有订阅。"
    return Reply(f"{told}\n{rest}点错了就说“撤销”。", buttons=(UNDO, MINE))


def undone(old: Subscriber, new: Subscriber, index: Index) -> Reply:
    """Say what was put back."""
    again = [t for id in old.done if id not in new.done and (t := index.task(id))]
    gone = [s.said for s in old.subscriptions if s not in new.subscriptions]
    back = [s.said for s in new.subscriptions if s not in old.subscriptions]
    told = [f"退掉：{'、'.join(gone)}"] * bool(gone) + [f"恢复：{'、'.join(back)}"] * bool(back)
    told += [f"{numbers(again)}照常提醒"] * bool(again)
    count = len(new.subscriptions)
    lines = [f"好，撤销了上一步{'（' + '；'.join(told) + '）' if told else ''}。"]
    lines.append(f"现在有{count}个订阅。" if count else "现在没有订阅。")
    return Reply("\n".join([*lines, *rules_lines(new.rules)]), buttons=(MINE,))


# --- what is done


def done(tasks: Sequence[Task]) -> Reply:
    return _ended(tasks, "记为已办结，不再提醒")


def silenced(tasks: Sequence[Task]) -> Reply:
    return _ended(tasks, "不再提醒")


def _ended(tasks: Sequence[Task], how: str) -> Reply:
    if not tasks:
        return Reply("没有这样的任务。", found=False)
    back = f"要恢复就说“恢复提醒第{tasks[0].number}项”。"
    text = f"好，{numbers(tasks)}{how}（只对这个对话，文件不变）。{back}"
    return Reply(text, buttons=(UNDO, MINE))


def again(tasks: Sequence[Task], is_covered: bool) -> Reply:
    if is_covered:
        return Reply(f"好，{numbers(tasks)}照常提醒。", buttons=(MINE,))
    text = f"没有订阅{numbers(tasks)}，所以不会提醒。"
    number = Button(f"订阅第{tasks[0].number}项") if tasks else MINE
    return Reply(text, found=False, buttons=(number,))


def ended(tasks: Sequence[Task], index: Index) -> Reply:
    """List what was marked as done."""
    if not tasks:
        return Reply("你没有标过已办结的任务。可以说：第59项已办结")
    lines = [
        f" {index.documents[t.document].name} 第{t.number}项 {shorten(t.text, 40)}" for t in tasks
    ]
    return Reply("\n".join([f"你标过已办结或不再提醒的，共{len(tasks)}项：", *lines[:MOST_LISTED]]))


def not_ended(tasks: Sequence[Task], index: Index) -> Reply:
    """List what the person has not marked as done, of what they subscribed to."""
    untold = "文件没有写办结没有；"
    if not tasks:
        return Reply(f"{untold}你也没有订阅要提醒的任务。可以说：{EXAMPLES}")
    lines = [
        f" {index.documents[t.document].name} 第{t.number}项 {shorten(t.text, 40)}" for t in tasks
    ]
    more = [f" …其余{len(lines) - MOST_LISTED}项"] * (len(lines) > MOST_LISTED)
    head = f"{untold}你订阅的里面没有标为已办结的，共{len(tasks)}项："
    return Reply("\n".join([head, *lines[:MOST_LISTED], *more]), tuple(t.id for t in tasks))


def is_covered(
    tasks: Sequence[Task], mine: Sequence[Task], upcoming: Sequence[Upcoming], who: Subscriber
) -> Reply:
    """Say whether these are reminded of, and when next."""
    if not mine:
        ended = [t for t in tasks if t.id in who.done]
        why = "你标过已办结或不再提醒" if ended else "没有订阅"
        ask = f"{'恢复提醒' if ended else '订阅'}第{tasks[0].number}项"
        button = (Button(ask),) if len(tasks) == 1 else (MINE,)
        return Reply(f"不会提醒：{numbers(tasks)}{why}。", found=False, buttons=button)
    told = f"会提醒：{numbers(mine)}。"
    if len(mine) < len(tasks):
        told = f"其中{len(mine)}项会提醒：{numbers(mine)}。"
    return Reply(f"{told}\n{next_reminder(upcoming, who).text}", buttons=(MINE, SETTINGS))


def is_done(tasks: Sequence[Task], who: Subscriber) -> Reply:
    """Say whether the person marked these as done; the documents do not tell."""
    marked = [t for t in tasks if t.id in who.done]
    told = "你标过已办结或不再提醒。" if marked else "你没有标为已办结。"
    other = "恢复提醒" if marked else ""
    button = Button(f"{other}第{tasks[0].number}项{'' if marked else '已办结'}")
    return Reply(f"{numbers(tasks)}：文件只写了要做什么，没有写办结没有。{told}", buttons=(button,))


def put_off(until: date, missed: Sequence[Task]) -> Reply:
    text = f"好，{until.month}月{until.day}日再说。"
    if missed:
        text += f"\n注意：{numbers(missed)}在那以前就到期。"
    return Reply(text, buttons=(UNDO, MINE))
