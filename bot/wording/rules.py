"""What is said of when a chat is reminded: its settings, its next reminder."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.model import Button, Reply
from bot.subscriptions import Rules, Subscriber, own_deadlines
from bot.wording.phrases import quoted, shorten
from bot.zones import zone_told
from knowledge import Task

MOST_NUMBERS = 10
"""Tasks that one line names by their numbers."""
EXAMPLES = "订阅区城管委 · 订阅第59项 · 订阅6月底前要完成的"
HOW = "改法：提前10天提醒我 · 每天8点半 · 周末也提醒 · 静音三天 · 全部取消"
NOTHING_YET = f"还没有订阅，所以不会发。可以说：{EXAMPLES}"
BOTH_OR_NONE = "周六和周日只能一起设：周末也提醒 · 周末不提醒"
NO_SUCH_TIME = "没有这个钟点，提醒没有改。例如：每天8点半"
NO_SUCH_DAY = "看不出静音到哪一天。例如：静音三天 · 静音到11月5日"
FROM_NOW_ON = "静音从现在起算，定不了以后的，提醒没有改。到时候说：静音一周"
ONCE_A_DAY = "一天最多提醒一次，请只说一个钟点，例如：每天8点半"
MINE, SETTINGS, UNDO = Button("我的订阅"), Button("提醒设置"), Button("撤销")


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next reminder of a deadline."""

    day: date
    due: date
    task: Task


def rules_lines(rules: Rules) -> list[str]:
    """Say when a chat is reminded."""
    days = [f"{n}天" for n in rules.days_before if n] + ["当天"] * (0 in rules.days_before)
    before = f"到期前{'、'.join(days)}提醒" if days else "到期前不提醒"
    if days == ["当天"]:
        before = "只在到期当天提醒"
    on = "每天（含周末）" if rules.weekends else "工作日"
    hours = "、".join(f"{h.begin}到{h.end}" for h in rules.quiet)
    quiet = f"；{hours}不打扰" if hours else ""
    lines = [f"{before}，{_then(rules)}；{on}{rules.at}{zone_note(rules)}{quiet}"]
    if rules.muted_until:
        lines.append(f"静音到{rules.muted_until.isoformat()}，那天恢复")
    return lines


def _then(rules: Rules) -> str:
    match rules.then_every:
        case None:
            return "过期后不提醒"
        case 0:
            return "过期后只提醒一次"
        case 7:
            return "过期后每周一次"
        case 1:
            return "过期后每天一次"
        case days:
            return f"过期后每{days}天一次"


def zone_note(rules: Rules) -> str:
    return f"（{zone_told(rules.zone)}时间）" if rules.zone else ""


def told_rules(subscriber: Subscriber) -> Reply:
    """Show the settings, each of them a tap away from the usual other ones."""
    beside = "周末和放假都发。" if subscriber.rules.weekends else (
        "赶上周末、放假，提前到前一个工作日；调休上班的照常。"
    )  # fmt: skip
    lines = ["提醒设置（只管这个对话）：", *rules_lines(subscriber.rules), beside]
    lines += [HOW] if subscriber.subscriptions else [NOTHING_YET]
    return Reply("\n".join(lines), buttons=tuple(_choices(subscriber.rules)))


def _choices(rules: Rules) -> Iterable[Button]:
    yield Button("提前7天、1天、当天", "提前7天、1天和当天提醒")
    yield Button("只在当天", "只在当天提醒")
    yield Button("每天8点半", "每天8点半提醒")
    yield Button("周末不提醒" if rules.weekends else "周末也提醒")
    if rules.then_every is None:
        yield Button("过期后每周提醒")
    else:
        yield Button("过期后不提醒")
    yield Button("取消静音") if rules.muted_until else Button("静音三天")
    if rules != Rules():
        yield Button("恢复默认设置")
    yield MINE


