"""`zeren remind` and `zeren subscriptions`: what would be sent to whom, and who wants what."""

import argparse
import sys
from datetime import date

from bot.channels.terminal import CHAT
from bot.cli.clock import clock_of, workdays_of
from bot.cli.status import ANSWERED, USAGE
from bot.cli.things import open_bot
from bot.config import Config
from bot.reminders import after_sending, digest_of
from bot.subscribing import covered_by, tasks_of
from bot.subscriptions import SUBSCRIBERS, Subscriber
from bot.zones import in_zone


def remind(asked: argparse.Namespace, config: Config) -> int:
    """Print what is due on a day, to whom.

    Unless it is a dry run, what the terminal's own chat reads here is told to it; chats in
    Telegram are told by the running bot alone.
    """
    from bot.wording.digest import digest_reply
    from bot.wording.operator import reminded

    try:
        given = date.fromisoformat(asked.today) if asked.today else None
    except ValueError:
        print(f"zeren: “{asked.today}”不是日期，例如：--today 2023-10-24", file=sys.stderr)
        return USAGE
    store, bot = open_bot(config)
    subscribers, workdays = store.records(SUBSCRIBERS, Subscriber), workdays_of(config.clock)
    find, now, due = tasks_of(bot.index), clock_of(config.clock)(), 0
    for chat, subscriber in subscribers.all():
        today = given or in_zone(now, subscriber.rules.zone).date()
        covered = covered_by(subscriber, find)
        digest = digest_of(subscriber, covered, today, subscriber.rules.at, workdays)
        if digest:
            due += 1
            print(reminded(chat, digest_reply(digest, bot.index, today), chat == CHAT))
            if chat == CHAT and not asked.dry_run:
                subscribers.put(chat, after_sending(subscriber, digest, covered, today))
    print(f"{(given or now.date()).isoformat()}：{due}个对话有提醒")
    return ANSWERED


def subscriptions(asked: argparse.Namespace, config: Config) -> int:
    """List who subscribed to what, with how much that is now."""
    from bot.wording.operator import subscriptions_table

    store, bot = open_bot(config)
    find = tasks_of(bot.index)
    rows = [
        (chat, subscriber, [(s, len(tuple(find(s.question)))) for s in subscriber.subscriptions])
        for chat, subscriber in store.records(SUBSCRIBERS, Subscriber).all()
        if subscriber.subscriptions
    ]
    print(subscriptions_table(rows))
    return ANSWERED
