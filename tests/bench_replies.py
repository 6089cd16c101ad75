"""How long replies take, and how that grows; `make bench` prints it.

Machines are noisy: what counts are the ratios within one run.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.app import Bot
from bot.model import Message
from knowledge import Cutter

HERE = Path(__file__).parent
CORPUS = HERE / "corpora" / "questions" / "samples.jsonl"
QUESTIONS = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
SIZES = (300, 3_000, 30_000, 300_000)
ROUNDS = 3
ASKED = (
    "59项谁牵头",
    "第60项什么时候完成",
    "城管委有哪些任务",
    "教育局牵头几项",
    "老旧小区改造谁负责",
    "热力管道",
    "口袋公园建多少个",
    "停车的事谁管",
    "水务局配合哪些",
    "科技局跟工信局一起负责的",
    "6月底前要完成的有哪些",
    "第三部分有哪些任务",
    "哪个单位牵头最多",
    "58-60项",
    "城管为牵头几项",
    "低空经济谁管",
)
Print = Callable[[str], None]
Benchmark = Any


def milliseconds(spent: Sequence[float]) -> str:
    """Give the median and the 99th percentile."""
    ordered = sorted(spent)
    last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"中位 {statistics.median(ordered) * 1e3:.2f} 毫秒，99% {last * 1e3:.2f} 毫秒"


def ask_all(bot: Bot) -> list[float]:
    spent = []
    for number, question in enumerate(QUESTIONS):
        chat = question.get("chat") or f"line-{number}"
        bot.choose(chat, question.get("scope"))
        begin = time.perf_counter()
        bot.reply(Message(chat, question["question"]))
        spent.append(time.perf_counter() - begin)
    return spent


def test_a_reply(benchmark: Benchmark, bot: Bot, report: Print) -> None:
    """Ask every question of the corpus."""
    ask_all(bot)
    spent = benchmark.pedantic(ask_all, args=(bot,), rounds=ROUNDS)
    report(f"五份文件，{len(QUESTIONS)}个问题，每个回答：{milliseconds(spent)}")


BOMBS = (
    "(" * 4096,
    "1" * 4096,
    "a" * 4096,
    "城管为" * 1365,
    "军秀圆" * 1365,
    "1-" * 2048,
    "哈" * 4096,
)


def test_the_worst_text(benchmark: Benchmark, bot: Bot, report: Print) -> None:
    """Ask what is made to be slow, at full length."""

    def ask_bombs() -> list[float]:
        spent = []
        for text in BOMBS:
            begin = time.perf_counter()
            bot.reply(Message("bomb", text))
            spent.append(time.perf_counter() - begin)
        return spent

    ask_bombs()
    spent = benchmark.pedantic(ask_bombs, rounds=ROUNDS)
    report(f"4096个字的恶意消息，最慢 {max(spent) * 1e3:.0f} 毫秒")


def best_of(command: list[str], environ: dict[str, str]) -> float:
    spent = []
    for _ in range(7):
        begin = time.perf_counter()
        subprocess.run(command, env=environ, check=True, capture_output=True)
        spent.append(time.perf_counter() - begin)
    return min(spent)


def test_a_whole_process(benchmark: Benchmark, tmp_path: Path, report: Print) -> None:
    """Compare `zeren ask` from start to end with jieba cutting one word."""
    environ = {**os.environ, "ZEREN_DATA": str(tmp_path / "zeren")}
    ask = [sys.executable, "-m", "bot", "ask", "--scope", "dongli-2023", "停车的事谁管"]
    cut = [sys.executable, "-W", "ignore", "-c", "import jieba; jieba.lcut('测试')"]
    subprocess.run(ask, env=environ, check=True, capture_output=True)
    own = benchmark.pedantic(best_of, args=(ask, environ), rounds=1)
    theirs = best_of(cut, environ)
    report(
        f"一次 zeren ask {own * 1e3:.0f} 毫秒，jieba 切一个词 {theirs * 1e3:.0f} 毫秒，"
        f"比 {own / theirs:.2f}"
    )


def resident() -> float:
    """Give the megabytes that this process holds in memory."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1e6


GROWTH = """
import gc, json, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[2])
import bench_replies, synthetic
from bot.app import Bot
from bot.model import Message
from knowledge import Cutter
made = list(synthetic.documents(int(sys.argv[1])))
cutter = Cutter(Path(sys.argv[3]))
cutter.cut("停车")
gc.collect(); gc.freeze()
before = bench_replies.resident()
begin = time.perf_counter()
bot = Bot(made, cutter)
built = time.perf_counter() - begin
bot.choose("warm", made[0].id)
for question in ("城管为有哪些任务", "低空经济谁管"):
    bot.reply(Message("warm", question))
gc.collect()
memory = bench_replies.resident() - before
gc.collect(); gc.freeze()
spent = {}
for scope in (made[0].id, None):
    spent[scope or ""] = times = []
    for _ in range(bench_replies.ROUNDS):
        for question in bench_replies.ASKED:
            bot.forget("x"); bot.choose("x", scope)
            begin = time.perf_counter()
            bot.reply(Message("x", question))
            times.append(time.perf_counter() - begin)
print(json.dumps([built, memory, *spent.values()]))
"""


@pytest.mark.parametrize("size", SIZES)
def test_growth(benchmark: Benchmark, size: int, tmp_path: Path, report: Print) -> None:
    """Build and ask synthetic documents of 100 tasks each, in a process of their own."""

    def measure() -> Any:
        command = [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            GROWTH,
            str(size),
            str(HERE),
            str(tmp_path),
        ]
        run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(run.stdout)

    Cutter(tmp_path).cut("停车")
    built, memory, one, none = benchmark.pedantic(measure, rounds=1)
    report(f"{size:>7}项：建索引 {built:.2f} 秒，{memory:.0f} MB")
    report(f"         选定一份：{milliseconds(one)}；全部文件：{milliseconds(none)}")
