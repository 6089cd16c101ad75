"""The python-telegram-bot application: which handler answers which update."""

import logging
import secrets
from functools import partial
from typing import Any

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    Update,
)
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import (
    Application,
    ApplicationHandlerStop,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.channels.telegram import outbox
from bot.channels.telegram.access import gate, on_decision, on_join, on_members
from bot.channels.telegram.desk import Desk
from bot.channels.telegram.inline import on_inline
from bot.channels.telegram.keyboards import JOIN
from bot.channels.telegram.patience import Patience
from bot.channels.telegram.questions import (
    Context,
    on_edited,
    on_other,
    on_tap,
    on_text,
)
from bot.config import TelegramConfig
from bot.wording import messenger as words

log = logging.getLogger(__name__)

GATE = -1
"""The group of handlers that goes before the others."""
CONNECTIONS = 32
"""Requests at the same moment; each open one costs the others a little, so not one a lane."""
POOL_PATIENCE = 60.0
"""Seconds that a request waits for a free connection."""
REFUSALS = ("chat not found", "not enough rights", "topic_closed", "thread not found")
OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
App = Application[Any, Any, Any, Any, Any, Any]


def build(config: TelegramConfig) -> App:
    """Make the application; what takes updates is ours, so it gets no updater."""
    return (
        Application.builder()
        .token(config.token)
        .base_url(config.base_url)
        .rate_limiter(Patience(config.messages_per_second))
        .connection_pool_size(CONNECTIONS)
        .pool_timeout(POOL_PATIENCE)
        .updater(None)
        .job_queue(None)
        .build()
    )


def add_handlers(application: App, desk: Desk) -> None:
    """Register who answers what; the first that fits takes an update, the gate goes before all."""

    def add(handler: Any, group: int = 0) -> None:
        application.add_handler(handler, group)

    new = filters.UpdateType.MESSAGE
    add(TypeHandler(Update, partial(gate, desk)), GATE)
    add(MessageHandler(filters.StatusUpdate.MIGRATE, partial(on_migration, desk)))
    add(CommandHandler("members", partial(on_members, desk), new))
    add(MessageHandler(new & (filters.TEXT | filters.CAPTION), partial(on_text, desk)))
    add(MessageHandler(filters.UpdateType.EDITED_MESSAGE & filters.TEXT, partial(on_edited, desk)))
    add(MessageHandler(new & ~filters.StatusUpdate.ALL, partial(on_other, desk)))
    add(CallbackQueryHandler(partial(on_join, desk), f"^{JOIN}$"))
    add(CallbackQueryHandler(partial(on_decision, desk), "^m:"))
    add(CallbackQueryHandler(partial(on_tap, desk)))
    add(InlineQueryHandler(partial(on_inline, desk)))
    add(ChatMemberHandler(on_invited, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_error_handler(on_error)


async def on_migration(desk: Desk, update: Update, context: Context) -> None:
    """Let a group that became a supergroup keep its document and conversation.

    Both chats are told; whichever is heard first moves them.
    """
    message = update.effective_message
    if message and message.migrate_to_chat_id:
        desk.conversations.move(message.chat_id, message.migrate_to_chat_id)
    elif message and message.migrate_from_chat_id:
        desk.conversations.move(message.migrate_from_chat_id, message.chat_id)


async def on_invited(update: Update, context: Context) -> None:
    """Greet a group that let the bot in."""
    changed = update.my_chat_member
    if changed is None or changed.chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP):
        return
    if changed.old_chat_member.status in OUT and changed.new_chat_member.status not in OUT:
        await outbox.send_line(context.bot, changed.chat.id, words.GREETING)


async def on_error(update: object, context: Context) -> None:
    """Log an error with an id and give the person that id; no later handler takes the update.

    Where nothing may be sent (blocked, muted, gone) nobody is told.
    """
    asked = update if isinstance(update, Update) else None
    number = asked.update_id if asked else 0
    if _is_refused(context.error):
        log.info("update=%d not answered: %s", number, context.error)
        raise ApplicationHandlerStop
    id = secrets.token_hex(3)
    log.error("error=%s update=%d", id, number, exc_info=context.error)
    if asked and asked.effective_message:
        try:
            await outbox.answer(asked.effective_message, words.failed(id))
        except TelegramError as second:
            log.error("error=%s not told: %s", id, second)
    raise ApplicationHandlerStop


def _is_refused(error: Exception | None) -> bool:
    """Tell whether Telegram lets the bot write there no more."""
    said = str(error).lower()
    return isinstance(error, Forbidden) or any(told in said for told in REFUSALS)


async def set_menus(application: App, config: TelegramConfig) -> None:
    """Set the commands for everybody, for groups and for each admin, in Chinese as the default."""
    menus: list[tuple[BotCommandScope, tuple[tuple[str, str], ...]]] = [
        (BotCommandScopeDefault(), words.COMMANDS),
        (BotCommandScopeAllGroupChats(), words.GROUP_COMMANDS),
        *((BotCommandScopeChat(admin), words.ADMIN_COMMANDS) for admin in config.admins),
    ]
    for scope, commands in menus:
        listed = [BotCommand(name, told) for name, told in commands]
        for language in ("", "zh"):
            try:
                await application.bot.set_my_commands(listed, scope, language)
            except (BadRequest, Forbidden) as error:
                # an admin who never wrote to the bot has no chat with it yet
                log.info("no menu for %s: %s", scope.type, error)
