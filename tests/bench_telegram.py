"""How much the bot carries in Telegram: 1,000 questions from 200 chats at the test server.

The server and the one who asks run on the same machine. What the bot takes is its processor time;
its own share is what it takes more than a bare bot of the same library that only says 好.
"""

import asyncio
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot_api.driver import TOKEN, TelegramServer
from running import BotProcess

CHATS, EACH, ALONE = 200, 5, 300
QUESTIONS = ("{n}项", "{n}项谁牵头", "城管委有哪些任务", "停车难谁管", "孙晓光分管哪些")
AT_ONCE = 20
FIRST_ALONE = 10_000
BARE = Path(__file__).parent / "bare_bot.py"
Print = Callable[[str], None]


def test_load(benchmark: Any, bot_api: TelegramServer, tmp_path: Path, report: Print) -> None:
    def run() -> None:
        asyncio.run(load(bot_api, tmp_path, report))

    benchmark.pedantic(run, rounds=1)


async def load(server: TelegramServer, folder: Path, report: Print) -> None:
    bare = await of_the_bare_bot(server)
    await server.reset()
    bot = BotProcess(folder, server)
    bot.start()
    try:
        own = await one_by_one(server, bot.pid)
        waits, seconds = await a_crowd(server)
        memory = memory_mb(bot.pid)
    finally:
        assert bot.stop() == 0
    report(
        f"Telegram，{CHATS}个对话共{CHATS * EACH}问：{CHATS * EACH / seconds:.0f} 问/秒，"
        f"从发问到收到 中位 {statistics.median(waits):.0f} 毫秒，"
        f"99% {sorted(waits)[int(len(waits) * 0.99)]:.0f} 毫秒；此后内存 {memory:.0f} MB"
    )
    report(
        f"Telegram，每问用处理器 中位 {own:.1f} 毫秒，同一个库只答“好”的空机器人 {bare:.1f} 毫秒："
        f"机器人自己占 {own - bare:.1f} 毫秒"
    )


async def of_the_bare_bot(server: TelegramServer) -> float:
    await server.reset()
    command = [sys.executable, "-W", "ignore", str(BARE), TOKEN, server.base_url]
    bot = subprocess.Popen(command)
    try:
        return await one_by_one(server, bot.pid)
    finally:
        bot.terminate()
        bot.wait()


async def one_by_one(server: TelegramServer, pid: int) -> float:
    """Give the median of the processor time of questions that nothing else disturbs."""
    await server.say(question(0, 0), chat=FIRST_ALONE)
    await server.wait_for(FIRST_ALONE, 1, seconds=30)
    return statistics.median([await one(server, pid, number) for number in range(1, ALONE)])


async def one(server: TelegramServer, pid: int, number: int) -> float:
    chat = FIRST_ALONE + number
    before = processor_ms(pid)
    await server.say(question(chat, number), chat=chat)
    await server.wait_for(chat, 1)
    await asyncio.sleep(0.01)
    return processor_ms(pid) - before


async def a_crowd(server: TelegramServer) -> tuple[list[float], float]:
    """Let all chats ask at once; give the wait of each question in milliseconds, and the whole."""
    asked: dict[tuple[int, int], float] = {}
    room = asyncio.Semaphore(AT_ONCE)

    async def chat(id: int) -> None:
        for number in range(EACH):
            async with room:
                asked[id, number] = time.time() * 1e3
                await server.say(question(id, number), chat=id)

    begin = time.time() * 1e3
    await asyncio.gather(*(chat(id) for id in range(1, CHATS + 1)))
    for id in range(1, CHATS + 1):
        await server.wait_for(id, EACH, seconds=120)
    answered: dict[int, int] = dict.fromkeys(range(1, CHATS + 1), 0)
    waits, last = [], begin
    for call in await server.calls("sendMessage"):
        id = int(call.body["chat_id"])
        if id in answered:
            waits.append(call.at - asked[id, answered[id]])
            answered[id] += 1
            last = max(last, call.at)
    return waits, (last - begin) / 1e3


def processor_ms(pid: int) -> float:
    """Give the processor time that a process and its threads have used, in milliseconds."""
    spent = (path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/schedstat"))
    return sum(int(text.split()[0]) for text in spent) / 1e6


def memory_mb(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


def question(chat: int, number: int) -> str:
    return QUESTIONS[(chat + number) % len(QUESTIONS)].format(n=(chat + number) % 92 + 1)
