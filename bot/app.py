"""The bot itself: messages in, replies out; it knows no chat system, no clock and no files."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.answer import answer
from bot.model import Answer, Chat, Intent, Kind, Message, Reply, Session, Want
from bot.understanding import Lexicon, understand
from bot.wording import fit, render, too_long
from bot.zones import in_zone
from knowledge import Cutter, Document, Index, Query

READ_WHOLE = 4096
"""Characters of a message that are read."""
MOST_SESSIONS = 10_000
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
        self._cutter = cutter
        self._page_size = page_size
        self.scope = scope
        """Id of the document that a new chat begins with."""
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self.use(documents)

    def use(self, documents: Iterable[Document]) -> None:
        """Answer from these documents from now on; chats go on where they were."""
        index = Index(documents)
        self._lexicon = Lexicon(self._cutter, index)
        self.index = index

    def session(self, chat: str) -> Session:
        return self._sessions.get(chat, Session(scope=self.scope))

    def find_document(self, said: str) -> str | None:
        """Give the id of the document that goes by this id or name."""
        return find_document(said, self.index.documents.values())

    def choose(self, chat: str, document: str | None) -> None:
        """Let a chat look at one document, or at all."""
        self._remember(chat, replace(self.session(chat), scope=document))

    def settle(self, chat: str, zone: str) -> None:
        """Let a chat's days be those of a time zone."""
        self._remember(chat, replace(self.session(chat), zone=zone))

    def forget(self, chat: str) -> None:
        """Begin a chat anew."""
        self._sessions.pop(chat, None)

    def reply(self, message: Message) -> Reply:
        """Answer one message and remember what a follow-up may refer to."""
        reply, session = self.turn(message.text, self.session(message.chat))
        self._remember(message.chat, session)
        return reply

    def turn(self, text: str, session: Session) -> tuple[Reply, Session]:
        """Answer a text in a session that is kept elsewhere; give the session after it."""
        intents = self._understood(text, session)
        reply, session = self._told(intents, session)
        if len(text) > READ_WHOLE:
            reply = replace(reply, text=fit(f"{too_long(READ_WHOLE)}\n{reply.text}"))
        return reply, session

    def intent_of(self, text: str, session: Session) -> Intent | None:
        """Give what a text asks for, with its conditions; None where it is not understood in full.

        Of words, the conditions are the tasks that they find now.
        """
        intents = self._understood(text, session)
        intent = intents[0]
        if len(intents) > 1 or intent.chat or intent.query.is_empty():
            return None
        if intent.unknown or intent.ignored:
            return None
        found = answer(replace(intent, wants=(Want.LIST,)), self.index)
        if intent.query.words or any(first < 0 for first, _ in intent.query.numbers):
            # which tasks a word means is decided once, when it is asked
            chosen = Query(intent.query.documents, tasks=tuple(t.id for t in found.tasks))
            intent = replace(intent, query=chosen)
        return intent if found.tasks else None

    def document_of(self, text: str, session: Session) -> str | None:
        """Give the id of the one document that a text names and says nothing more of: 下陆2023."""
        if known := self.find_document(text):
            return known
        [intent, *more] = self._understood(f"看{text}", session)
        named = intent.query.documents
        is_choice = intent.chat == Chat.CHOOSE and not (intent.unknown or more)
        return named[0] if is_choice and len(named) == 1 else None

    def after_speaking_of(self, intent: Intent, session: Session) -> Session:
        """Give the session in which the next message may refer to this."""
        return self._told((intent,), session)[1]

    def speak_of(self, chat: str, intent: Intent) -> None:
        """Let a chat's next message refer to this."""
        self._remember(chat, self.after_speaking_of(intent, self.session(chat)))

    def _understood(self, text: str, session: Session) -> tuple[Intent, ...]:
        """Understand a text, 下周 and the like as the days that they are today."""
        today = self._today(session)
        return understand(text[:READ_WHOLE], session, self.index, self._lexicon, today)

    def show(self, task: str, session: Session) -> tuple[Reply, Session]:
        """Show the whole of a task, given by its id."""
        return self._told((Intent((Want.TEXT,), Query(tasks=(task,))),), session)

    def resume(self, scope: str | None, last: Intent | None) -> Session:
        """Give the session that a chat was in; what was shown is found anew."""
        session = Session(scope=scope if scope in self.index.documents else None)
        return self._told((last,), session)[1] if last else session

    def _told(self, intents: Sequence[Intent], session: Session) -> tuple[Reply, Session]:
        answers = [answer(i, self.index) for i in intents]
        today = self._today(session)
        replies = [render(a, session, self.index, self._page_size, today) for a in answers]
        return _joined(replies), _after(session, answers, replies, self._page_size)

    def _today(self, session: Session) -> date | None:
        """Give the day that it is in a chat's time zone; None for a bot without a clock."""
        return in_zone(self._now(), session.zone).date() if self._now else None

    def _remember(self, chat: str, session: Session) -> None:
        self._sessions[chat] = session
        self._sessions.move_to_end(chat)
        while len(self._sessions) > MOST_SESSIONS:
            self._sessions.popitem(last=False)


def find_document(said: str, documents: Iterable[Document]) -> str | None:
    """Give the id of the document with this id, or else this name: 东丽2023."""
    kept = tuple(documents)
    by_id = next((d.id for d in kept if d.id == said), None)
    return by_id or next((d.id for d in kept if d.name == said), None)


def _after(
    session: Session, answers: list[Answer], replies: list[Reply], page_size: int
) -> Session:
    """Give the session that the next message finds, on a page that there is."""
    for told, reply in zip(answers, replies, strict=True):
        last = max(1, -(-len(told.tasks) // page_size))
        intent = replace(told.intent, page=min(told.intent.page, last))
        session = _after_one(session, told, reply, intent)
        session = replace(session, first=(intent.page - 1) * page_size)
    return session


def _after_one(session: Session, told: Answer, reply: Reply, intent: Intent) -> Session:
    if intent.chat == Chat.RESET:
        return replace(session, last=None, shown=())
    if intent.chat == Chat.CHOOSE:
        if intent.unknown or len(intent.query.documents) > 1:
            return session
        chosen = intent.query.documents
        scope = chosen[0] if chosen else None
        return replace(session, scope=scope, last=None, shown=())
    if intent.chat == Chat.OWN_UNIT:
        return replace(session, own=intent.term)
    if told.kind == Kind.CHAT:
        return session
    return replace(session, last=intent, shown=reply.items)


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
