"""Reminders in Telegram: instructions become subscriptions, digests become messages."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from telegram import Bot, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.asking import is_ranking
from bot.channels.telegram import keyboards, outbox
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.html import messages
from bot.commands import Turn, memory_of, told
from bot.conversation import Board, Conversation, after, with_board
from bot.memory import spoken_of
from bot.model import Button
from bot.reminders import after_sending, digest_of, may_send
from bot.subscribing import Scene, covered_by, instructed, tapped, tasks_of
from bot.subscriptions import Digest, Subscriber, own_deadlines
from bot.wording import digest as digests
from bot.wording import reminding as words
from bot.zones import in_zone

log = logging.getLogger(__name__)

BELL = Button("🔔 提醒我", "到期前提醒我")
NOBODY = "0"
"""Stands on a board that everybody in the chat may tap."""


def with_bell(turn: Turn, person: str) -> Turn:
    """Let every card and list be subscribed to; a ranking or comparison is neither."""
    reply, last = turn.reply, spoken_of(turn.conversation.speaker(person).memory).question
    is_list = last is not None and not is_ranking(last)
    if not (reply.found and reply.items and is_list):
        return turn
    return replace(turn, reply=replace(reply, buttons=(*reply.buttons, BELL)))


def instructed_turn(
    desk: Desk,
    chat: int,
    conversation: Conversation,
    person: str,
    text: str,
    items: Sequence[str] = (),
) -> Turn | None:
    """Carry out what a text says of reminders; None where it says nothing of them.

    `items` are the tasks of the digest that a button stands under.
    """
    subscriber = desk.subscribers.get(chat) or Subscriber()
    memory = memory_of(desk.bot, conversation, person)
    today = local_time(desk, subscriber).date()
    goes_on = conversation.speaker(person).instructs
    scene = Scene(desk.bot, memory, subscriber, today, desk.workdays, goes_on)
    outcome = tapped(scene, text, items) or instructed(scene, text)
    if outcome is None:
        return None
    reply, changed = outcome
    if changed != subscriber:
        desk.subscribers.put(chat, changed)
    if reply.about:
        memory = desk.bot.after_speaking_of(reply.about, memory)
        conversation = after(conversation, person, memory)
    conversation = replace(conversation, zone=changed.rules.zone)
    return told(conversation, person, reply, instructs=True)


def local_time(desk: Desk, subscriber: Subscriber) -> datetime:
    """Give the time that it is in a chat."""
    return in_zone(desk.now(), subscriber.rules.zone)


async def send_calendar(desk: Desk, message: Message) -> bool:
    """Send the deadlines of a chat's subscriptions as a file; False where there are none."""
    from bot.calendar_feed import calendar_of

    subscriber = desk.subscribers.get(message.chat_id) or Subscriber()
    covered = covered_by(subscriber, tasks_of(desk.bot.index))
    tasks = [task for task, _ in covered.values() if any(own_deadlines(task))]
    if not tasks:
        return False
    now, before = desk.now().astimezone(), subscriber.rules.days_before
    await message.get_bot().send_document(
        message.chat_id,
        calendar_of(words.CALENDAR_NAME, tasks, desk.bot.index, before, now),
        caption=words.CALENDAR_SENT,
        filename=words.CALENDAR_FILE,
        message_thread_id=outbox.topic_of(message),
    )
    return True


def wake(desk: Desk, chat: int) -> None:
    """Remind a chat again that had blocked the bot and now writes to it."""
    subscriber = desk.subscribers.get(chat)
    if subscriber and subscriber.is_paused:
        desk.subscribers.put(chat, replace(subscriber, is_paused=False))


def is_due(desk: Desk, chat: int) -> bool:
    """Tell whether something is to be sent to a chat now; who was removed gets nothing."""
    subscriber = desk.subscribers.get(chat)
    if subscriber is None or (chat > 0 and not desk.members.may_ask(chat)):
        return False
    now = local_time(desk, subscriber)
    if not may_send(subscriber, now.date(), f"{now:%H:%M}", desk.workdays):
        return False
    seen = (now.date(), subscriber, desk.bot.index)
    if desk.nothing_due.get(chat) == seen:
        return False
    covered = covered_by(subscriber, tasks_of(desk.bot.index))
    if digest_of(subscriber, covered, now.date(), f"{now:%H:%M}", desk.workdays):
        return True
    desk.nothing_due[chat] = seen
    return False


async def remind(desk: Desk, bot: Bot, chat: int) -> None:
    """Send a chat what is due; what was sent is recorded at once."""
    subscriber = desk.subscribers.get(chat)
    if subscriber is None or not is_due(desk, chat):
        return
    now = local_time(desk, subscriber)
    covered = covered_by(subscriber, tasks_of(desk.bot.index))
    digest = digest_of(subscriber, covered, now.date(), f"{now:%H:%M}", desk.workdays)
    try:
        await _send(desk, bot, chat, digest, now)
    except ChatMigrated as error:
        desk.subscribers.move(chat, error.new_chat_id)
    except (Forbidden, BadRequest) as error:
        log.info("chat=%d paused: %s", chat, error)
        desk.subscribers.put(chat, replace(subscriber, is_paused=True))
    else:
        told_of = after_sending(subscriber, digest, covered, now.date())
        desk.subscribers.put(chat, told_of)
        log.info("chat=%d reminders=%d", chat, len(digest.reminders))


async def _send(desk: Desk, bot: Bot, chat: int, digest: Digest, now: datetime) -> None:
    reply, key = digests.digest_reply(digest, desk.bot.index, now.date()), keyboards.new_key()
    sent = await bot.send_message(
        chat,
        messages(reply.text)[0],
        parse_mode=ParseMode.HTML,
        reply_markup=keyboards.keyboard(key, reply.buttons),
        link_preview_options=outbox.NO_PREVIEW,
    )
    says = tuple(b.says or b.label for b in reply.buttons)
    board = Board(key, NOBODY, says, answers=(sent.message_id,), items=reply.items)
    desk.conversations.write(chat, with_board(desk.conversations.peek(chat), board))
