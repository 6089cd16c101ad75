"""How long it takes to look what is due for 10,000 subscriptions; `make bench` prints it."""

import random
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from bot.app import Bot
from bot.memory import Memory
from bot.reminders import digest_of
from bot.subscribing import covered_by, questions_of, tasks_of
from bot.subscriptions import Subscriber, Subscription
from bot.workdays import Workdays
from knowledge import Cutter, Document

CHATS, EACH = 1_000, 10
ASKED = (
    *("区城管委", "区住建委牵头的", "孙晓光分管的", "6月底前要完成的"),
    *("第59项", "区教育局", "1-9项"),
)
SINCE, TODAY = date(2023, 1, 1), date(2023, 10, 24)


def test_a_tick(
    benchmark: Any,
    documents: tuple[Document, ...],
    cutter: Cutter,
    report: Callable[[str], None],
) -> None:
    bot = Bot(documents[:3], cutter)
    asked = [(text, d.id) for text in ASKED for d in documents[:3]]
    queries = questions_of([r for text, d in asked if (r := bot.chosen(text, Memory(scope=d)))])
    chance = random.Random(1)
    subscribers = [
        Subscriber(tuple(Subscription("", chance.choice(queries), SINCE) for _ in range(EACH)))
        for _ in range(CHATS)
    ]
    workdays = Workdays()

    def tick() -> int:
        find = tasks_of(bot.index)
        digests = (digest_of(s, covered_by(s, find), TODAY, "09:00", workdays) for s in subscribers)
        return sum(bool(digest) for digest in digests)

    begin = time.perf_counter()
    found = tick()
    spent = time.perf_counter() - begin
    benchmark.pedantic(tick, rounds=2)
    report(f"{CHATS * EACH}个订阅，看一遍该提醒谁：{spent:.2f} 秒，{found}个对话有提醒")
