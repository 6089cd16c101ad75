"""What is kept of a chat in a messenger: the document, who spoke of what, the buttons shown.

Plain values: a channel stores them, so that buttons and follow-ups outlive a restart.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from bot.memory import Memory
from bot.model import Reading

MOST_BOARDS = 40
"""Replies of one chat whose buttons keep working."""
MOST_SPEAKERS = 50
"""People of one chat whose follow-ups are understood."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person in a chat; follow-ups are theirs, not the chat's."""

    person: str
    memory: Memory = field(default=Memory())
    """What the next message may refer to; the document and the time zone are the chat's."""
    awaits: str = ""
    """The command that waits for its words: item, my."""
    instructs: bool = False
    """The last message was about reminders."""

    @staticmethod
    def from_earlier(form: dict[str, Any]) -> dict[str, Any]:
        """Keep of a speaker of the first versions the unit; follow-ups begin anew."""
        kept = {k: v for k, v in form.items() if k not in ("last", "unit")}
        return {**kept, "memory": {"unit": form["unit"]}} if "unit" in form else kept


@dataclass(frozen=True, slots=True)
class Board:
    """A reply that was sent, and what its buttons ask."""

    key: str
    person: str
    says: tuple[str, ...] = ()
    """What each button asks, in order."""
    last: Reading | None = None
    """What the reply was about: 下一页 is asked of this, whatever came later."""
    before: Reading | None = None
    """What the person had spoken of before; an edited question is understood from here."""
    question: int = 0
    """Id of the message that asked."""
    answers: tuple[int, ...] = ()
    """Ids of the messages that the reply was sent in."""
    items: tuple[str, ...] = ()
    """Ids of the tasks that the buttons of a digest do something to."""

    @staticmethod
    def from_earlier(form: dict[str, Any]) -> dict[str, Any]:
        """Leave out of a board of the first versions what it was about; its buttons say it all."""
        return {k: v for k, v in form.items() if not (k in ("last", "before") and "wants" in v)}


@dataclass(frozen=True, slots=True)
class Conversation:
    scope: str | None = None
    speakers: tuple[Speaker, ...] = ()
    """The one who spoke last stands last."""
    boards: tuple[Board, ...] = ()
    """The newest stands last."""
    answered: int = 0
    """The number of the last update of this chat that was dealt with."""
    zone: str = ""
    """The time zone of the chat: Asia/Tokyo; empty for that of the configuration."""

    def speaker(self, person: str) -> Speaker:
        return next((s for s in self.speakers if s.person == person), Speaker(person))

    def board(self, key: str) -> Board | None:
        return next((b for b in self.boards if b.key == key), None)

    def board_showing(self, answer: int) -> Board | None:
        """Give the newest reply that a message of the bot's shows."""
        return next((b for b in reversed(self.boards) if answer in b.answers), None)

    def board_of(self, question: int) -> Board | None:
        """Give the newest reply to a message."""
        return next((b for b in reversed(self.boards) if b.question == question), None)


def with_speaker(conversation: Conversation, speaker: Speaker) -> Conversation:
    others = tuple(s for s in conversation.speakers if s.person != speaker.person)
    return replace(conversation, speakers=(*others, speaker)[-MOST_SPEAKERS:])


def with_board(conversation: Conversation, board: Board) -> Conversation:
    """Keep a board, and under the same messages only the one before: a second tap may be quick."""
    same = [b.key for b in conversation.boards if b.answers and b.answers == board.answers]
    others = tuple(b for b in conversation.boards if b.key not in same[:-1])
    return replace(conversation, boards=(*others, board)[-MOST_BOARDS:])


def after(conversation: Conversation, person: str, memory: Memory) -> Conversation:
    """Keep what a person's next message may refer to, and the document that the chat looks at."""
    speaker = Speaker(person, replace(memory, scope=None, zone=""))
    return with_speaker(replace(conversation, scope=memory.scope), speaker)
