"""No text stalls the bot: every regular expression takes time that grows as the text does."""

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from patterns import CALLS, Long, Used, all_used, compiled_at_call, hostile

from bot.app import READ_WHOLE, Bot
from bot.cli.talking import TerminalChat
from bot.config import ClockConfig, Config
from bot.model import Message
from knowledge import Cutter, Document, MemoryStore

SHORT, LONG = READ_WHOLE // 4, READ_WHOLE * 4
NOTHING, LITTLE, MUCH = 0.0003, 0.004, 0.06
"""Seconds that are nothing for SHORT, little for READ_WHOLE, and much for LONG characters."""
FAIRLY, STEEP = 6, 9
"""Times as long for four times the text: 4 is linear, 16 is quadratic."""
PATIENCE = 0.2
"""Seconds of the processor after which a search is given up as endless."""
MADE_AT_CALL = {
    "bot/channels/telegram/groups.py:_mention": "the bot's own name, escaped",
    "bot/config.py:_check_shape": "the operator's own file",
    "bot/understanding/patterns.py:_pattern": "the kinds of spans, one letter each, kept",
    "knowledge/figures.py:measures": "one measure, escaped",
    "knowledge/figures.py:stands_in": "one figure, escaped",
    "knowledge/index.py:stretches": "two words, escaped, and at most four characters between",
}
ENDLESS = float("inf")
HANG = 5
"""Seconds in which any message is answered."""


class Endless(BaseException):
    """A search took longer than anybody waits."""


@contextmanager
def stopped_after(seconds: float, timer: int) -> Iterator[None]:
    """Stop what takes longer; the matcher of `re` looks for signals while it works."""
    sign = signal.SIGVTALRM if timer == signal.ITIMER_VIRTUAL else signal.SIGALRM

    def stop(*_: object) -> None:
        raise Endless

    before = signal.signal(sign, stop)
    signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)
        signal.signal(sign, before)


def cost(ask: Callable[[str], object], text: str, times: int = 3) -> float:
    """Give the seconds that a search takes, the least of several tries; infinity where endless."""
    least = ENDLESS
    for _ in range(times):
        try:
            with stopped_after(PATIENCE, signal.ITIMER_VIRTUAL):
                begun = time.perf_counter()
                ask(text)
                least = min(least, time.perf_counter() - begun)
        except Endless:
            return ENDLESS
    return least


def is_steep(ask: Callable[[str], object], long: Long) -> bool:
    """Tell whether a search takes much longer than its text is long; what is quick is not asked."""
    short = cost(ask, long.of(SHORT), times=1)
    if short < NOTHING:
        return False
    whole = cost(ask, long.of(READ_WHOLE), times=1)
    if whole == ENDLESS:
        return True
    if whole < max(LITTLE, FAIRLY * short):
        return False
    # a busy machine is given several chances
    return all(_grows(ask, long) for _ in range(2))


def _grows(ask: Callable[[str], object], long: Long) -> bool:
    longer = cost(ask, long.of(LONG), times=1)
    return longer > MUCH and longer > STEEP * cost(ask, long.of(READ_WHOLE))


USED = all_used()


@pytest.mark.parametrize("used", USED, ids=[f"{u.where}-{n}" for n, u in enumerate(USED)])
def test_time_grows_as_the_text_does(used: Used) -> None:
    for way in sorted(used.ways):
        ask = getattr(used.pattern, way)
        steep = next((long for long in hostile(used.pattern) if is_steep(ask, long)), None)
        assert steep is None, f"{way} of {used.pattern.pattern}"


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:\d{1,4}项?)+完",
        r"(?:\s*a?\s*)*b",
        r".*订.*提.*醒",
        r"完(?:9|99|、)+$",
        r"第\s*项?\s*的",
    ],
)
def test_a_steep_pattern_is_seen(pattern: str) -> None:
    made = re.compile(pattern)
    assert any(is_steep(made.search, long) for long in hostile(made))


def test_patterns_are_made_once() -> None:
    """A pattern that is made while a text is read is not among those above."""
    assert set(compiled_at_call()) == set(MADE_AT_CALL), f"re.{sorted(CALLS)} in a function"


# --- the whole way of a message


SIGNS = (
    *'9一、，。 \n项的了和第都也除订删完年月日前前天周aZ.-~?<>()（）[【{“"*+|\\\t',
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u00ad",
    "\u3000",
    "\u0301",
    "ﷺ",
    "😀",
    "國",
)
PIECES = (
    "9、",
    "9，9项",
    "59项、",
    "第 9 项 ",
    "9到",
    "9 ",
    "一、2和",
    "2023年",
    "6月底前",
    "12月",
    "2023-",
    "3天",
    "下周",
    "过期",
    "<a",
    "<a>",
    "<script>",
    "<b><i>",
    "</a",
    "[(",
    "(<",
    "a b ",
    "a'",
    "item 9 ",
    "a1-",
    "谁牵头",
    "城管委",
    "东丽",
    "不对",
    "订阅",
    "取消",
    "提醒我",
    "别提醒",
    "办完了",
    "不要",
    "提前3天",
    "8点到",
    "多少家",
    "其中",
    "没有",
    "吗？",
    " \n",
)
ENDS = ("完写了", "提醒", "吗")
INSTRUCTIONS = (
    "9" * 30 + "办完写吗了",
    "、".join(map(str, range(12, 36))) + "项还有几天到期",
    *(
        f"订阅{(body * 90)[:90]}{end}"
        for body in ("9", "9、", "的", "了", " ", "提前", "除了的", "3天", "不要")
        for end in ENDS
    ),
)


@pytest.fixture(scope="module")
def chat(documents: tuple[Document, ...], cutter: Cutter) -> TerminalChat:
    bot = Bot(documents, cutter, now=lambda: datetime(2023, 10, 24, 10))
    return TerminalChat(bot, MemoryStore(), Config(clock=ClockConfig(today="2023-10-24")))


@pytest.mark.parametrize(
    "text",
    [
        *INSTRUCTIONS,
        *((piece * READ_WHOLE)[:READ_WHOLE] for piece in (*SIGNS, *PIECES)),
    ],
    ids=lambda text: repr(f"{text[:6]}…{text[-4:]}"),
)
def test_any_message_is_answered_at_once(chat: TerminalChat, text: str) -> None:
    with stopped_after(HANG, signal.ITIMER_REAL):
        reply = chat.answer(Message("terminal", text))
    assert reply.text.strip()
