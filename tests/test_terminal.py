"""The chat at a real terminal."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

from bot.channels.terminal import shown, tapped
from bot.model import Button, Reply

LONGEST_WAIT = 60


class Terminal:
    """A program on a pseudo-terminal: types lines, reads the screen."""

    def __init__(self, folder: Path) -> None:
        self._master, slave = pty.openpty()
        environ = {**os.environ, "ZEREN_DATA": str(folder), "TERM": "dumb", "COLUMNS": "200"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "talk", "--scope", "dongli-2023"],
            stdin=slave, stdout=slave, stderr=slave, env=environ, close_fds=True,
        )  # fmt: skip
        os.close(slave)
        self.screen = ""

    def wait_for(self, words: str) -> str:
        """Read until the words are there, and give what came before and with them."""
        end = time.monotonic() + LONGEST_WAIT
        while words not in self.screen:
            assert time.monotonic() < end, self.screen
            if select.select([self._master], [], [], 0.2)[0]:
                self.screen += os.read(self._master, 65536).decode("utf-8", "replace")
        seen, self.screen = self.screen.split(words, 1)
        return seen + words

    def type(self, line: str) -> None:
        os.write(self._master, f"{line}\r".encode())

    def leave(self) -> int:
        self.type("退出")
        try:
            return self._process.wait(LONGEST_WAIT)
        finally:
            os.close(self._master)


def test_a_conversation_at_a_terminal(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "zeren")
    terminal.wait_for("现在看的是：东丽2023（92项）")
    terminal.wait_for("你:")
    terminal.type("59项谁牵头")
    terminal.wait_for("区城管委 牵头")
    terminal.wait_for("> 完整信息")
    terminal.type("完整信息")
    terminal.wait_for("分管区领导　孙晓光")
    terminal.type("下一项")
    terminal.wait_for("第60项")
    assert terminal.leave() == 0
    assert "59项谁牵头" in (tmp_path / "zeren" / "history").read_text("utf-8")


def test_a_label_that_is_typed_asks_what_its_button_asks() -> None:
    buttons = (Button("只看牵头", "区城管委牵头哪些"), Button("下一页"))
    assert tapped("只看牵头", buttons) == "区城管委牵头哪些"
    assert tapped("> 只看牵头", buttons) == "区城管委牵头哪些"
    assert tapped("下一页", buttons) == "下一页"
    assert tapped("59项", buttons) == "59项"


def test_buttons_stand_on_the_last_line() -> None:
    reply = Reply("区城管委 牵头", buttons=(Button("完整信息"), Button("下一项")))
    assert shown(reply) == "区城管委 牵头\n> 完整信息  > 下一项\n"
    assert shown(Reply("不客气。")) == "不客气。\n"
