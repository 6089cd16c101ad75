"""Records that the first versions wrote: subscriptions go on, follow-ups begin anew."""

import shutil
from pathlib import Path

import pytest

from bot.app import Bot
from bot.channels.telegram.service import CHATS
from bot.commands import memory_of, say
from bot.conversation import Conversation
from bot.earlier import question_of
from bot.subscribing import tasks_of
from bot.subscriptions import SUBSCRIBERS, Subscriber
from knowledge import Index, open_store, write_exact

EARLIER = Path(__file__).parent / "corpora" / "earlier"
"""Written by the program as it was before there were Questions."""
COVERED = {
    "东丽2023 区城管委 牵头": [50, 51, 53, 55, 59, 63, 74, 76],
    "东丽2023 孙晓光分管": [7, 8, 9, 10, 42, *range(50, 61), 63, *range(67, 71), 73, 74, 76],
    "东丽2023 6月底前": [32, 40, 45, 65],
    "东丽2023 第59项": [59],
    "东丽2023 第53项": [53],
    "东丽2023 “第六部分”": [*range(50, 67)],
    "东丽2023 街道 配合": [8, 9, 46, 48, 60, 77],
}


def placed(record: str, folder: str, home: Path) -> Path:
    (home / folder).mkdir(parents=True)
    shutil.copy(EARLIER / record, home / folder / "7.json")
    return home


def test_subscriptions_cover_what_they_covered(index: Index, tmp_path: Path) -> None:
    store = open_store(placed("reminders.json", SUBSCRIBERS, tmp_path))
    subscriber = store.records(SUBSCRIBERS, Subscriber).get("7")
    assert subscriber and len(subscriber.subscriptions) == 8
    find = tasks_of(index)
    covered = {s.said: [t.number for t in find(s.question)] for s in subscriber.subscriptions}
    assert len(covered.pop("东丽2023 没有配合单位")) == 49
    assert covered == COVERED
    assert [k.number for k in subscriber.known] == [7, 42]


def test_they_are_written_as_they_are_kept_now(tmp_path: Path) -> None:
    store = open_store(placed("reminders.json", SUBSCRIBERS, tmp_path))
    records = store.records(SUBSCRIBERS, Subscriber)
    before = records.get("7")
    assert before
    records.put("7", before)
    assert open_store(tmp_path).records(SUBSCRIBERS, Subscriber).get("7") == before
    written = (tmp_path / SUBSCRIBERS / "7.json").read_text("utf-8")
    assert "文件=dongli-2023; 牵头=城管委 -> 清单" in written and "query" not in written


@pytest.mark.parametrize(
    ("query", "exact"),
    [
        ({}, "-> 清单"),
        ({"numbers": [[1, 3], [-1, -1]]}, "编号=1..3,-1 -> 清单"),
        ({"units": [{"said": "x", "keys": ["甲局", "乙局"]}]}, "单位=甲局|乙局 -> 清单"),
        ({"units": [{"said": "x", "keys": ["甲局"], "negated": True}]}, "非 单位=甲局 -> 清单"),
        ({"leaders": [{"said": "甲", "names": ["甲"], "negated": True}]}, "非 分管=甲 -> 清单"),
        ({"dues": [{"words": "", "when": "by", "what": "取得明显进展"}]}, '进展时限<="" -> 清单'),
        ({"dues": [{"words": "6月", "when": "within"}]}, "时限@6月 -> 清单"),
        ({"dues": [{"words": "6月底", "when": "exactly"}]}, "时限=6月底 -> 清单"),
        ({"dues": [{"words": "6月底", "when": "after"}]}, "时限>6月底 -> 清单"),
        ({"under": {"said": "x", "headings": ["一、甲"]}}, "标题=一、甲 -> 清单"),
        ({"counts": [{"field": "leader", "least": 2}]}, "分管数=2.. -> 清单"),
        ({"counts": [{"field": "support", "least": 1}]}, "配合不空 -> 清单"),
        ({"counts": [{"most": 1}]}, "单位数=0..1 -> 清单"),
        ({"words": [{"text": "停车"}], "literal": True}, "全文; 内容含=停车 -> 清单 | 取同级"),
        (
            {"words": [{"text": "车", "same": ["汽车"]}], "boosts": ["路"], "measure": "个"},
            "全文; 涉及=车|汽车 -> 清单 | 取同级 | 偏词=路 | 偏单位=个",
        ),
        ({"tense": "plan"}, "-> 清单 | 偏计划"),
    ],
)
def test_every_part_of_a_query_is_read(query: dict[str, object], exact: str) -> None:
    assert write_exact(question_of(query)) == exact


def test_a_chat_keeps_its_document_unit_and_buttons(bot: Bot, tmp_path: Path) -> None:
    store = open_store(placed("chat.json", CHATS, tmp_path))
    conversation = store.records(CHATS, Conversation).get("7")
    assert conversation and conversation.scope == "dongli-2023"
    memory = memory_of(bot, conversation, "7")
    assert (memory.unit, memory.last, memory.lists) == ("区住建委", None, ())
    [board] = conversation.boards
    assert (board.says, board.last, board.before) == (("东丽2023第59项", "下一页"), None, None)
    turn = say(bot, conversation, "7", "其中10月底前的")
    assert "还没有可以接着问的" in turn.reply.text
    assert "区住建委" in say(bot, conversation, "7", "我们单位有哪些任务").reply.text
