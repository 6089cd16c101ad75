"""Fills the examples of README.md and docs/ with what the bot says now: `make readme`."""

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
README = HERE.parent / "README.md"
PAGES = (README, *sorted((HERE.parent / "docs").glob("*.md")))
RE_EXAMPLES = re.compile(
    r"(?P<head><!-- 对话 (?P<scope>\S+) -->\n```text\n)(?P<body>.*?)(?P<foot>```)", re.S
)
RE_HELD = re.compile(
    r"(?P<head><!-- 实录 (?P<name>\w+) -->\n```text\n)(?P<body>.*?)(?P<foot>```)", re.S
)
HELD = HERE / "conversations"
"""What a person sees in Telegram, held and checked by tests/test_transcript.py."""
MARK = "你: "


def questions(body: str) -> list[str]:
    return [line.removeprefix(MARK) for line in body.splitlines() if line.startswith(MARK)]


def filled(readme: str) -> str:
    """Give the text with every example conversation answered anew."""
    sys.path.insert(0, str(HERE.parent))
    from conftest import NAMES, SAMPLES, read_all

    from bot.app import Bot
    from bot.model import Message
    from knowledge import Cutter

    bot = Bot(read_all(SAMPLES, NAMES), Cutter())

    def told(found: re.Match[str]) -> str:
        scope = None if found["scope"] == "全部" else found["scope"]
        bot.forget("readme")
        bot.choose("readme", scope)
        turns = [
            f"{MARK}{question}\n{bot.reply(Message('readme', question)).text}\n"
            for question in questions(found["body"])
        ]
        return found["head"] + "\n".join(turns) + found["foot"]

    def shown(found: re.Match[str]) -> str:
        return found["head"] + (HELD / f"{found['name']}.txt").read_text("utf-8") + found["foot"]

    return RE_HELD.sub(shown, RE_EXAMPLES.sub(told, readme))


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(filled(page.read_text("utf-8")), "utf-8")
