"""Reminders in words: dialogues, held against reminding.toml, on 24 October 2023, a Tuesday."""

import tomllib
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from bot.app import Bot
from bot.cli.talking import RE_MAY_INSTRUCT
from bot.memory import Memory
from bot.model import Reply
from bot.subscribing import MOST_SUBSCRIPTIONS, Scene, instructed
from bot.subscriptions import Subscriber
from bot.workdays import Workdays
from knowledge import Cutter, Document

CORPUS = tomllib.loads((Path(__file__).parent / "reminding.toml").read_text("utf-8"))
DIALOGUES = CORPUS["dialogue"]
TODAY = date(2023, 10, 24)
WORKDAYS = Workdays()


class Chat:
    """A chat that subscribes and asks."""

    def __init__(self, bot: Bot, scope: str | None = "dongli-2023") -> None:
        self.bot = bot
        self.memory = Memory(scope=scope)
        self.subscriber = Subscriber()
        self.instructs = False

    def say(self, text: str) -> Reply:
        scene = Scene(self.bot, self.memory, self.subscriber, TODAY, WORKDAYS, self.instructs)
        outcome = instructed(scene, text)
        self.instructs = outcome is not None
        if outcome is None:
            reply, self.memory = self.bot.turn(text, self.memory)
            return reply
        reply, self.subscriber = outcome
        if reply.about:
            self.memory = self.bot.after_speaking_of(reply.about, self.memory)
        return reply


@pytest.fixture(scope="module")
def bot(documents: tuple[Document, ...], cutter: Cutter) -> Bot:
    return Bot(documents, cutter, now=lambda: datetime.combine(TODAY, time(10)))


@pytest.fixture
def chat(bot: Bot) -> Chat:
    return Chat(bot)


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=[d["name"] for d in DIALOGUES])
def test_dialogue(bot: Bot, dialogue: dict[str, Any]) -> None:
    chat = Chat(bot, dialogue.get("scope", "dongli-2023"))
    for turn in dialogue["turns"]:
        went_on = chat.instructs
        reply = chat.say(turn["says"])
        # the terminal looks for instructions in such messages only
        assert not chat.instructs or went_on or RE_MAY_INSTRUCT.search(turn["says"].lower())
        told = f"{turn['says']}\n{reply.text}"
        assert all(words in reply.text for words in turn.get("has", ())), told
        assert not any(words in reply.text for words in turn.get("lacks", ())), told
        if "mine" in turn:
            assert [s.said for s in chat.subscriber.subscriptions] == turn["mine"], told
        if "ended" in turn:
            ended = sorted(int(id.partition("#")[2]) for id in chat.subscriber.done)
            assert ended == turn["ended"], told


@pytest.mark.parametrize("text", CORPUS["questions"]["texts"])
def test_a_question_to_the_documents_is_no_instruction(chat: Chat, text: str) -> None:
    scene = Scene(chat.bot, chat.memory, chat.subscriber, TODAY, WORKDAYS)
    assert instructed(scene, text) is None


def test_there_are_only_so_many(chat: Chat) -> None:
    for number in range(1, MOST_SUBSCRIPTIONS + 2):
        reply = chat.say(f"订阅第{number}项")
    assert f"最多{MOST_SUBSCRIPTIONS}个" in reply.text
    assert len(chat.subscriber.subscriptions) == MOST_SUBSCRIPTIONS


def test_without_a_document_chosen_all_are_covered(
    documents: tuple[Document, ...], cutter: Cutter
) -> None:
    chat = Chat(Bot(documents, cutter), None)
    assert "现在有3项" in chat.say("订阅第59项").text
    assert "现在有288项" in chat.say("订阅全部任务").text


def test_every_button_is_an_instruction_that_works(chat: Chat) -> None:
    chat.say("订阅区城管委")
    chat.say("周末也提醒")
    chat.say("静音三天")
    for text in ("我的订阅", "提醒设置", "别提醒了"):
        for button in chat.say(text).buttons:
            other = Chat(chat.bot)
            other.subscriber = replace(chat.subscriber)
            reply = other.say(button.says or button.label)
            assert other.instructs, button
            assert reply.found, button


def test_nothing_that_a_person_may_type_breaks_it(chat: Chat) -> None:
    for text in (
        "订阅" * 60,
        "提醒我" * 40,
        "，" * 110,
        "每天" * 50,
        "取消" * 40 + "了",
        "@" * 100,
    ):
        chat.say(text)
        chat.say("我的订阅")
    assert chat.subscriber.subscriptions == ()
