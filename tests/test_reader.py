"""The reader in which readings compete, held against the questions that the bot answers today.

`corpora/reader/not_yet.toml` names the questions and chats that it does not read right yet; one
that it has learned is taken out of there.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_questions import conversations, faults

from bot.app import Bot
from bot.memory import Memory
from bot.model import Message
from bot.reader import reader, understand
from bot.reader.focus import LONG, focus
from knowledge import Cutter, Document, Index, write_exact

CORPUS = Path(__file__).parent / "corpora" / "reader"
NOT_YET = frozenset(tomllib.loads((CORPUS / "not_yet.toml").read_text("utf-8"))["samples"])
READ = tomllib.loads((CORPUS / "read.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def cutter(tmp_path_factory: pytest.TempPathFactory) -> Cutter:
    """Cut words as nobody has taught it to."""
    return Cutter(tmp_path_factory.mktemp("cutter"))


@pytest.fixture(scope="module")
def reading_bot(documents: tuple[Document, ...], cutter: Cutter) -> Bot:
    return Bot(documents, cutter, reader=reader)


@pytest.mark.parametrize("asked", conversations("samples"))
def test_reads_what_is_read_today_but_for_what_is_named(
    reading_bot: Bot, asked: list[dict[str, Any]]
) -> None:
    reading_bot.forget("samples")
    wrong = []
    for question in asked:
        reading_bot.choose("samples", question.get("scope"))
        reply = reading_bot.reply(Message("samples", question["question"]))
        wrong += [f"{question['question']}: {fault}" for fault in faults(question, reply)]
    chat = asked[0].get("chat") or asked[0]["id"]
    assert bool(wrong) == (chat in NOT_YET), wrong or f"{chat} is read right now"


@pytest.mark.parametrize(("text", "exact"), READ["exact"].items())
def test_reads(index: Index, cutter: Cutter, text: str, exact: str) -> None:
    (reading,) = understand(text, Memory("dongli-2023"), index, cutter, date(2023, 10, 24))
    assert reading.question and write_exact(reading.question) == exact


@pytest.mark.parametrize(("text", "talk"), READ["talk"].items())
def test_hears_talk(index: Index, cutter: Cutter, text: str, talk: str) -> None:
    (reading,) = understand(text, Memory("dongli-2023"), index, cutter)
    assert reading.talk == talk


def test_a_long_message_is_read_where_it_asks() -> None:
    story = "我们小区旁边一直在施工，" * 40
    assert focus(f"{story}口袋公园谁负责？{story}").rstrip("，").endswith("口袋公园谁负责？")
    assert len(focus(story)) <= LONG
