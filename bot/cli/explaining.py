"""`zeren explain`: how a sentence is read, with what each reading costs."""

import argparse
import sys

from bot.cli.clock import clock_of
from bot.cli.status import ANSWERED, NOT_FOUND, USAGE
from bot.cli.things import open_bot
from bot.config import Config

MOST_READINGS = 3


def explain(asked: argparse.Namespace, config: Config) -> int:
    """Print each question of a sentence: how it reads, each span, what came second and third."""
    from bot.memory import Memory
    from bot.understanding import Grounds, tried
    from bot.understanding.trial import Tried
    from knowledge import write_exact

    text = " ".join(asked.question).strip()
    if not text:
        print("zeren: 请写上要看的话，例如：zeren explain 第59项谁牵头", file=sys.stderr)
        return USAGE
    _, bot = open_bot(config, asked.scope)
    today = clock_of(config.clock)().date()
    parts = tried(text, Memory(bot.scope), Grounds(bot.index, bot.cutter), today)

    def told(one: Tried) -> str:
        return f"{one.cost:5.2f}　{write_exact(one.candidate.question)}"

    found = [(said, readings) for said, readings in parts if readings]
    if not found:
        print("没看懂这句话。")
        return NOT_FOUND
    for said, (first, *others) in found:
        spans = [f"{s.text}〔{s.kind} {s.cost:.2f}〕" for s in first.frame.spans if s.text.strip()]
        print(said, told(first), f"读作　{' '.join(spans)}", sep="\n")
        for note in (*first.frame.notes, *(f"没有用到“{w}”" for w in first.frame.skipped)):
            print(f"　　　{note}")
        for other in others[: MOST_READINGS - 1]:
            print(f"其次　{told(other)}")
    return ANSWERED
