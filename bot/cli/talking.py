"""The terminal's chat: questions, and the reminders of whoever sits there."""

import re
from collections.abc import Callable

from bot.app import Bot
from bot.channels.terminal import CHAT
from bot.cli.clock import clock_of, workdays_of
from bot.config import Config
from bot.model import Message, Reply
from knowledge import Store

RE_MAY_INSTRUCT = re.compile(
    r"[订閱阅盯醒催销静扰撤退删默恢停]|提前|提示|通知|叫我|喊|关注|办结|完|搞定|取消|时区|时间|日历|每[天日]"
    r"|周末|双休|节假|[过逾超]期|当[天日]|[不只也再改设换除]|还有|手滑|错|点|记得|告诉|暂|/digest|td|remind|subscribe"
)
"""What takes long to import for reminders is imported for such messages alone."""


class TerminalChat:
    """Answers messages, keeps subscriptions, and tells what is due at the start."""

    def __init__(self, bot: Bot, store: Store, config: Config) -> None:
        self._bot = bot
        self._store = store
        self._config = config
        self._goes_on = False
        self._items: tuple[str, ...] = ()
        """The tasks of the digest that was shown last."""

    def greeting(self) -> Reply:
        """Greet, with what is due today above it."""
        hello = self._bot.reply(Message("welcome", "你好"))
        due = self._due()
        if due is None:
            return hello
        self._items = due.items
        return Reply(f"{due.text}\n\n{hello.text}", due.items, buttons=due.buttons)

    def answer(self, message: Message) -> Reply:
        if self._goes_on or RE_MAY_INSTRUCT.search(message.text.lower()):
            reply = self._instructed(message)
            self._goes_on = reply is not None
            if reply is not None:
                return reply
        return self._bot.reply(message)

    def _instructed(self, message: Message) -> Reply | None:
        from bot.subscribing import Scene, instructed, tapped
        from bot.subscriptions import SUBSCRIBERS, Subscriber
        from bot.zones import in_zone

        records = self._store.records(SUBSCRIBERS, Subscriber)
        subscriber = records.get(CHAT) or Subscriber()
        today = in_zone(clock_of(self._config.clock)(), subscriber.rules.zone).date()
        memory, workdays = self._bot.memory(message.chat), workdays_of(self._config.clock)
        scene = Scene(self._bot, memory, subscriber, today, workdays, self._goes_on)
        outcome = tapped(scene, message.text, self._items) or instructed(scene, message.text)
        if outcome is None:
            return None
        reply, changed = outcome
        if changed != subscriber:
            records.put(CHAT, changed)
            self._bot.settle(message.chat, changed.rules.zone)
        if reply.about:
            self._bot.speak_of(message.chat, reply.about)
        self._items = reply.items or self._items
        return reply

    def _due(self) -> Reply | None:
        """Give what is due today, and keep that it was told."""
        from bot.subscriptions import SUBSCRIBERS, Subscriber

        records = self._store.records(SUBSCRIBERS, Subscriber)
        subscriber = records.get(CHAT)
        if subscriber is None:
            return None
        from bot.reminders import after_sending, digest_of
        from bot.subscribing import covered_by, tasks_of
        from bot.wording.digest import digest_reply
        from bot.zones import in_zone

        self._bot.settle(CHAT, subscriber.rules.zone)
        now = in_zone(clock_of(self._config.clock)(), subscriber.rules.zone)
        covered = covered_by(subscriber, tasks_of(self._bot.index))
        workdays = workdays_of(self._config.clock)
        digest = digest_of(subscriber, covered, now.date(), f"{now:%H:%M}", workdays)
        if not digest:
            return None
        records.put(CHAT, after_sending(subscriber, digest, covered, now.date()))
        return digest_reply(digest, self._bot.index, now.date())


def without_reminders(bot: Bot, config: Config) -> Callable[[Message], Reply]:
    """Answer where nobody can be reminded: an instruction is told where it can be given."""

    def answer(message: Message) -> Reply:
        if not RE_MAY_INSTRUCT.search(message.text.lower()):
            return bot.reply(message)
        from bot.subscribing import Scene, instructed
        from bot.subscriptions import Subscriber
        from bot.wording.reminding import NOT_HERE

        today, workdays = clock_of(config.clock)().date(), workdays_of(config.clock)
        scene = Scene(bot, bot.memory(message.chat), Subscriber(), today, workdays)
        return NOT_HERE if instructed(scene, message.text) else bot.reply(message)

    return answer
