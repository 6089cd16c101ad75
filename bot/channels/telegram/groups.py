"""Which messages are meant for the bot, and what they ask."""

import re

from telegram import Message, MessageEntity, Update, User
from telegram.constants import ChatType

from bot.wording.messenger import ADMIN_COMMANDS

OUR_COMMANDS = {name for name, _ in ADMIN_COMMANDS}


def is_for_us(update: Update, me: User) -> bool:
    """Tell whether an update asks something of the bot; in groups most do not."""
    message = update.message or update.edited_message
    if message is None:
        return True
    if message.via_bot and message.via_bot.id == me.id:
        return False
    if message.chat.type == ChatType.PRIVATE or migrates(update):
        return True
    return _is_command(message, me) or _is_reply(message, me) or _mentions(message, me)


def migrates(update: Update) -> bool:
    """Tell whether a group says that it has become a supergroup, or a supergroup what it was."""
    message = update.message
    return bool(message and (message.migrate_to_chat_id or message.migrate_from_chat_id))


def question_in(message: Message, me: User) -> str:
    """Give the question of a message that is meant for the bot, without the mention.

    A bare mention in reply to somebody's message asks what that message says.
    """
    text = message.text or message.caption or ""
    is_alone = message.chat.type == ChatType.PRIVATE
    asked = text if is_alone else _mention(me).sub(" ", text).strip()
    replied = message.reply_to_message
    if not asked and replied and not _is_reply(message, me):
        return replied.text or replied.caption or ""
    return asked


def _is_command(message: Message, me: User) -> bool:
    first = next(iter(message.entities or ()), None)
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset:
        return False
    command, _, name = message.parse_entity(first)[1:].partition("@")
    if not name:
        # several bots may be there: only what is in our menu is for us
        return command.lower() in OUR_COMMANDS
    return name.casefold() == (me.username or "").casefold()


def _is_reply(message: Message, me: User) -> bool:
    replied = message.reply_to_message
    return bool(replied and replied.from_user and replied.from_user.id == me.id)


def _mentions(message: Message, me: User) -> bool:
    return _mention(me).search(message.text or message.caption or "") is not None


def _mention(me: User) -> re.Pattern[str]:
    # Telegram marks no mention where a Chinese character follows at once: @bot你好
    return re.compile(rf"@{re.escape(me.username or '')}(?![A-Za-z0-9_])", re.I)
