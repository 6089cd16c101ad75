"""Whole conversations: what is said, what comes back, what is remembered."""

import tomllib
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest

from bot.app import Bot
from bot.model import Message
from knowledge import Cutter, Document

DIALOGUES = tomllib.loads((Path(__file__).parent / "dialogues.toml").read_text("utf-8"))["dialogue"]


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[d["name"] for d in DIALOGUES])
def test_dialogue(
    bot: Bot, documents: tuple[Document, ...], cutter: Cutter, dialogue: dict[str, Any]
) -> None:
    if today := dialogue.get("today"):
        bot = Bot(documents, cutter, now=lambda: datetime.combine(today, time(9)))
    bot.forget("dialogue")
    bot.choose("dialogue", dialogue.get("scope"))
    for turn in dialogue["turns"]:
        reply = bot.reply(Message("dialogue", turn["says"]))
        told = f"{turn['says']}\n{reply.text}"
        assert all(words in reply.text for words in turn.get("has", ())), told
        assert not any(words in reply.text for words in turn.get("lacks", ())), told
        if "items" in turn:
            numbers = sorted(int(item.partition("#")[2]) for item in reply.items)
            assert numbers == turn["items"], told
