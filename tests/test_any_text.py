"""Any text at all gets a reply: never an exception, never nothing, never too much."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app import READ_WHOLE, Bot
from bot.model import Message

PIECES = (
    "第",
    "59",
    "项",
    "谁",
    "牵头",
    "配合",
    "城管委",
    "发改委",
    "孙晓光",
    "6月底前",
    "不是",
    "没有",
    "其中",
    "它",
    "第二个",
    "下一项",
    "还有吗",
    "东丽",
    "2024",
    "最多",
    "?",
    "。",
    "和",
    "、",
    "哪些",
    "几项",
    "多少",
    "呢",
    "看",
    "全部",
    "目标",
    "公园",
    "停车",
    "<",
    ">",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "|",
    "\\",
    "*",
    "+",
    "^",
    "$",
    ".",
    "一",
    "百",
    "-",
    "~",
    "9999999999",
    "chengguanwei",
    "who",
    "item",
    "“",
    "”",
    "部分",
    "他",
    "这个单位",
    "吗",
    "是不是",
    "除了",
    "超过",
    "三家",
    "只",
    "一项",
    "最早",
    "去年",
    "各区",
    "报告",
    "意思",
    "区长",
    "提到",
    "有关",
    "😀",
    "５９",
    "零",
    "前",
    "3.5",
    "第0项",
    "我们局",
    "各",
)
BOMBS = (
    "(" * 10_000,
    "（" * 5_000,
    "1" * 10_000,
    "一" * 10_000,
    "59、" * 3_000,
    "1-" * 5_000,
    "a" * 10_000,
    "ab " * 3_000,
    "[[" * 5_000,
    "<a" * 5_000,
    "、" * 10_000,
    " " * 10_000,
    "\n" * 10_000,
    "城管委" * 3_000,
    "城管为" * 3_000,
    "军秀圆" * 3_000,
    "没有配合单位" * 1_500,
    "6月底前" * 2_000,
    "59项谁牵头?" * 1_000,
    "chengguanwei" * 800,
    "\x00\x01\u202e\ufeff" * 2_000,
    "哈" * 9_999,
)


def check(bot: Bot, text: str) -> None:
    reply = bot.reply(Message("any", text))
    assert len(reply.text.strip()) > 0
    assert len(reply.text) <= 4096
    assert "Traceback" not in reply.text


@settings(max_examples=250, deadline=None)
@given(text=st.text(max_size=10_000))
def test_any_unicode(bot: Bot, text: str) -> None:
    check(bot, text)


@settings(max_examples=400, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_words_in_any_order(bot: Bot, pieces: list[str]) -> None:
    check(bot, "".join(pieces))


@settings(max_examples=100, deadline=None)
@given(messages=st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6), max_size=6))
def test_any_conversation(bot: Bot, messages: list[list[str]]) -> None:
    bot.forget("any")
    for pieces in messages:
        check(bot, "".join(pieces))


@pytest.mark.parametrize("text", BOMBS, ids=[repr(b[:6]) for b in BOMBS])
def test_bombs(bot: Bot, text: str) -> None:
    check(bot, text)


def test_a_long_message_is_read_whole_and_a_longer_one_says_how_far(bot: Bot) -> None:
    bot.choose("any", "dongli-2023")
    padded = "此件请认真阅研。" * 500 + "第59项谁牵头"
    assert bot.reply(Message("any", padded)).items == ("dongli-2023#59",)
    longer = "第59项谁牵头？" + "。" * READ_WHOLE
    reply = bot.reply(Message("any", longer))
    assert reply.text.startswith("（消息太长，只读了前4096个字）")
    assert reply.items == ("dongli-2023#59",)
