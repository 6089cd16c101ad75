"""Who may ask: the gate before all other handlers, and how people are let in."""

import logging
from datetime import date

from telegram import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultsButton,
    Update,
    User,
)
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.channels.telegram import outbox
from bot.channels.telegram.desk import Desk, person_of
from bot.channels.telegram.groups import migrates
from bot.channels.telegram.inline import answered
from bot.channels.telegram.keyboards import JOIN, RE_MEMBER
from bot.channels.telegram.questions import Context, told
from bot.members import Member, Standing, decided
from bot.wording import messenger as words

log = logging.getLogger(__name__)

LONGEST_NAME = 60
DEEDS = {"yes": Standing.GRANTED, "no": Standing.REFUSED}


async def gate(desk: Desk, update: Update, context: Context) -> None:
    """Stop what somebody asks who was not let in, with one line and how to ask to be."""
    person = person_of(update)
    # that a group lets the bot in, or becomes a supergroup, asks nothing
    if person is None or update.my_chat_member or migrates(update):
        return
    if desk.members.may_ask(person):
        return
    if update.callback_query:
        if update.callback_query.data == JOIN:
            return
        await told(update.callback_query, words.must_ask(_standing(desk, person)))
    elif update.inline_query:
        way_in = InlineQueryResultsButton(words.ASK_TO_JOIN, start_parameter="join")
        await answered(update.inline_query, (), cache_time=0, is_personal=True, button=way_in)
    elif update.message:
        line = words.must_ask(_standing(desk, person)) if person > 0 else words.ANONYMOUS
        await outbox.answer(update.message, line, markup=_way_in(desk, update, context))
    raise ApplicationHandlerStop


def _standing(desk: Desk, person: int) -> str:
    member = desk.members.get(person)
    return member.standing if member else ""


def _way_in(desk: Desk, update: Update, context: Context) -> InlineKeyboardMarkup | None:
    """Give the button to ask; from a group it leads to the chat with the bot alone."""
    person, chat = person_of(update), update.effective_chat
    if person is None or person < 0 or chat is None or _standing(desk, person):
        return None
    if chat.type == ChatType.PRIVATE:
        button = InlineKeyboardButton(words.ASK_TO_JOIN, callback_data=JOIN)
    else:
        url = f"https://t.me/{context.bot.username}?start=join"
        button = InlineKeyboardButton(words.ASK_TO_JOIN, url=url)
    return InlineKeyboardMarkup([[button]])


async def on_join(desk: Desk, update: Update, context: Context) -> None:
    """Put a person's wish before the admins, once."""
    query = update.callback_query
    if query is None:
        return
    if desk.config.access == "open" or not desk.config.admins:
        await told(query, words.OPEN_TO_ALL if desk.config.access == "open" else words.NO_ADMINS)
        return
    if desk.members.may_ask(query.from_user.id):
        await told(query, words.GRANTED)
        return
    member = desk.members.get(query.from_user.id)
    if member is not None:
        await told(query, words.must_ask(member.standing))
        return
    name = _name(query.from_user)
    asked = Member(query.from_user.id, name, Standing.ASKED, date.today())
    line = words.wants_in(name, asked.person)
    reached = [
        await _told_in_private(context, admin, line, _decisions(asked))
        for admin in desk.config.admins
    ]
    if not any(reached):
        await told(query, words.NO_ADMIN_REACHED)
        return
    desk.members.put(asked)
    await told(query)
    await _shown(query, words.ASKED_TO_JOIN)


async def on_decision(desk: Desk, update: Update, context: Context) -> None:
    """Let an admin grant, refuse or remove; a button says whom, the tap says who decides."""
    query = update.callback_query
    if query is None:
        return
    if not desk.members.is_admin(query.from_user.id):
        await told(query, words.ONLY_ADMINS)
        return
    found = RE_MEMBER.fullmatch(query.data or "")
    member = desk.members.get(int(found["person"])) if found else None
    if found is None or member is None:
        await told(query, words.EXPIRED)
        return
    await told(query)
    standing = DEEDS.get(found["deed"])
    if standing == Standing.REFUSED and member.standing != Standing.ASKED:
        # another admin was quicker: a refusal is only offered to who asks
        standing = member.standing
    elif standing is None:
        desk.members.remove(member.person)
    elif member.standing != standing:
        desk.members.put(decided(member, standing, query.from_user.id, date.today()))
        line = words.GRANTED if standing == Standing.GRANTED else words.REFUSED
        await _told_in_private(context, member.person, line)
    await _shown(query, words.was_decided(member.name, member.person, standing or ""))


async def on_members(desk: Desk, update: Update, context: Context) -> None:
    """List for an admin who asked, was let in or refused, each with what can be done."""
    message, person = update.effective_message, person_of(update)
    if message is None or person is None:
        return
    if not desk.members.is_admin(person):
        await outbox.answer(message, words.ONLY_ADMINS)
        return
    if message.chat.type != ChatType.PRIVATE:
        await outbox.answer(message, words.ONLY_IN_PRIVATE)
        return
    members = desk.members.all()
    await outbox.answer(message, words.members_text(members, desk.config.access))
    for member in members[-words.MOST_MEMBERS :]:
        await outbox.send_line(
            context.bot, message.chat_id, words.member_line(member), _decisions(member)
        )


def _decisions(member: Member) -> InlineKeyboardMarkup:
    def button(label: str, deed: str) -> InlineKeyboardButton:
        return InlineKeyboardButton(label, callback_data=f"m:{deed}:{member.person}")

    match member.standing:
        case Standing.ASKED:
            row = [button(words.AGREE, "yes"), button(words.REFUSE, "no")]
        case Standing.GRANTED:
            row = [button(words.REMOVE, "out")]
        case Standing.REFUSED:
            row = [button(words.AGREE, "yes"), button(words.REMOVE, "out")]
    return InlineKeyboardMarkup([row])


async def _told_in_private(
    context: Context, person: int, line: str, markup: InlineKeyboardMarkup | None = None
) -> bool:
    """Tell a person something; False for one who never wrote to the bot, or blocked it."""
    try:
        await outbox.send_line(context.bot, person, line, markup)
    except (Forbidden, BadRequest) as error:
        log.warning("chat=%d not told: %s", person, error)
        return False
    return True


async def _shown(query: CallbackQuery, line: str) -> None:
    """Put a line in the place of the message with the buttons."""
    try:
        await query.edit_message_text(line)
    except TelegramError as error:
        log.info("decision not shown: %s", error)


def _name(user: User) -> str:
    named = f"{user.full_name} @{user.username}" if user.username else user.full_name
    return "".join(c for c in named if c.isprintable())[:LONGEST_NAME]
