"""How long the run of an exact question takes, and how that grows; `make bench` prints it.

Machines are noisy: what counts are the ratios within one run.
"""

import gc
import time
import tomllib
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import synthetic
from bench_replies import HERE, milliseconds

from knowledge import Index, Question, read_exact, run

Print = Callable[[str], None]
Benchmark = Any
CORPUS = HERE / "corpora" / "exact"
SIZES = (300, 3_000, 30_000, 300_000)
ROUNDS = 3
ASKED = (
    "编号=59 -> 主责",
    "单位=区城管委 -> 清单",
    "单位=区城管委; 时限<=6月底前 -> 几项",
    "全文; 涉及=停车 -> 主责 | 取最近",
    "-> 每牵头 几项 | 按数 降 前1",
    "-> 每分管 几项",
    "-> 清单 | 按时限 升 前1",
)


def of_the_corpus() -> list[Question]:
    """Give the exact questions that lean on no list."""
    found = []
    for path in sorted(CORPUS.glob("*.toml")):
        asked = tomllib.loads(path.read_text("utf-8")).get("question", ())
        found += [read_exact(one["exact"]) for one in asked if "lists" not in one]
    return found


def timed(questions: Sequence[Question], index: Index) -> list[float]:
    spent = []
    for question in questions:
        begin = time.perf_counter()
        run(question, index)
        spent.append(time.perf_counter() - begin)
    return spent


def test_a_run(benchmark: Benchmark, index: Index, report: Print) -> None:
    questions = of_the_corpus()
    timed(questions, index)
    spent = benchmark.pedantic(timed, args=(questions, index), rounds=ROUNDS)
    report(f"五份文件，{len(questions)}个精确问句，每次查：{milliseconds(spent)}")


@pytest.mark.parametrize("size", SIZES)
def test_growth_of_a_run(benchmark: Benchmark, size: int, report: Print) -> None:
    made = list(synthetic.documents(size))
    index = Index(made)
    questions = [read_exact(text) for text in ASKED]
    timed(questions, index)
    gc.collect()
    spent = benchmark.pedantic(timed, args=(questions, index), rounds=1)
    each = "，".join(f"{t * 1e3:.1f}" for t in spent)
    report(f"{size:>7}项，全部文件，{len(questions)}种问句：{each} 毫秒")
