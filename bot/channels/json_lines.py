"""JSON lines: one question in, one reply out, for programs and for measuring."""

import json
from collections.abc import Callable, Iterable, Iterator

from bot.app import Bot
from bot.model import Message, Reply

NAMELESS = ""
"""The chat of lines that name none; each of them is a conversation of its own."""
NO_QUESTION = "这一行不是带 question 的 JSON 对象"


def answer_lines(
    lines: Iterable[str],
    bot: Bot,
    keep: Callable[[str, Reply], None],
    answer: Callable[[Message], Reply],
) -> Iterator[str]:
    """Answer {"question", "id", "chat", "scope"} line by line; only the question is needed."""
    for line in lines:
        if line.strip():
            yield _answered(line, bot, keep, answer)


def reply_as_json(reply: Reply, id: object = None) -> str:
    """Give a reply as one line: items are the ids of the tasks that it tells of."""
    values: dict[str, object] = {
        "items": list(reply.items),
        "found": reply.found,
        "text": reply.text,
        "buttons": [b.label for b in reply.buttons],
    }
    return json.dumps({"id": id, **values} if id is not None else values, ensure_ascii=False)


def _answered(
    line: str, bot: Bot, keep: Callable[[str, Reply], None], answer: Callable[[Message], Reply]
) -> str:
    asked = _asked(line)
    if asked is None:
        return _trouble(None, NO_QUESTION)
    chat = str(asked.get("chat") or NAMELESS)
    if chat == NAMELESS:
        bot.forget(chat)
    if "scope" in asked:
        said = asked["scope"]
        document = bot.find_document(said) if isinstance(said, str) else None
        if said and document is None:
            return _trouble(asked.get("id"), f"没有“{str(said)[:40]}”这份文件")
        bot.choose(chat, document)
    question = str(asked["question"])
    reply = answer(Message(chat, question))
    keep(question, reply)
    return reply_as_json(reply, asked.get("id"))


def _asked(line: str) -> dict[str, object] | None:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return asked if isinstance(asked, dict) and isinstance(asked.get("question"), str) else None


def _trouble(id: object, sentence: str) -> str:
    return json.dumps({"id": id, "items": [], "found": False, "text": sentence}, ensure_ascii=False)
