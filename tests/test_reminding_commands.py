"""Reminders from the command line: who wants what, what is due, and the terminal's own chat."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.cli.status import ANSWERED, USAGE
from bot.cli.talking import TerminalChat
from bot.cli.things import open_bot
from bot.config import ClockConfig, Config
from bot.model import Message
from bot.subscriptions import SUBSCRIBERS, Subscriber
from knowledge import open_store

Capture = pytest.CaptureFixture[str]
Talk = Callable[..., str]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZEREN_DATA", str(tmp_path / "zeren"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("ZEREN_CONFIG", raising=False)
    return tmp_path / "zeren"


@pytest.fixture
def talk(data: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> Talk:
    def talk(*lines: str) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
        assert main(["talk", "--scope", "dongli-2023"]) == ANSWERED
        return capsys.readouterr().out

    return talk


def told(capsys: Capture, *command: str) -> str:
    assert main(list(command)) == ANSWERED
    return capsys.readouterr().out


def test_what_a_chat_subscribed_to_is_listed(talk: Talk, capsys: Capture) -> None:
    assert "还没有人订阅" in told(capsys, "subscriptions")
    assert "0个对话有提醒" in told(capsys, "remind", "--today", "2023-10-24")
    assert "订阅了：东丽2023 区城管委" in talk("订阅区城管委", "提前10天提醒我")
    listed = told(capsys, "subscriptions")
    assert listed.startswith("terminal　到期前10天、7天、1天、当天提醒")
    assert "东丽2023 区城管委（11项）" in listed


def test_a_dry_run_changes_nothing(
    talk: Talk, capsys: Capture, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    since_before(monkeypatch, data)
    talk("订阅第59项")
    for _ in range(2):
        due = told(capsys, "remind", "--today", "2023-10-24", "--dry-run")
        assert "→ terminal\n🔔 10月24日 到期提醒\n🟡 10月底前完成（2023-10-31，还有7天）" in due
        assert "2023-10-24：1个对话有提醒" in due
    assert "还有7天" in told(capsys, "remind", "--today", "2023-10-24")
    assert "0个对话有提醒" in told(capsys, "remind", "--today", "2023-10-24")


def since_before(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    """Let it be September 2023 for the commands that follow."""
    config = data.parent / "config.toml"
    config.write_text('[clock]\ntoday = "2023-09-20"\n', "utf-8")
    monkeypatch.setenv("ZEREN_CONFIG", str(config))


def test_what_only_the_running_bot_can_send_does_not_count_as_sent(
    talk: Talk, capsys: Capture, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    since_before(monkeypatch, data)
    talk("订阅第59项")
    records = open_store(data).records(SUBSCRIBERS, Subscriber)
    subscriber = records.get("terminal")
    assert subscriber is not None
    records.remove("terminal")
    records.put("12345", subscriber)
    for _ in range(2):
        due = told(capsys, "remind", "--today", "2023-10-24")
        assert "→ 12345（由 zeren run 在 Telegram 里发）" in due and "还有7天" in due
    assert records.get("12345") == subscriber


def test_a_day_that_is_none_is_told(data: Path, capsys: Capture) -> None:
    assert main(["remind", "--today", "明天"]) == USAGE
    assert "“明天”不是日期" in capsys.readouterr().err


def test_the_terminal_tells_at_the_start_what_is_due(data: Path) -> None:
    def chat(today: str) -> TerminalChat:
        config = Config(data=str(data), clock=ClockConfig(today=today))
        store, bot = open_bot(config, "dongli-2023")
        return TerminalChat(bot, store, config)

    before = chat("2023-09-20")
    assert before.greeting().text.startswith("你好")
    before.answer(Message("terminal", "订阅第59-60项"))
    # whatever the hour of the test is
    before.answer(Message("terminal", "每天0点提醒，取消免打扰"))
    later = chat("2023-12-29")
    greeting = later.greeting()
    assert greeting.text.startswith("🔔 12月29日 到期提醒（迟发）\n🔴 10月底前完成")
    assert "🟡 年底前取得明显进展（2023-12-31，还有2天）" in greeting.text
    assert "你好" in greeting.text
    # Saturday 30 December gives way to the first workday behind it, which is after the deadline
    put_off = later.answer(Message("terminal", "/digest later 1")).text
    assert "1月2日再说" in put_off and "第60项在那以前就到期" in put_off
    assert "撤销了上一步" in later.answer(Message("terminal", "撤销")).text
    assert "共1个订阅" in later.answer(Message("terminal", "我的订阅")).text
    assert "1月5日再说" in later.answer(Message("terminal", "/digest later 7")).text
    assert "下次提醒：2024-01-05" in later.answer(Message("terminal", "下一次提醒是哪天")).text
    assert later.greeting().text.startswith("你好")
    assert chat("2024-01-05").greeting().text.startswith("🔔 1月5日 到期提醒")


def test_the_terminal_lives_in_the_time_zone_that_was_chosen(talk: Talk) -> None:
    out = talk("时区东京", "今天到期的有哪些", "现在几点提醒我")
    assert "09:00（东京时间）" in out


def test_what_is_asked_by_a_command_may_instruct_too(data: Path, capsys: Capture) -> None:
    assert "订阅了：东丽2023 第59项" in told(capsys, "ask", "--scope", "东丽2023", "订阅第59项")
    assert "· 东丽2023 第59项（1项）" in told(capsys, "ask", "我的订阅")


def test_a_program_is_told_where_reminders_are_to_be_had(
    data: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [json.dumps({"chat": "a", "question": text}) for text in ("订阅第59项", "59项谁牵头")]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    refused, answered = map(json.loads, told(capsys, "ask", "--jsonl").splitlines())
    assert "zeren talk" in refused["text"] and not refused["found"]
    assert answered["items"][0] == "dongli-2023#59"
    assert "还没有人订阅" in told(capsys, "subscriptions")
