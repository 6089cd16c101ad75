"""Texts, commands and taps become replies."""

import logging
from collections.abc import Sequence

from telegram import CallbackQuery, ForceReply, Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.channels.telegram import keyboards, outbox
from bot.channels.telegram.desk import Desk, person_of
from bot.channels.telegram.groups import question_in
from bot.channels.telegram.reminding import (
    instructed_turn,
    send_calendar,
    wake,
    with_bell,
)
from bot.commands import Turn, about, say
from bot.conversation import Board, Conversation, with_board
from bot.memory import reading_of
from bot.subscribing import OF_DIGEST
from bot.wording import messenger as words
from bot.wording.reminding import CALENDAR

log = logging.getLogger(__name__)

Context = ContextTypes.DEFAULT_TYPE


async def on_text(desk: Desk, update: Update, context: Context) -> None:
    """Answer a question or a command."""
    message, person = update.effective_message, person_of(update)
    if message is None or person is None:
        return
    text = question_in(message, context.bot.bot)
    if not text:
        await outbox.answer(message, words.MENTIONED_ONLY)
        return
    wake(desk, message.chat_id)
    if text == CALENDAR and await send_calendar(desk, message):
        return
    conversation = desk.conversations.of(message.chat_id)
    board = _replied_to(message, conversation)
    if board is not None and not conversation.speaker(str(person)).awaits:
        conversation = about(desk.bot, conversation, str(person), board.last)
    turn = _turn(desk, message.chat_id, conversation, str(person), text)
    await _answer(desk, message, person, turn)
    desk.keep_unanswered(text, turn.reply, turn.conversation.scope or "")


def _turn(
    desk: Desk,
    chat: int,
    conversation: Conversation,
    person: str,
    text: str,
    items: Sequence[str] = (),
) -> Turn:
    """Answer a text: an instruction about reminders, or a question."""
    if turn := instructed_turn(desk, chat, conversation, person, text, items):
        return turn
    return with_bell(say(desk.bot, conversation, person, text), person)


def _replied_to(message: Message, conversation: Conversation) -> Board | None:
    """Give the reply of the bot's that a message answers: it is asked of that one."""
    replied = message.reply_to_message
    return conversation.board_showing(replied.message_id) if replied else None


async def on_edited(desk: Desk, update: Update, context: Context) -> None:
    """Answer an edited question in the place of its first answer.

    It follows what was spoken of before it, in the document that is chosen now.
    """
    message, person = update.edited_message, person_of(update)
    if message is None or person is None:
        return
    conversation = desk.conversations.of(message.chat_id)
    board = conversation.board_of(message.message_id)
    text = question_in(message, context.bot.bot)
    if board is None or board.person != str(person) or not text:
        await on_text(desk, update, context)
        return
    earlier = about(desk.bot, conversation, board.person, board.before, text)
    turn = _turn(desk, message.chat_id, earlier, board.person, text)
    await _rewrite(desk, message, board, turn)
    desk.keep_unanswered(text, turn.reply, turn.conversation.scope or "")


async def on_tap(desk: Desk, update: Update, context: Context) -> None:
    """Answer what a button asks, in the place of the message that it stands under."""
    query, person = update.callback_query, person_of(update)
    if query is None or person is None:
        return
    tap, message = keyboards.tap(query.data or ""), query.message
    if tap is None or message is None:
        await told(query, words.EXPIRED)
        return
    conversation = desk.conversations.of(message.chat.id)
    board = conversation.board(tap.key)
    if board is None or tap.place >= len(board.says) or not isinstance(message, Message):
        await told(query, words.EXPIRED)
        return
    # what an admin asked in the name of the group is for everybody there
    if int(board.person) > 0 and board.person != str(person):
        await told(query, words.NOT_YOURS)
        return
    await told(query)
    if board.says[tap.place] == CALENDAR and await send_calendar(desk, message):
        return
    says, who = board.says[tap.place], board.person if int(board.person) else str(person)
    earlier = about(desk.bot, conversation, who, board.last, says)
    turn = _turn(desk, message.chat.id, earlier, who, says, board.items)
    await _rewrite(desk, message, board, turn)


async def on_other(desk: Desk, update: Update, context: Context) -> None:
    """Tell who sends a voice, a picture or a sticker what can be read; an album once."""
    message = update.message
    if message is None:
        return
    album = message.media_group_id
    if album and desk.albums.get(message.chat_id) == album:
        return
    if album:
        desk.note_album(message.chat_id, album)
    await outbox.answer(message, words.NO_FILES if message.document else words.ONLY_TEXT)


async def told(query: CallbackQuery, alert: str = "") -> None:
    """Answer a tap at once; one that cannot be answered is done all the same."""
    try:
        await query.answer(alert or None, show_alert=bool(alert))
    except TelegramError as error:
        log.info("tap not answered: %s", error)


async def _answer(desk: Desk, question: Message, person: int, turn: Turn) -> None:
    key, reply = keyboards.new_key(), turn.reply
    markup: outbox.Markup = keyboards.keyboard(key, reply.buttons)
    if turn.prompts and markup is None and question.chat.type != ChatType.PRIVATE:
        markup = ForceReply(selective=True)
    answers = await outbox.answer(question, reply.text, reply.strong, markup)
    _keep(desk, question, _board(key, str(person), turn, question.message_id, answers), turn)


async def _rewrite(desk: Desk, message: Message, old: Board, turn: Turn) -> None:
    key, reply = keyboards.new_key(), turn.reply
    markup = keyboards.keyboard(key, reply.buttons)
    shown = await outbox.rewrite(message, old.answers, reply.text, reply.strong, markup)
    _keep(desk, message, _board(key, old.person, turn, old.question, shown), turn)


def _board(key: str, person: str, turn: Turn, question: int, answers: tuple[int, ...]) -> Board:
    says = tuple(b.says or b.label for b in turn.reply.buttons)
    last = reading_of(turn.conversation.speaker(person).memory)
    items = turn.reply.items if any(s.startswith(OF_DIGEST) for s in says) else ()
    return Board(key, person, says, last, turn.before, question, answers, items)


def _keep(desk: Desk, message: Message, board: Board, turn: Turn) -> None:
    desk.conversations.keep(message.chat_id, with_board(turn.conversation, board))
