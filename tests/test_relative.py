"""Words that only mean something today, held against tests/relative.toml and against the bot."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.app import Bot
from bot.model import Message
from bot.understanding.relative import dated
from knowledge import Document

CORPUS = tomllib.loads((Path(__file__).parent / "relative.toml").read_text("utf-8"))
BECOMES = [
    (group["today"], text, becomes)
    for group in CORPUS["becomes"]
    for text, becomes in group.items()
    if text != "today"
]
TODAY = date(2026, 11, 24)
Due = Callable[[date], bool]


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
    bot: Bot, documents: tuple[Document, ...], text: str, today: date, is_meant: Due
) -> None:
    tasks = next(d.tasks for d in documents if d.id == "dongli-2023")
    due = {t.id for t in tasks if any(d.due and is_meant(d.due) for d in t.deadlines)}
    assert found(bot, dated(text, today)[0]) == due


def test_item_59_is_due_this_month(bot: Bot) -> None:
    assert found(bot, dated("这个月到期的有哪些", date(2023, 10, 24))[0]) == {"dongli-2023#59"}


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
