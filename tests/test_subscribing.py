"""Reminders in words: what is an instruction, what is said to it, and what is none."""

from datetime import date

import pytest

from bot.app import Bot
from bot.model import Reply, Session
from bot.subscribing import MOST_SUBSCRIPTIONS, Scene, instructed
from bot.subscriptions import Subscriber
from bot.workdays import Workdays
from knowledge import Cutter, Document

TODAY = date(2023, 9, 20)
WORKDAYS = Workdays()


class Chat:
    """A chat that subscribes and asks."""

    def __init__(self, bot: Bot, scope: str | None = "dongli-2023") -> None:
        self.bot = bot
        self.session = Session(scope=scope)
        self.subscriber = Subscriber()

    def say(self, text: str) -> Reply:
        scene = Scene(self.bot, self.session, self.subscriber, TODAY, WORKDAYS)
        done = instructed(scene, text)
        if done is None:
            reply, self.session = self.bot.turn(text, self.session)
            return reply
        reply, self.subscriber = done
        return reply


@pytest.fixture
def chat(bot: Bot) -> Chat:
    return Chat(bot)


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("订阅区城管委", "东丽2023 区城管委", 11),
        ("订阅城管委牵头的", "东丽2023 区城管委 牵头", 8),
        ("订阅第59项", "东丽2023 第59项", 1),
        ("关注孙晓光分管的。", "东丽2023 孙晓光分管", 24),
        ("订阅6月底前要完成的", "东丽2023 6月底前", 4),
        ("59项到期前提醒我", "东丽2023 第59项", 1),
        ("城管委的任务快到期提醒我一下", "东丽2023 区城管委", 11),
        ("訂閱熱力管道", "东丽2023 第59项", 1),
        ("订阅下陆2023第36项", "下陆2023 第36项", 1),
    ],
)
def test_any_question_can_be_subscribed_to(chat: Chat, text: str, name: str, count: int) -> None:
    reply = chat.say(text)
    assert f"订阅了：{name}\n现在有{count}项" in reply.text
    assert [s.said for s in chat.subscriber.subscriptions] == [name]


def test_what_was_spoken_of_can_be_subscribed_to(chat: Chat) -> None:
    assert "要订阅什么" in chat.say("到期前提醒我").text
    chat.say("停车难谁管")
    assert "东丽2023 第53项" in chat.say("到期前提醒我").text


@pytest.mark.parametrize(
    "text",
    [
        "订阅城管局",
        "订阅",
        "订阅低空经济",
        "订阅第999项",
        "订阅南开区停车",
        "订阅今天天气",
        "关注你好",
    ],
)
def test_what_is_not_there_is_not_subscribed_to(chat: Chat, text: str) -> None:
    assert not chat.say(text).found
    assert chat.subscriber == Subscriber()


@pytest.mark.parametrize(
    "text",
    [
        "59项谁牵头",
        "提醒的任务有哪些",
        "哪些任务快到期",
        "关注了民生的任务",
        "办结率目标多少",
        "提前完成的有哪些",
    ],
)
def test_a_question_is_no_instruction(chat: Chat, text: str) -> None:
    scene = Scene(chat.bot, chat.session, chat.subscriber, TODAY, WORKDAYS)
    assert instructed(scene, text) is None


def test_the_same_is_subscribed_to_once(chat: Chat) -> None:
    for text in ("订阅区城管委", "订阅城管委", "订阅城管委的任务", "订阅第59项", "订阅热力管道"):
        chat.say(text)
    assert len(chat.subscriber.subscriptions) == 2


def test_subscriptions_are_listed_and_dropped(chat: Chat) -> None:
    assert "还没有订阅" in chat.say("我的订阅").text
    chat.say("订阅区城管委")
    chat.say("订阅第60项")
    listed = chat.say("我的订阅")
    assert "共2个订阅" in listed.text and "· 东丽2023 区城管委（11项）" in listed.text
    assert "没有订阅“区教育局”" in chat.say("取消订阅区教育局").text
    assert "还有1个订阅" in chat.say("取消订阅城管委").text
    assert "现在没有订阅" in chat.say(chat.say("我的订阅").buttons[0].says).text
    chat.say("订阅第60项")
    assert "现在没有订阅" in chat.say("全部取消").text


def test_there_are_only_so_many(chat: Chat) -> None:
    for number in range(1, MOST_SUBSCRIPTIONS + 2):
        reply = chat.say(f"订阅第{number}项")
    assert f"最多{MOST_SUBSCRIPTIONS}个" in reply.text
    assert len(chat.subscriber.subscriptions) == MOST_SUBSCRIPTIONS


def test_tasks_without_a_deadline_say_so(bot: Bot) -> None:
    chat = Chat(bot, "xiqing-2024")
    reply = chat.say("订阅第59项")
    assert "没有写这些任务的时限" in reply.text and "首次提醒" not in reply.text


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("提前10天提醒我", "到期前10天、7天、1天、当天提醒"),
        ("提前两周提醒", "到期前14天、7天、1天、当天提醒"),
        ("提前一个月提醒我", "到期前30天、7天、1天、当天提醒"),
        ("每天8点半", "工作日08:30"),
        ("每天十点提醒我", "工作日10:00"),
        ("周末也提醒", "每天（含周末）09:00"),
        ("静音三天", "静音到2023-09-23"),
        ("静音一周", "静音到2023-09-27"),
        ("每天25点", "没有这个钟点"),
    ],
)
def test_how_is_changed_in_words(chat: Chat, text: str, rule: str) -> None:
    assert rule in chat.say(text).text


def test_what_was_changed_can_be_changed_back(chat: Chat) -> None:
    for text in ("周末也提醒", "静音三天", "周末不提醒", "取消静音"):
        told = chat.say(text).text
    assert told.endswith("工作日09:00")


def test_a_task_is_ended_for_this_chat_and_taken_up_again(chat: Chat) -> None:
    chat.say("订阅区城管委")
    assert "第59项" in chat.say("第59项已办结").text
    assert chat.subscriber.done == ("dongli-2023#59",)
    assert "恢复提醒" in chat.say("恢复提醒第59项").text
    assert chat.subscriber.done == ()


def test_without_a_document_chosen_all_are_covered(
    documents: tuple[Document, ...], cutter: Cutter
) -> None:
    chat = Chat(Bot(documents, cutter), None)
    assert "现在有3项" in chat.say("订阅第59项").text
