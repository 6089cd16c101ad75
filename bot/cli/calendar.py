"""`zeren calendar`: the deadlines of what is asked for, as a file for a calendar."""

import argparse
import sys
from collections.abc import Iterator, Sequence

from bot.calendar_feed import calendar_of
from bot.cli.clock import clock_of
from bot.cli.status import ANSWERED, NOT_FOUND, USAGE
from bot.cli.things import open_bot
from bot.config import Config
from bot.memory import Memory
from bot.subscribing import questions_of, tasks_of
from bot.subscriptions import Rules, own_deadlines
from bot.wording.reminding import name_of
from knowledge import Task


def calendar(asked: argparse.Namespace, config: Config) -> int:
    """Write the deadlines of what is asked for to standard output; nothing where there are none."""
    question = " ".join(asked.question).strip()
    if not question:
        return _say("请写上要哪些任务的时限，例如：zeren calendar 区城管委 > 时限.ics", USAGE)
    now = clock_of(config.clock)()
    _, bot = open_bot(config, asked.scope)
    memory = Memory(scope=bot.scope)
    reading = bot.chosen(question, memory)
    if reading is None:
        return _say(f"没有写出日历：{bot.turn(question, memory)[0].text}", NOT_FOUND)
    [chosen] = questions_of([reading])
    tasks = tuple(tasks_of(bot.index)(chosen))
    count = sum(1 for t in tasks for _ in own_deadlines(t))
    if not count:
        return _say(f"没有写出日历：{'；'.join(_left_out(tasks))}", NOT_FOUND)
    content = calendar_of(name_of(chosen, bot.index), tasks, bot.index, Rules().days_before, now)
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    return _say("；".join([f"写出{count}个时限", *_left_out(tasks)]), ANSWERED)


def _left_out(tasks: Sequence[Task]) -> Iterator[str]:
    """Say how many tasks are not in the calendar, and why."""
    without = [t for t in tasks if not any(own_deadlines(t))]
    vague = sum(bool(t.deadlines) for t in without)
    if silent := len(without) - vague:
        yield f"{silent}项没有写时限，未列入"
    if vague:
        yield f"{vague}项的时限写在任务文字里或没有日期，未列入"


def _say(sentence: str, status: int) -> int:
    """Tell the person, beside what is written; give the exit status."""
    print(f"zeren: {sentence}", file=sys.stderr)
    return status
