"""Talking: at the terminal, line by line, or as a bot in Telegram."""

import argparse
import sys
from dataclasses import replace

from bot.cli.clock import clock_of
from bot.cli.status import ANSWERED, NOT_FOUND, USAGE
from bot.cli.talking import TerminalChat, without_reminders
from bot.cli.things import keeper, open_bot, private
from bot.config import Config
from bot.model import Message
from knowledge import Cell, Field, Is, Question, is_of_document


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
    if asked.exact is not None:
        return _ask_exact(asked, config)
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


def _ask_exact(asked: argparse.Namespace, config: Config) -> int:
    """Run an exact question on the documents, those of --scope where it names none."""
    from bot.channels.json_lines import reply_as_json
    from bot.memory import Memory
    from bot.model import Reading
    from bot.wording import render
    from knowledge import ExactError, read_exact, run

    try:
        question = read_exact(asked.exact)
    except ExactError as error:
        print(f"zeren: {error}", file=sys.stderr)
        return USAGE
    _, bot = open_bot(config, asked.scope)
    question = in_scope(question, bot.scope)
    found, today = run(question, bot.index), clock_of(config.clock)().date()
    reading = Reading(question, asked.exact)
    reply = render(reading, found, Memory(bot.scope), bot.index, config.page_size, today)
    print(reply_as_json(reply) if asked.json else reply.text)
    return ANSWERED if reply.found else NOT_FOUND


def in_scope(question: Question, document: str | None) -> Question:
    """Ask a question of one document where it names none."""
    if document is None or any(map(is_of_document, question.where)):
        return question
    chosen = Is(Cell(Field.DOCUMENT), (document,))
    return replace(question, where=(chosen, *question.where))


def _ask_lines(asked: argparse.Namespace, config: Config) -> int:
    from bot.channels.json_lines import answer_lines

    store, bot = open_bot(config, asked.scope)
    keep, answer = keeper(store, config, asked.scope), without_reminders(bot, config)
    for line in answer_lines(sys.stdin, bot, keep, answer):
        print(line, flush=True)
    return ANSWERED
