"""Talking: at the terminal, line by line, or as a bot in Telegram."""

import argparse
import sys

from bot.cli.status import ANSWERED, NOT_FOUND, USAGE
from bot.cli.talking import TerminalChat, without_reminders
from bot.cli.things import keeper, open_bot, private
from bot.config import Config
from bot.model import Message


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
    chat = TerminalChat(bot, store, config)
    if sys.stdin.isatty():
        history = private(config.folder) / "history"
        terminal.prompted(chat.answer, keep, history, chat.greeting())
    else:
        terminal.piped(chat.answer, keep, sys.stdin)
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
    reply = TerminalChat(bot, store, config).answer(Message("ask", question))
    print(reply_as_json(reply) if asked.json else reply.text)
    keeper(store, config, asked.scope)(question, reply)
    return ANSWERED if reply.found else NOT_FOUND


def _ask_lines(asked: argparse.Namespace, config: Config) -> int:
    from bot.channels.json_lines import answer_lines

    store, bot = open_bot(config, asked.scope)
    keep, answer = keeper(store, config, asked.scope), without_reminders(bot, config)
    for line in answer_lines(sys.stdin, bot, keep, answer):
        print(line, flush=True)
    return ANSWERED
