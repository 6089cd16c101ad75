"""The bot itself: messages in, replies out; it knows no chat system, no clock and no files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot import understanding
from bot.asking import LIST, TEXT, documents, finished, is_empty, numbered, of_documents, put, words
from bot.memory import Memories, Memory, after, grounded
from bot.model import Chat, Message, Reading, Reply
from bot.understanding import offers_of
from bot.wording import fit, render, too_long
from bot.zones import in_zone
from knowledge import Cutter, Document, Found, Index, Picked, Question, run

READ_WHOLE = 4096
"""Characters of a message that are read."""
NUMBERS = "①②③④⑤"


class Bot:
    """Answers messages from the documents that it was given last."""

    def __init__(
        self,
        documents: Iterable[Document],
        cutter: Cutter,
        *,
        page_size: int = 10,
        scope: str | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._now = now
        self.cutter = cutter
        self._page_size = page_size
        self.scope = scope
        """Id of the document that a new chat begins with."""
        self._memories = Memories()
        self.use(documents)

    def use(self, documents: Iterable[Document]) -> None:
        """Answer from these documents from now on; chats go on where they were."""
        index = Index(documents)
        self._read = understanding.reader(self.cutter, index)
        self.index = index

    def memory(self, chat: str) -> Memory:
        return self._memories.get(chat) or Memory(scope=self.scope)

    def find_document(self, said: str) -> str | None:
        """Give the id of the document that goes by this id or name."""
        return find_document(said, self.index.documents.values())

    def choose(self, chat: str, document: str | None) -> None:
        """Let a chat look at one document, or at all."""
        self._memories.put(chat, replace(self.memory(chat), scope=document))

    def settle(self, chat: str, zone: str) -> None:
        """Let a chat's days be those of a time zone."""
        self._memories.put(chat, replace(self.memory(chat), zone=zone))

    def forget(self, chat: str) -> None:
        """Begin a chat anew."""
        self._memories.remove(chat)

    def reply(self, message: Message) -> Reply:
        """Answer one message and remember what a follow-up may refer to."""
        reply, memory = self.turn(message.text, self.memory(message.chat))
        self._memories.put(message.chat, memory)
        return reply

    def turn(self, text: str, memory: Memory) -> tuple[Reply, Memory]:
        """Answer a text with a memory that is kept elsewhere; give the memory after it."""
        reply, memory = self._told(self._understood(text, memory), memory)
        if len(text) > READ_WHOLE:
            reply = replace(reply, text=fit(f"{too_long(READ_WHOLE)}\n{reply.text}"))
        return reply, memory

    def chosen(self, text: str, memory: Memory) -> Reading | None:
        """Read which tasks a text names; None where it is not understood in full, or finds none.

        Which tasks a word means is decided once, when it is asked.
        """
        alone = Memory(memory.scope, memory.unit, memory.zone)
        return self._chosen(text, alone) or self._chosen(text, memory)

    def _chosen(self, text: str, memory: Memory) -> Reading | None:
        [reading, *more] = self._understood(text, memory)
        if more or reading.talk or reading.question is None:
            return None
        asked = grounded(reading.question, memory)
        if is_empty(asked) or asked.sides or reading.unknown or reading.skipped:
            return None
        all_of_them = finished(Question((LIST,), asked.where, asked.of, best=asked.best))
        found = run(all_of_them, self.index)
        where = asked.where
        if words(asked) or any(first < 0 for first, _ in numbered(asked)):
            where = (*of_documents(documents(asked)), Picked(tuple(t.id for t in found.tasks)))
        asks = (LIST,) if asked.each or asked.order else asked.asks
        ordered = put(Question(asks, where))
        return replace(reading, question=ordered) if found.tasks else None

    def document_of(self, text: str, memory: Memory) -> str | None:
        """Give the id of the one document that a text names and says nothing more of: 下陆2023."""
        if known := self.find_document(text):
            return known
        [reading, *more] = self._understood(f"看{text}", memory)
        named = documents(reading.question) if reading.question else ()
        is_choice = reading.talk == Chat.CHOOSE and not (reading.unknown or more)
        return named[0] if is_choice and len(named) == 1 else None

    def after_speaking_of(self, reading: Reading, memory: Memory) -> Memory:
        """Give the memory in which the next message may refer to this."""
        return after(memory, reading, self._found(reading, memory), self._page_size)

    def speak_of(self, chat: str, reading: Reading) -> None:
        """Let a chat's next message refer to this."""
        self._memories.put(chat, self.after_speaking_of(reading, self.memory(chat)))

    def _understood(self, text: str, memory: Memory) -> tuple[Reading, ...]:
        """Understand a text, 下周 and the like as the days that they are today."""
        return self._read(text[:READ_WHOLE], memory, self._today(memory))

    def show(self, task: str, memory: Memory) -> tuple[Reply, Memory]:
        """Show the whole of a task, given by its id."""
        return self._told((Reading(Question((TEXT,), (Picked((task,)),))),), memory)

    def _told(self, readings: Sequence[Reading], memory: Memory) -> tuple[Reply, Memory]:
        today, replies = self._today(memory), []
        for reading in readings:
            found = self._found(reading, memory)
            replies.append(render(reading, found, memory, self.index, self._page_size, today))
            memory = after(memory, reading, found, self._page_size)
            memory = replace(memory, offers=offers_of(found, self.index))
        return _joined(replies), memory

    def _found(self, reading: Reading, memory: Memory) -> Found:
        """Find what is asked for; talk asks for nothing."""
        if reading.talk or reading.question is None:
            return Found(reading.question or Question())
        return run(reading.question, self.index, memory.items)

    def _today(self, memory: Memory) -> date | None:
        """Give the day that it is in a chat's time zone; None for a bot without a clock."""
        return in_zone(self._now(), memory.zone).date() if self._now else None


def find_document(said: str, documents: Iterable[Document]) -> str | None:
    """Give the id of the document with this id, or else this name: 东丽2023."""
    kept = tuple(documents)
    by_id = next((d.id for d in kept if d.id == said), None)
    return by_id or next((d.id for d in kept if d.name == said), None)


def _joined(replies: list[Reply]) -> Reply:
    """Put the answers to several questions into one reply, numbered as asked."""
    if len(replies) == 1:
        return replies[0]
    text = "\n\n".join(f"{n} {r.text}" for n, r in zip(NUMBERS, replies, strict=False))
    items = dict.fromkeys(i for r in replies for i in r.items)
    return Reply(
        fit(text),
        tuple(items),
        any(r.found for r in replies),
        tuple(b for r in replies for b in r.buttons)[:4],
        any(r.is_unanswered for r in replies),
        tuple(piece for r in replies for piece in r.strong),
    )
