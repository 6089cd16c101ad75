"""Talking: at the terminal, line by line, or as a bot in Telegram."""

import argparse
import re
import sys
from collections.abc import Callable

from bot.app import Bot
from bot.cli.status import ANSWERED, NOT_FOUND, USAGE
from bot.cli.things import keeper, open_bot, private
from bot.config import Config
from bot.model import Message, Reply
from knowledge import Store

RE_MAY_INSTRUCT = re.compile(r"订阅|退订|关注|提醒|办结|办完|静音|取消|每天")
"""What is imported for reminders is imported for such messages alone."""


def run(asked: argparse.Namespace, config: Config) -> int:
    """Start what the configuration names; without a token the terminal chat."""
    if not config.telegram.token:
        return talk(asked, config)
    from bot.cli.serving import serve

    return serve(config)


def talk(asked: argparse.Namespace, config: Config) -> int:
    from bot.channels import terminal

    store, bot = open_bot(config, asked.scope)
    keep = keeper(store, config, asked.scope)
    answer = reminding_answerer(bot, store, config)
    history = private(config.folder) / "history" if sys.stdin.isatty() else None
    terminal.talk(answer, keep, history, bot.reply(Message("welcome", "你好")).text)
    return ANSWERED


def ask(asked: argparse.Namespace, config: Config) -> int:
    if asked.jsonl:
        return _ask_lines(asked, config)
    question = " ".join(asked.question).strip()
    if not question:
        print("zeren: 请写上要问的话，例如：zeren ask 第59项谁牵头", file=sys.stderr)
        return USAGE
    from bot.channels.json_lines import reply_as_json

    store, bot = open_bot(config, asked.scope)
    reply = bot.reply(Message("ask", question))
    print(reply_as_json(reply) if asked.json else reply.text)
    keeper(store, config, asked.scope)(question, reply)
    return ANSWERED if reply.found else NOT_FOUND


def _ask_lines(asked: argparse.Namespace, config: Config) -> int:
    from bot.channels.json_lines import answer_lines

    store, bot = open_bot(config, asked.scope)
    for line in answer_lines(sys.stdin, bot, keeper(store, config, asked.scope)):
        print(line, flush=True)
    return ANSWERED


def reminding_answerer(bot: Bot, store: Store, config: Config) -> Callable[[Message], Reply]:
    """Answer at the terminal: subscriptions are kept, zeren remind shows what they would bring."""

    def answer(message: Message) -> Reply:
        if not RE_MAY_INSTRUCT.search(message.text):
            return bot.reply(message)
        from bot.cli.clock import clock_of, workdays_of
        from bot.subscribing import Scene, instructed
        from bot.subscriptions import SUBSCRIBERS, Subscriber

        records = store.records(SUBSCRIBERS, Subscriber)
        subscriber = records.get(message.chat) or Subscriber()
        today, workdays = clock_of(config.clock)().date(), workdays_of(config.clock)
        scene = Scene(bot, bot.session(message.chat), subscriber, today, workdays)
        done = instructed(scene, message.text)
        if done is None:
            return bot.reply(message)
        if done[1] != subscriber:
            records.put(message.chat, done[1])
        return done[0]

    return answer
