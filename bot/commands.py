"""What a text, a command or a button in a messenger is answered with; knows no chat system."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.app import Bot
from bot.conversation import Conversation, after, with_speaker
from bot.memory import Memory, back_to, reading_of
from bot.model import Reading, Reply
from bot.wording import messenger as words
from knowledge import Index, Task, fold

RE_LINK = re.compile(r"d-(?P<document>[A-Za-z0-9_-]+)-(?P<number>\d{1,9})(?:_(?P<part>\d{1,4}))?")
RE_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
"""An id of a document that a link can hold."""
ITEM, MY = "item", "my"
"""Commands that ask for their words when they come without."""
ANEW = "?"
"""What /my is given to ask for the unit once more."""
OWN_TASKS = "我们单位有哪些任务"


@dataclass(frozen=True, slots=True)
class Turn:
    reply: Reply
    conversation: Conversation
    before: Reading | None = None
    """What the person had spoken of before this turn."""
    prompts: bool = False
    """The reply waits for words."""


def say(bot: Bot, conversation: Conversation, person: str, text: str) -> Turn:
    """Answer a text: a question, the words that a command waits for, or a command in a button."""
    speaker = conversation.speaker(person)
    if text.startswith("/"):
        name, *arguments = text[1:].split(None, 1) or [""]
        return command(bot, conversation, person, name.partition("@")[0].lower(), *arguments)
    if speaker.awaits and text.strip(" 。！!") in words.CANCELLING:
        return _cancel(bot, conversation, person, "")
    if speaker.awaits:
        return command(bot, conversation, person, speaker.awaits, text)
    return _asked(bot, conversation, person, text)


def about(
    bot: Bot, conversation: Conversation, person: str, last: Reading | None, text: str = ""
) -> Conversation:
    """Let a person's next text be about this; no command waits, unless the text is one."""
    speaker, memory = conversation.speaker(person), memory_of(bot, conversation, person)
    begun = replace(memory, last=None, question=None, failed=None, picked=())
    memory = bot.after_speaking_of(last, begun) if last else begun
    awaits = speaker.awaits if text.startswith("/") else ""
    return with_speaker(conversation, replace(speaker, memory=memory, awaits=awaits))


def command(
    bot: Bot, conversation: Conversation, person: str, name: str, arguments: str = ""
) -> Turn:
    """Answer a command of the menu; behind a slash, Chinese is a question."""
    if not name.isascii():
        return _asked(bot, conversation, person, f"{name} {arguments}".strip())
    if name not in COMMANDS:
        return told(conversation, person, words.no_such_command(name))
    return COMMANDS[name](bot, conversation, person, arguments.strip())


def memory_of(bot: Bot, conversation: Conversation, person: str) -> Memory:
    """Give what a person's message may refer to, in the document that the chat looks at."""
    memory = conversation.speaker(person).memory
    of_chat = replace(memory, scope=conversation.scope, zone=conversation.zone)
    return back_to(of_chat, bot.index)


def link_of(task: Task) -> str:
    """Give what a deep link says to show a task: d-dongli-2023-59.

    A link holds only A-Z, a-z, 0-9, "_" and "-", at most 64: other ids go by a digest.
    """
    part = f"_{task.part}" if task.part > 1 else ""
    return f"d-{_linked(task.document)}-{task.number}{part}"


def task_of(link: str, index: Index) -> str | None:
    """Give the id of the task that a deep link names."""
    found = RE_LINK.fullmatch(link)
    if found is None:
        return None
    part = int(found["part"] or 1)
    place = str(int(found["number"])) + (f".{part}" if part > 1 else "")
    named = (f"{id}#{place}" for id in index.documents if _linked(id) == found["document"])
    return next((task for task in named if index.task(task)), None)


def _linked(document: str) -> str:
    if RE_PLAIN_ID.fullmatch(document):
        return document
    return f"_{hashlib.sha256(document.encode()).hexdigest()[:16]}"


