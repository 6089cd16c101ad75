"""Words that only mean something today, held against tests/relative.toml and against the bot."""

import tomllib
from collections.abc import Callable
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import Bot
from bot.asking import dues
from bot.memory import Memory
from bot.model import Message
from bot.understanding.today import days_said
from knowledge import Cutter, Document, find_days

CORPUS = tomllib.loads((Path(__file__).parent / "relative.toml").read_text("utf-8"))
BECOMES = [
    (group["today"], text, becomes)
    for group in CORPUS["becomes"]
    for text, becomes in group.items()
    if text != "today"
]
NAMED = [
    (group["today"], text, named)
    for group in CORPUS["named"]
    for text, named in group.items()
    if text != "today"
]
TODAY = date(2026, 11, 24)
Due = Callable[[date], bool]


def dated(text: str, today: date) -> tuple[str, str]:
    """Put what was read in the place of what was said."""
    days = [day for day in days_said(text, today) if day.note]
    told = "；".join(dict.fromkeys(day.note for day in days))
    for day in reversed(days):
        written = "".join((day.words, "以后" * day.after, *day.beside))
        text = text[: day.start] + written + text[day.end :]
    return text, told


@pytest.mark.parametrize(("today", "text", "named"), NAMED)
def test_names_days(today: date, text: str, named: list[str]) -> None:
    kinds = {True: "前", False: ""}
    assert [
        f"{day.first} {day.last} {kinds[day.before]}{'以后' if day.after else ''}".strip()
        for day in find_days(text, today.year, today=today)
    ] == named


@pytest.mark.parametrize(("text", "sure"), CORPUS["sure"].items())
def test_tells_what_may_be_no_day(text: str, sure: bool) -> None:
    (day,) = find_days(text, TODAY.year, today=TODAY)
    assert day.meant is not None and day.meant.is_sure == sure


@pytest.mark.parametrize(("today", "text", "named"), NAMED)
def test_what_it_is_written_as_names_the_same_days(
    today: date, text: str, named: list[str]
) -> None:
    for day in find_days(text, today.year, today=today):
        if day.meant:
            (same,) = find_days(day.meant.written, today.year)
            assert (same.first, same.last, same.before) == (day.first, day.last, day.before)


@pytest.mark.parametrize("text", [text for _, text, _ in NAMED if "月底" not in text])
def test_names_none_without_a_day_to_count_from(text: str) -> None:
    assert all(day.meant is None for day in find_days(text, 2026))


@given(
    st.text(alphabet="今明后天上下个本这周末月底季度一二三半年内前后以至到过期未15日号还没有、 ")
)
def test_any_text_has_ordered_spans(text: str) -> None:
    spans = find_days(text, TODAY.year, today=TODAY)
    assert all(span.first <= span.last for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(("today", "text", "becomes"), BECOMES)
def test_puts_days_in_place(today: date, text: str, becomes: str) -> None:
    assert dated(text, today)[0] == becomes


@pytest.mark.parametrize(("text", "told"), CORPUS["told"].items())
def test_tells_what_was_read(text: str, told: str) -> None:
    assert dated(text, TODAY)[1] == told


@pytest.mark.parametrize("text", CORPUS["stays"]["texts"])
def test_leaves_as_it_is(text: str) -> None:
    assert dated(text, TODAY) == (text, "")


@pytest.mark.parametrize(("today", "text", "becomes"), BECOMES)
def test_finds_nothing_more_in_its_own_words(today: date, text: str, becomes: str) -> None:
    assert dated(becomes, today) == (becomes, "")


def between(first: date, last: date) -> Due:
    return lambda due: first <= due <= last


@pytest.mark.parametrize(
    ("text", "today", "is_meant"),
    [
        ("这个月到期的有哪些", date(2023, 10, 24), between(date(2023, 10, 1), date(2023, 10, 31))),
        ("今天到期的有哪些", date(2023, 10, 31), between(date(2023, 10, 31), date(2023, 10, 31))),
        ("本周到期的有哪些", date(2023, 10, 24), between(date(2023, 10, 23), date(2023, 10, 29))),
        ("下周要完成什么", date(2023, 10, 24), between(date(2023, 10, 30), date(2023, 11, 5))),
        ("上周到期的有哪些", date(2023, 10, 4), between(date(2023, 9, 25), date(2023, 10, 1))),
        ("一周内到期的有哪些", date(2023, 10, 24), between(date(2023, 10, 24), date(2023, 10, 31))),
        ("快到期的有哪些", date(2023, 9, 30), between(date(2023, 9, 30), date(2023, 10, 30))),
        ("即将到期的", date(2023, 10, 1), between(date(2023, 10, 1), date(2023, 10, 31))),
        ("上季度到期的有哪些", date(2023, 10, 24), between(date(2023, 7, 1), date(2023, 9, 30))),
        ("已经过期的有哪些", date(2023, 10, 31), between(date.min, date(2023, 10, 30))),
        ("哪些任务逾期了", date(2023, 11, 1), between(date.min, date(2023, 10, 31))),
        ("还没到期的有哪些", date(2023, 10, 31), between(date(2023, 10, 31), date.max)),
        ("下个月之前到期的有哪些", date(2023, 10, 24), between(date.min, date(2023, 10, 31))),
    ],
)
def test_is_understood(
    documents: tuple[Document, ...], cutter: Cutter, text: str, today: date, is_meant: Due
) -> None:
    tasks = next(d.tasks for d in documents if d.id == "dongli-2023")
    due = {t.id for t in tasks if any(d.due and is_meant(d.due) for d in t.deadlines)}
    assert found(bot_on(today, documents, cutter), text) == due


def test_item_59_is_due_this_month(documents: tuple[Document, ...], cutter: Cutter) -> None:
    bot = bot_on(date(2023, 10, 24), documents, cutter)
    assert found(bot, "这个月到期的有哪些") == {"dongli-2023#59"}


def test_without_a_clock_no_day_is_meant(bot: Bot) -> None:
    chosen = bot.chosen("下周到期的有哪些", Memory(scope="dongli-2023"))
    assert chosen is None or not (chosen.question and dues(chosen.question))


def bot_on(today: date, documents: tuple[Document, ...], cutter: Cutter) -> Bot:
    return Bot(documents, cutter, now=lambda: datetime.combine(today, time(10)))


def found(bot: Bot, text: str) -> set[str]:
    """Give all that the bot finds, page by page."""
    chat = "relative"
    bot.forget(chat)
    bot.choose(chat, "dongli-2023")
    reply, items = bot.reply(Message(chat, text)), set[str]()
    while not items.issuperset(reply.items):
        items.update(reply.items)
        reply = bot.reply(Message(chat, "下一页"))
    return items
