"""What every handler works with: the bot, the chats and the members, as they are kept."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from telegram import Update

from bot.app import Bot
from bot.config import TelegramConfig
from bot.conversation import Conversation
from bot.members import Member, Standing
from bot.model import Reply
from bot.subscriptions import Subscriber
from bot.workdays import Workdays
from knowledge import DamagedError, Index, Records

log = logging.getLogger(__name__)

MOST_ALBUMS = 1000

Keeper = Callable[[str, Reply, str], None]
"""Keeps a question that ended outside, with the reply and the document that was chosen."""


class Conversations:
    """The chats; what a handler keeps is written when its update is settled, in one write."""

    def __init__(self, records: Records[Conversation], scope: str | None) -> None:
        self._records = records
        self._new = Conversation(scope=scope)
        self._open: dict[int, Conversation] = {}
        self._moved: set[int] = set()

    def of(self, chat: int) -> Conversation:
        if chat not in self._open:
            self._open[chat] = self._read(chat)
        return self._open[chat]

    def peek(self, chat: int) -> Conversation:
        """Give a chat to look at; nothing of it will be settled."""
        return self._open.get(chat) or self._read(chat)

    def keep(self, chat: int, conversation: Conversation) -> None:
        self._open[chat] = conversation

    def settle(self, chat: int, number: int) -> None:
        """Record that everything of a chat up to this number is answered."""
        if chat not in self._moved:
            self._records.put(str(chat), replace(self.of(chat), answered=number))
        self._open.pop(chat, None)

    def answered(self, chat: int) -> int:
        return self._read(chat).answered

    def write(self, chat: int, conversation: Conversation) -> None:
        """Keep a chat at once, where no update is to be settled."""
        self._records.put(str(chat), conversation)
        self._open.pop(chat, None)

    def move(self, old: int, new: int) -> None:
        """Let a group that became a supergroup go on under its new id."""
        kept, begun = self._records.get(str(old)), self.of(new)
        self._moved.add(old)
        if kept is None:
            return
        moved = replace(begun, scope=kept.scope) if begun.boards else kept
        self.keep(new, moved)
        self._records.put(str(new), moved)
        self._records.remove(str(old))

    def _read(self, chat: int) -> Conversation:
        try:
            return self._records.get(str(chat)) or self._new
        except DamagedError as error:
            log.warning("对话记录坏了，这个对话从头开始：%s", error)
            self._records.remove(str(chat))
            return self._new


class Subscribers:
    """The chats that want to be reminded.

    What cannot be read of one is told once in the log, holds up no other, and is left alone until
    the chat says something new.
    """

    def __init__(self, records: Records[Subscriber]) -> None:
        self._records = records
        self._unreadable: set[int] = set()

    def chats(self) -> tuple[int, ...]:
        keys = self._records.keys()
        return tuple(int(key) for key in keys if key.lstrip("-").isdecimal())

    def get(self, chat: int) -> Subscriber | None:
        try:
            return self._records.get(str(chat))
        except DamagedError as error:
            if chat not in self._unreadable:
                log.error("chat=%d 的订阅读不了，不提醒：%s", chat, error)
            self._unreadable.add(chat)
            return None

    def put(self, chat: int, subscriber: Subscriber) -> None:
        if chat in self._unreadable:
            self._records.remove(str(chat))
            self._unreadable.discard(chat)
        self._records.put(str(chat), subscriber)

    def move(self, old: int, new: int) -> None:
        """Let a group that became a supergroup be reminded under its new id."""
        if (subscriber := self.get(old)) is not None:
            self.put(new, subscriber)
            self._records.remove(str(old))


class Members:
    """The people who asked to be let in."""

    def __init__(self, records: Records[Member], config: TelegramConfig) -> None:
        self._records = records
        self._config = config

    def may_ask(self, person: int) -> bool:
        if self._config.access == "open" or person in self._config.admins:
            return True
        member = self.get(person)
        return member is not None and member.standing == Standing.GRANTED

    def is_admin(self, person: int) -> bool:
        return person in self._config.admins

    def get(self, person: int) -> Member | None:
        return self._records.get(str(person))

    def put(self, member: Member) -> None:
        self._records.put(str(member.person), member)

    def remove(self, person: int) -> bool:
        return self._records.remove(str(person))

    def all(self) -> tuple[Member, ...]:
        return tuple(member for _, member in self._records.all())


@dataclass(slots=True)
class Desk:
    bot: Bot
    conversations: Conversations
    members: Members
    config: TelegramConfig
    keep_unanswered: Keeper
    subscribers: Subscribers
    now: Callable[[], datetime]
    workdays: Workdays
    nothing_due: dict[int, tuple[date, Subscriber, Index]] = field(default_factory=dict)
    """Chats that nothing is due for, as long as the day, what they want and the documents stay."""
    albums: dict[int, str] = field(default_factory=dict)
    """The last album of each chat that was told off; its other pictures are passed over."""

    def note_album(self, chat: int, album: str) -> None:
        if len(self.albums) >= MOST_ALBUMS:
            self.albums.clear()
        self.albums[chat] = album


def person_of(update: Update) -> int | None:
    """Give the id of who asks: a person, or the chat in whose name an admin writes."""
    message = update.effective_message
    if message and not update.callback_query and message.sender_chat:
        return message.sender_chat.id
    user = update.effective_user
    return user.id if user and not user.is_bot else None
