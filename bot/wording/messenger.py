"""What the users of a messenger read besides answers: menus, prompts, limits, errors."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.members import Member
from bot.memory import Memory
from bot.model import Button, Reply
from bot.wording.chat import help_lines, looking_at
from bot.wording.examples import example_questions
from bot.wording.facts import owner_line
from bot.wording.phrases import name_number, shorten
from knowledge import Document, Index, Task

MOST_DAYS = 8
"""Deadlines that are offered at a time."""
MOST_DOCUMENTS = 12

COMMANDS = (
    ("start", "开始"),
    ("help", "怎么问"),
    ("use", "换一份文件看"),
    ("item", "看一项任务，如 /item 59"),
    ("due", "按时限看任务"),
    ("my", "我们单位的任务"),
    ("settings", "设置"),
    ("cancel", "取消"),
)
"""The menu of a chat with one person."""
GROUP_COMMANDS = tuple(c for c in COMMANDS if c[0] not in ("start", "cancel"))
ADMIN_COMMANDS = (*COMMANDS, ("members", "谁可以用"))

ONLY_TEXT = "我只看得懂文字，请把问题打成字，例如：第59项谁牵头"
NO_FILES = "这里还不能收文件。要加一份文件，请管理员在服务器上用 zeren add 读入。"
EXPIRED = "这个按钮过期了，请把问题再发一次。"
NOT_YOURS = "这是给提问人的按钮。请自己提问。"
OVER_LIMIT = "问得太快了，请过一分钟再问。"
GREETING = "大家好，我是责任通。@我 或回复我就可以提问，例如：第59项谁牵头。"
MENTIONED_ONLY = "请把问题和 @我 写在同一条消息里。"


CANCEL = Button("取消", "/cancel")
CANCELLING = ("取消", "算了", "不用了", "不看了", "退出")
"""What is said instead of the words that a command waits for."""


def start(memory: Memory, index: Index, *, is_broken: bool = False) -> Reply:
    """Greet, with questions to tap."""
    lines = ["你好，我是责任通：谁牵头、谁配合、哪位领导、什么时候、多少，直接问就行。"]
    if is_broken:
        lines.insert(0, "这个链接指的任务现在没有了。")
    lines += ["例如点下面的问题，或者自己打字。", *looking_at(memory, index)]
    buttons = [Button(question) for question in example_questions(memory, index)]
    return Reply(
        "\n".join(lines), buttons=(*buttons, Button("换文件", "/use"), Button("怎么问", "/help"))
    )


def help(memory: Memory, index: Index) -> Reply:
    lines = [
        *help_lines(memory, index),
        "在群里：@我 提问，或回复我的消息。",
        "/my 记住你在哪个单位，/due 按时限看，/use 换文件，/cancel 取消。",
    ]
    return Reply("\n".join(lines), buttons=(Button("换文件", "/use"), Button("设置", "/settings")))


def choose(memory: Memory, index: Index) -> Reply:
    """Offer the documents."""
    documents = list(index.documents.values())
    shown = documents[:MOST_DOCUMENTS]
    lines = ["看哪一份？", *(f"· {d.name}　{shorten(d.title, 40)}" for d in shown)]
    if len(documents) > len(shown):
        lines.append(f"…共{len(documents)}份，可以直接说区名或名称，如“看{documents[-1].name}”。")
    buttons = [Button(d.name, f"看{d.name}") for d in shown]
    return Reply(
        "\n".join([*lines, *looking_at(memory, index)]),
        buttons=(*buttons, Button("全部文件", "看全部")),
    )


def which_item() -> Reply:
    return Reply("看第几项？请发编号，例如 59。", buttons=(CANCEL,))


def which_unit() -> Reply:
    return Reply("你在哪个单位？请发单位名称，例如 区城管委。", buttons=(CANCEL,))


def no_such_unit(said: str, near: Sequence[str]) -> Reply:
    buttons = (*(Button(name, f"/my {name}") for name in near), CANCEL)
    text = f"没有叫“{shorten(said, 40)}”的单位。是不是下面的？也可以再发一次名称。"
    return Reply(text, found=False, buttons=buttons)


def no_such_command(name: str) -> Reply:
    said = " ".join(f"/{command}" for command, _ in COMMANDS)
    text = f"没有 /{shorten(name, 32)} 这个命令。可用的有：{said}\n也可以直接打字提问。"
    return Reply(text, found=False, buttons=(Button("怎么问", "/help"),))


def own_unit(unit: str, tasks: Reply) -> Reply:
    """Say that the unit is remembered, above its tasks."""
    return replace(tasks, text=f"好，记住了：你在{unit}。\n{tasks.text}")


def which_day(memory: Memory, index: Index) -> Reply:
    """Offer the days that the documents name, with how many tasks each has."""
    documents = index.scope((memory.scope,) if memory.scope else ())
    offered = [(d, due, count) for d in documents for due, count in _days(d)]
    if not offered:
        return Reply("文件没有写完成时限。", found=False)
    buttons = tuple(
        Button(
            f"{f'{d.name} ' if len(documents) > 1 else ''}{_by(due)} {count}项",
            f"/due {d.name}里{_by(due)}",
        )
        for d, due, count in offered[:MOST_DAYS]
    )
    return Reply("看哪个时限以前的？也可以直接说，例如：6月底前要完成什么", buttons=buttons)


def with_other_days(reply: Reply) -> Reply:
    return replace(reply, buttons=(*reply.buttons, Button("换个时限", "/due")))


def _days(document: Document) -> list[tuple[date, int]]:
    """Give the days that a document names, each with how many tasks are due up to it."""
    own = [{d.due for d in t.deadlines if d.due and not d.in_text} for t in document.tasks]
    days = sorted(set().union(*own))
    return [(day, sum(any(due <= day for due in dues) for dues in own)) for day in days]


def _by(due: date) -> str:
    return f"{due.month}月{due.day}日前"


def settings(memory: Memory, index: Index, person: str) -> Reply:
    lines = [
        "设置",
        *looking_at(memory, index),
        f"你的单位：{memory.unit or '还没有说'}",
        f"你的 Telegram 编号：{person}",
    ]
    buttons = (
        Button("换文件", "/use"),
        Button("换单位" if memory.unit else "告诉我你的单位", "/my ?"),
        Button("我的订阅"),
        Button("提醒设置"),
        Button("从头开始", "重新开始"),
    )
    return Reply("\n".join(lines), buttons=buttons)


def cancelled(waited: bool) -> Reply:
    return Reply("好，取消了。" if waited else "没有要取消的，直接问就行。")


# --- who may ask


def must_ask(standing: str = "") -> str:
    """Tell a person who may not ask, and what they can do."""
    match standing:
        case "asked":
            return "已经替你申请了，等管理员同意后就能问。"
        case "refused":
            return "管理员没有同意你的申请。"
        case _:
            return "这个机器人要管理员同意后才能用。"


ASK_TO_JOIN = "申请使用"
ASKED_TO_JOIN = "申请已发给管理员，同意后会告诉你。"
NO_ADMIN_REACHED = "管理员还没有打开过这个机器人，收不到申请。请联系部署机器人的人。"
NO_ADMINS = "还没有设管理员，请联系部署这个机器人的人。"
GRANTED = "管理员同意了，现在可以直接提问，例如：第59项谁牵头"
REFUSED = "管理员没有同意你的申请。"
AGREE, REFUSE, REMOVE = "同意", "拒绝", "移除"
ONLY_ADMINS = "只有管理员能这样做。"
ONLY_IN_PRIVATE = "名单只在私聊里给管理员看，请私聊我。"
ANONYMOUS = "这里看不出是谁在问，请用自己的名义提问。"
OPEN_TO_ALL = '现在任何人都可以问（access = "open"），不用申请。'


def wants_in(name: str, person: int) -> str:
    return f"{name}（{person}）申请使用责任通。"


def was_decided(name: str, person: int, standing: str) -> str:
    told = {"granted": "已同意", "refused": "已拒绝"}.get(standing, "已移除")
    return f"{told}：{name}（{person}）"


STANDINGS = {"granted": "可以用", "refused": "已拒绝", "asked": "在等同意"}
MOST_MEMBERS = 20
"""People who are shown with buttons; all are listed by zeren members."""
NO_MEMBERS = "还没有人申请。"


def members_text(members: Sequence[Member], access: str) -> str:
    """Say how many there are, and whether it matters."""
    counted = Counter(m.standing for m in members)
    told = "，".join(f"{STANDINGS[s]}{n}人" for s, n in counted.items()) or NO_MEMBERS
    more = f"（只列最近{MOST_MEMBERS}人）" if len(members) > MOST_MEMBERS else ""
    return "\n".join([told + more, *([OPEN_TO_ALL] if access == "open" else [])])


def member_line(member: Member) -> str:
    told = f"{member.name or '（未留名）'}　{member.person}"
    return f"{told}　{STANDINGS[member.standing]}　{member.day.isoformat()}"


# --- trouble


def failed(id: str) -> str:
    return f"出了点问题，没有答成（编号 {id}）。请稍后再试；还不行，请把编号告诉管理员。"


# --- inline


INLINE_HINT = "输入要查的事，如 热力管道"
INLINE_NOTHING = "没有找到，打开责任通问"
OPEN_HERE = "在责任通里看"


def card_title(document: Document, task: Task) -> str:
    return f"{document.name} {name_number(task)}　{owner_line(document, task)}"[:100]


def card_line(document: Document, task: Task) -> str:
    dues = "；".join(dict.fromkeys(d.text for d in task.deadlines))
    return shorten(f"{dues}　{task.text}" if dues else task.text, 100)
