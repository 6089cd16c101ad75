"""A reply as messages of a chat: sent, or put in the place of those that were sent before."""

import logging
from collections.abc import Sequence
from functools import partial
from itertools import zip_longest

from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, ChatMigrated

from bot.channels.telegram.html import messages

log = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
UNCHANGED = "not modified"
GONE = ("to edit not found", "can't be edited", "message_id_invalid")
Markup = InlineKeyboardMarkup | ForceReply | None


async def answer(
    question: Message, text: str, strong: Sequence[str] = (), markup: Markup = None
) -> tuple[int, ...]:
    """Send a reply to where a question was asked; give the ids of its messages."""
    sent: list[int] = []
    parts = messages(text, strong)
    for place, html in enumerate(parts):
        buttons = markup if place == len(parts) - 1 else None
        sent.append(await _sent(question, html, buttons, None if place else _quoting(question)))
    return tuple(sent)


async def rewrite(
    question: Message,
    shown: Sequence[int],
    text: str,
    strong: Sequence[str] = (),
    markup: InlineKeyboardMarkup | None = None,
) -> tuple[int, ...]:
    """Put a reply in the place of messages that were sent before; give the ids of its messages."""
    parts, kept = messages(text, strong), []
    for place, (html, id) in enumerate(zip_longest(parts, shown)):
        buttons = markup if place == len(parts) - 1 else None
        if html is None:
            await _delete(question, id)
        elif id is not None and await _edited(question, id, html, buttons):
            kept.append(id)
        else:
            kept.append(await _sent(question, html, buttons))
    return tuple(kept)


def topic_of(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None


async def send_line(bot: Bot, chat: int, line: str, markup: Markup = None) -> int:
    """Send a plain line to a chat."""
    sent = await bot.send_message(chat, line, reply_markup=markup, link_preview_options=NO_PREVIEW)
    return sent.message_id


async def _edited(
    question: Message, id: int, html: str, markup: InlineKeyboardMarkup | None
) -> bool:
    """Edit a message; False where it is there no more."""
    try:
        await question.get_bot().edit_message_text(
            html,
            question.chat_id,
            id,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as error:
        said = error.message.lower()
        if any(gone in said for gone in GONE):
            return False
        if UNCHANGED not in said:
            raise
    return True


async def _sent(
    question: Message, html: str, markup: Markup, quoting: ReplyParameters | None = None
) -> int:
    bot, topic = question.get_bot(), topic_of(question)
    send = partial(
        bot.send_message,
        text=html,
        parse_mode=ParseMode.HTML,
        reply_markup=markup,
        link_preview_options=NO_PREVIEW,
    )
    try:
        sent = await send(question.chat_id, message_thread_id=topic, reply_parameters=quoting)
    except ChatMigrated as error:
        # asked in a group that has become a supergroup since, where its messages have other ids
        sent = await send(error.new_chat_id)
    return sent.message_id


async def _delete(question: Message, id: int) -> None:
    try:
        await question.get_bot().delete_message(question.chat_id, id)
    except BadRequest as error:
        log.info("message=%d not deleted: %s", id, error)


def _quoting(question: Message) -> ReplyParameters | None:
    """Quote the question in a group, where others talk between it and its answer."""
    if question.chat.type == ChatType.PRIVATE:
        return None
    return ReplyParameters(question.message_id, allow_sending_without_reply=True)
