"""Reminders in Telegram: instructions become subscriptions, digests become messages."""

import logging
import re
from dataclasses import replace
from datetime import timedelta

from telegram import Bot, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.channels.telegram import keyboards, outbox
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.html import messages
from bot.commands import Turn, session_of, told
from bot.conversation import Board, Conversation, with_board
from bot.model import Button, Reply
from bot.reminders import after_sending, digest_of
from bot.subscribing import Scene, covered_by, instructed, put_off, tasks_of
from bot.subscriptions import Digest, Subscriber, own_deadlines
from bot.wording import reminding as words
from knowledge import Query

log = logging.getLogger(__name__)

BELL = Button("🔔 提醒我", "到期前提醒我")
RE_OF_DIGEST = re.compile(r"/(?P<name>tasks|done|later (?P<days>\d{1,3})) (?P<ids>.+)")
NOBODY = "0"
"""Stands on a board that everybody in the chat may tap."""


def with_bell(reply: Reply) -> Reply:
    """Let every card and list be subscribed to."""
    if not (reply.found and reply.items):
        return reply
    return replace(reply, buttons=(*reply.buttons, BELL))


def instructed_turn(
    desk: Desk, chat: int, conversation: Conversation, person: str, text: str
) -> Turn | None:
    """Carry out what a text says of reminders; None where it says nothing of them."""
    subscriber = desk.subscribers.get(str(chat)) or Subscriber()
    done = _of_digest(desk, subscriber, text)
    if done is None:
        session = session_of(desk.bot, conversation, person)
        today = desk.now().date()
        done = instructed(Scene(desk.bot, session, subscriber, today, desk.workdays), text)
    if done is None:
        return None
    reply, changed = done
    if changed != subscriber:
        desk.subscribers.put(str(chat), changed)
    return told(conversation, person, reply)


def _of_digest(desk: Desk, subscriber: Subscriber, text: str) -> tuple[Reply, Subscriber] | None:
    """Do what a button under a digest says of its tasks; None for any other text."""
    found = RE_OF_DIGEST.fullmatch(text)
    if found is None:
        return None
    name, arguments = found["name"], tuple(found["ids"].split())
    if name == "tasks":
        tasks = tuple(tasks_of(desk.bot.index)(Query(tasks=arguments)))
        return words.all_of(tasks, desk.bot.index, desk.now().date()), subscriber
    if name == "done":
        tasks = tuple(tasks_of(desk.bot.index)(Query(tasks=arguments)))
        return words.done(tasks), replace(subscriber, done=(*subscriber.done, *arguments))
    until = desk.now().date() + timedelta(days=int(found["days"]))
    return words.put_off(until), put_off(subscriber, arguments, until)


async def send_calendar(desk: Desk, message: Message) -> bool:
    """Send the deadlines of a chat's subscriptions as a file; False where there are none."""
    from bot.calendar_feed import calendar_of

    subscriber = desk.subscribers.get(str(message.chat_id)) or Subscriber()
    covered = covered_by(subscriber, tasks_of(desk.bot.index))
    tasks = [task for task, _ in covered.values() if any(own_deadlines(task))]
    if not tasks:
        return False
    now, before = desk.now().astimezone(), subscriber.days_before
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
    subscriber = desk.subscribers.get(str(chat))
    if subscriber and subscriber.is_paused:
        desk.subscribers.put(str(chat), replace(subscriber, is_paused=False))


async def remind(desk: Desk, bot: Bot, chat: int) -> None:
    """Send a chat what is due; what was sent is recorded at once."""
    subscriber = desk.subscribers.get(str(chat))
    if subscriber is None:
        return
    now = desk.now()
    covered = covered_by(subscriber, tasks_of(desk.bot.index))
    digest = digest_of(subscriber, covered, now.date(), f"{now:%H:%M}", desk.workdays)
    if not digest:
        return
    try:
        await _sent(desk, bot, chat, digest)
    except ChatMigrated as error:
        desk.subscribers.put(str(error.new_chat_id), subscriber)
        desk.subscribers.remove(str(chat))
    except (Forbidden, BadRequest) as error:
        log.info("chat=%d paused: %s", chat, error)
        desk.subscribers.put(str(chat), replace(subscriber, is_paused=True))
    else:
        told_of = after_sending(subscriber, digest, covered, now.date())
        desk.subscribers.put(str(chat), told_of)
        log.info("chat=%d reminders=%d", chat, len(digest.reminders))


async def _sent(desk: Desk, bot: Bot, chat: int, digest: Digest) -> None:
    reply, key = words.digest_reply(digest, desk.bot.index, desk.now().date()), keyboards.new_key()
    sent = await bot.send_message(
        chat,
        messages(reply.text)[0],
        parse_mode=ParseMode.HTML,
        reply_markup=keyboards.keyboard(key, reply.buttons),
        link_preview_options=outbox.NO_PREVIEW,
    )
    says = tuple(b.says or b.label for b in reply.buttons)
    board = Board(key, NOBODY, says, answers=(sent.message_id,))
    desk.conversations.write(chat, with_board(desk.conversations.peek(chat), board))
