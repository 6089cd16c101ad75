"""@bot 热力管道 in any chat: the tasks found, as cards to drop there."""

import hashlib
import logging
import re
from collections.abc import Sequence
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.channels.telegram.desk import Desk
from bot.channels.telegram.html import messages
from bot.channels.telegram.outbox import NO_PREVIEW
from bot.channels.telegram.questions import Context
from bot.commands import link_of
from bot.memory import Memory, back_to
from bot.model import Reply
from bot.wording import messenger as words
from knowledge import Task

log = logging.getLogger(__name__)

Card = InlineQueryResultArticle
PAGE = 20
"""Cards at a time; Telegram takes at most fifty."""
RE_OFFSET = re.compile(r"[0-9]{1,6}")
CACHE = 30
"""Seconds that Telegram may give the same cards again."""


async def on_inline(desk: Desk, update: Update, context: Context) -> None:
    """Offer a page of cards."""
    query = update.inline_query
    if query is None:
        return
    person = query.from_user.id
    memory = back_to(Memory(desk.conversations.peek(person).scope), desk.bot.index)
    asked = query.query.strip()
    reply, after = desk.bot.turn(asked, memory) if asked else (Reply("", found=False), memory)
    first = int(query.offset) if RE_OFFSET.fullmatch(query.offset) else 0
    tasks = [t for i in reply.items[first : first + PAGE] if (t := desk.bot.index.task(i))]
    cards = [_card(desk, task, memory, context.bot.username) for task in tasks]
    # what only speaks with the bot, such as choosing a document, is no card for others
    if reply.found and after.last and not reply.items and not first:
        cards = [_told(asked, reply)]
    more = first + PAGE < len(reply.items)
    hint = words.INLINE_NOTHING if asked else words.INLINE_HINT
    await answered(
        query,
        cards,
        cache_time=CACHE,
        is_personal=desk.config.access != "open" or memory.scope is not None,
        next_offset=str(first + PAGE) if more else "",
        button=None if cards or first else InlineQueryResultsButton(hint, start_parameter="inline"),
    )


async def answered(query: InlineQuery, cards: Sequence[Card], **how: Any) -> None:
    """Answer an inline query; one that has become too old meanwhile needs no answer."""
    try:
        await query.answer(cards, **how)
    except TelegramError as error:
        log.info("inline query not answered: %s", error)


def _card(desk: Desk, task: Task, memory: Memory, me: str) -> InlineQueryResultArticle:
    reply, _ = desk.bot.show(task.id, memory)
    document = desk.bot.index.documents[task.document]
    url = f"https://t.me/{me}?start={link_of(task)}"
    return InlineQueryResultArticle(
        id=hashlib.sha256(task.id.encode()).hexdigest()[:32],
        title=words.card_title(document, task),
        description=words.card_line(document, task),
        input_message_content=_content(reply),
        reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton(words.OPEN_HERE, url=url)]]),
    )


def _told(asked: str, reply: Reply) -> InlineQueryResultArticle:
    """Offer a reply that is about no single task: a ranking, a sentence of a report."""
    first, _, rest = reply.text.partition("\n")
    id = hashlib.sha256(asked.encode()).hexdigest()[:32]
    return InlineQueryResultArticle(
        id=id, title=first[:100], description=rest[:100], input_message_content=_content(reply)
    )


def _content(reply: Reply) -> InputTextMessageContent:
    html = messages(reply.text, reply.strong)[0]
    return InputTextMessageContent(html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW)
