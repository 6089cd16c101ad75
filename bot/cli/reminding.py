"""`zeren remind` and `zeren subscriptions`: what would be sent to whom, and who wants what."""

import argparse
import sys
from datetime import date

from bot.cli.clock import clock_of, workdays_of
from bot.cli.status import ANSWERED, USAGE
from bot.cli.things import open_bot, open_store_of
from bot.config import Config
from bot.reminders import after_sending, digest_of
from bot.subscribing import covered_by, tasks_of
from bot.subscriptions import SUBSCRIBERS, Subscriber


def remind(asked: argparse.Namespace, config: Config) -> int:
    """Print what is due on a day; unless it is a dry run, it counts as sent."""
    from bot.wording.reminding import digest_reply

    try:
        today = date.fromisoformat(asked.today) if asked.today else clock_of(config.clock)().date()
    except ValueError:
        print(f"zeren: “{asked.today}”不是日期，例如：--today 2023-10-24", file=sys.stderr)
        return USAGE
    store, bot = open_bot(config)
    subscribers, workdays = store.records(SUBSCRIBERS, Subscriber), workdays_of(config.clock)
    find, sent = tasks_of(bot.index), 0
    for chat, subscriber in subscribers.all():
        covered = covered_by(subscriber, find)
        digest = digest_of(subscriber, covered, today, subscriber.at, workdays)
        if digest:
            sent += 1
            print(f"→ {chat}\n{digest_reply(digest, bot.index, today).text}\n")
            if not asked.dry_run:
                subscribers.put(chat, after_sending(subscriber, digest, covered, today))
    print(f"{today.isoformat()}：{sent}个对话有提醒")
    return ANSWERED


def subscriptions(asked: argparse.Namespace, config: Config) -> int:
    from bot.wording.reminding import rules

    for chat, subscriber in open_store_of(config).records(SUBSCRIBERS, Subscriber).all():
        paused = "（已暂停：对方屏蔽了机器人）" if subscriber.is_paused else ""
        print(f"{chat}　{rules(subscriber)}{paused}")
        for one in subscriber.subscriptions:
            print(f"  {one.said}　自{one.since.isoformat()}")
    return ANSWERED
