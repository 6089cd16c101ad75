"""How long reading a document takes; `make bench` prints it."""

import time
from collections.abc import Callable
from typing import Any

from conftest import NAMES, SAMPLES, read_all

from knowledge import Source, parse_document

PIECES = ("(", "、", "[责任单位:", "一、", "\t", "|", "及", "**", "6月", "（A负责）")
HEADS = ("", "序号\t任务\t责任单位\n1\t", "1.甲", "政府工作报告\n一、任\n")
SIZE = 200_000
Print = Callable[[str], None]


def test_the_samples(benchmark: Any, report: Print) -> None:
    """Read all five, from the file to the document."""
    begin = time.perf_counter()
    benchmark.pedantic(read_all, args=(SAMPLES, NAMES), rounds=3)
    report(f"读五份样本：{(time.perf_counter() - begin) / 3 * 1e3:.0f} 毫秒")


def slowest_bomb() -> float:
    spent = []
    for head in HEADS:
        for piece in PIECES:
            source = Source.of_text("bomb", head + piece * (SIZE // len(piece)))
            begin = time.perf_counter()
            parse_document(source, "bomb")
            spent.append(time.perf_counter() - begin)
    return max(spent)


def test_what_is_made_to_be_slow(benchmark: Any, report: Print) -> None:
    """Read 200,000 characters of one piece over and over."""
    report(f"20万字的恶意文件，最慢 {benchmark.pedantic(slowest_bomb, rounds=1):.2f} 秒")