def settings_changed(
    old: Rules, subscriber: Subscriber, missed: Sequence[Task] = (), *, beside: bool = False
) -> Reply:
    """Say how it is now, what comes due while the chat is mute, and what clashes.

    `beside` is said of settings that came with a subscription.
    """
    rules = subscriber.rules
    lines = ["好。" + "\n".join(rules_lines(rules))]
    if beside and len(subscriber.subscriptions) > 1:
        lines.append("（提前几天、几点，对这个对话的全部订阅都一样）")
    if rules.quiet != old.quiet and any(rules.at == h.end for h in rules.quiet):
        lines.append(f"（免打扰完了，{rules.at}发）")
    elif rules.quiet_piece(rules.at):
        lines.append(f"（{rules.at}在免打扰时段里，按你说的照发）")
    if missed:
        first = min(due for t in missed for _, due in own_deadlines(t))
        which = f"{numbers(missed)}，最早{first.isoformat()}"
        lines.append(f"注意：静音期间有{len(missed)}项到期（{which}），静音完了才补发。")
    if not subscriber.subscriptions:
        lines.append(NOTHING_YET)
    return Reply("\n".join(lines), buttons=(MINE, SETTINGS, UNDO))


def with_unused(reply: Reply, unused: Sequence[str]) -> Reply:
    """Name what was not used."""
    if not unused:
        return reply
    return replace(reply, text=f"{reply.text}\n（没有用到{quoted(unused[:3])}）")


def before_noon_or_after(time: str) -> str:
    hour = int(time[:2])
    return f"{hour}点是凌晨还是下午？提醒没有改。请说：每天下午{hour}点"


def too_early(most: int) -> str:
    return f"最多提前{most}天，提醒没有改。例如：提前30天提醒我"


def no_such_zone(said: str) -> str:
    return f"不认识“{shorten(said, 20)}”的时区。请说城市，例如：时区东京 · 时区UTC+8"


def next_reminder(upcoming: Sequence[Upcoming], subscriber: Subscriber) -> Reply:
    """Tell the next reminder and what it will be about."""
    if not upcoming:
        told = "没有要提醒的了。" if subscriber.subscriptions else f"还没有订阅。可以说：{EXAMPLES}"
        return Reply(told, buttons=(MINE,))
    first = upcoming[0].day
    tasks = list({u.task.id: u.task for u in upcoming if u.day == first}.values())
    rules = subscriber.rules
    when = f"{first.isoformat()} {rules.at}{zone_note(rules)}"
    told = f"下次提醒：{when}，{len(tasks)}项（{numbers(tasks)}）"
    return Reply(told, buttons=(MINE, SETTINGS))


def stop_what(subscriber: Subscriber) -> Reply:
    """Ask what is to be quiet: for some time, or for good."""
    names = [s.said for s in subscriber.subscriptions[:3]]
    return Reply(
        "要停多久？可以静音几天，也可以取消订阅。",
        buttons=(
            Button("静音三天"),
            Button("静音一周"),
            Button("静音一个月"),
            *(Button(f"取消 {shorten(name, 14)}", f"取消订阅{name}") for name in names),
            Button("全部取消"),
        ),
    )


def how() -> Reply:
    """Say how reminders are begun and ended."""
    lines = [
        f"要提醒：{EXAMPLES}",
        "不要了：取消订阅区城管委 · 第59项不再提醒 · 全部取消",
        "取消了随时可以再订，点错了说“撤销”。",
        HOW,
    ]
    return Reply("\n".join(lines), buttons=(MINE, SETTINGS))


def why_not(upcoming: Sequence[Upcoming], subscriber: Subscriber) -> Reply:
    """Say when reminders come, for somebody who missed one."""
    lines = [
        *rules_lines(subscriber.rules),
        "订阅那天和以前的不补发；一项快到期才有提醒，一天最多一条。",
        next_reminder(upcoming, subscriber).text,
    ]
    return Reply("\n".join(lines), buttons=(MINE, SETTINGS))


def numbers(tasks: Sequence[Task]) -> str:
    """Name tasks by their numbers: 第59、60项."""
    numbers = "、".join(str(t.number) for t in tasks[:MOST_NUMBERS])
    return f"第{numbers}{f'等{len(tasks)}' if len(tasks) > MOST_NUMBERS else ''}项"