def _asked(bot: Bot, conversation: Conversation, person: str, text: str) -> Turn:
    memory = memory_of(bot, conversation, person)
    reply, memory_after = bot.turn(text, memory)
    return Turn(reply, after(conversation, person, memory_after), reading_of(memory))


def told(
    conversation: Conversation,
    person: str,
    reply: Reply,
    awaits: str = "",
    *,
    instructs: bool = False,
) -> Turn:
    """Say something that asks nothing of the documents; what was spoken of stays."""
    speaker = replace(conversation.speaker(person), awaits=awaits, instructs=instructs)
    kept = with_speaker(conversation, speaker)
    return Turn(reply, kept, reading_of(speaker.memory), prompts=bool(awaits))


def _start(bot: Bot, conversation: Conversation, person: str, link: str) -> Turn:
    memory = memory_of(bot, conversation, person)
    if task := task_of(link, bot.index):
        reply, memory_after = bot.show(task, memory)
        return Turn(reply, after(conversation, person, memory_after), reading_of(memory))
    reply = words.start(memory, bot.index, is_broken=link.startswith("d-"))
    return told(conversation, person, reply)


def _help(bot: Bot, conversation: Conversation, person: str, _: str) -> Turn:
    memory = memory_of(bot, conversation, person)
    return told(conversation, person, words.help(memory, bot.index))


def _use(bot: Bot, conversation: Conversation, person: str, said: str) -> Turn:
    if said:
        return _asked(bot, conversation, person, f"看{said}")
    memory = memory_of(bot, conversation, person)
    return told(conversation, person, words.choose(memory, bot.index))


def _item(bot: Bot, conversation: Conversation, person: str, said: str) -> Turn:
    if not said:
        return told(conversation, person, words.which_item(), ITEM)
    said = f"第{said}项" if said.isdecimal() else said
    return _asked(bot, conversation, person, said)


def _due(bot: Bot, conversation: Conversation, person: str, said: str) -> Turn:
    if said:
        turn = _asked(bot, conversation, person, f"{said}要完成的有哪些")
        return replace(turn, reply=words.with_other_days(turn.reply))
    memory = memory_of(bot, conversation, person)
    return told(conversation, person, words.which_day(memory, bot.index))


def _my(bot: Bot, conversation: Conversation, person: str, said: str) -> Turn:
    """Remember the person's own unit, or list its tasks; what names no unit may be a question."""
    speaker = conversation.speaker(person)
    if said == ANEW or not (said or speaker.memory.unit):
        return told(conversation, person, words.which_unit(), MY)
    if not said:
        return _asked(bot, conversation, person, OWN_TASKS)
    name = said.rstrip("的。")
    scope = (conversation.scope,) if conversation.scope else ()
    names = bot.index.names
    meaning = names.unit(fold(name), scope) or names.unit(fold(name))
    if meaning is None:
        near = [names.name_of(key, scope) for key in names.near(name, scope)]
        asked = _asked(bot, conversation, person, said)
        if asked.reply.found or not near:
            return asked
        return told(conversation, person, words.no_such_unit(name, near), MY)
    unit = names.name_of(meaning.key, scope)
    known = replace(speaker, memory=replace(speaker.memory, unit=unit), awaits="")
    turn = _asked(bot, with_speaker(conversation, known), person, OWN_TASKS)
    return replace(turn, reply=words.own_unit(unit, turn.reply))


def _settings(bot: Bot, conversation: Conversation, person: str, _: str) -> Turn:
    memory = memory_of(bot, conversation, person)
    return told(conversation, person, words.settings(memory, bot.index, person))


def _cancel(bot: Bot, conversation: Conversation, person: str, _: str) -> Turn:
    waited = bool(conversation.speaker(person).awaits)
    return told(conversation, person, words.cancelled(waited))


COMMANDS: dict[str, Callable[[Bot, Conversation, str, str], Turn]] = {
    "start": _start,
    "help": _help,
    "use": _use,
    ITEM: _item,
    "due": _due,
    MY: _my,
    "settings": _settings,
    "cancel": _cancel,
}
