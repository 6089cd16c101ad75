"""The calendar of deadlines, read back as a calendar would read it."""

import argparse
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from bot.calendar_feed import MOST, calendar_of
from bot.cli.calendar import calendar
from bot.cli.status import ANSWERED, NOT_FOUND, USAGE
from bot.config import ClockConfig, Config, ConfigError
from bot.subscriptions import Rules
from knowledge import Deadline, Document, DocumentKind, Index, Party, Role, Task

MADE = datetime(2023, 5, 6, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
OCTOBER = Deadline("10月底前完成", date(2023, 10, 31))
JUNE = Deadline("一期6月底前完成", date(2023, 6, 30), clause="一期")
PLAIN = Task("d", 59, "改造热力管道。", deadlines=(OCTOBER,))

Capture = pytest.CaptureFixture[bytes]


def index_of(*tasks: Task) -> Index:
    return Index([Document("d", "东丽2023", DocumentKind.BREAKDOWN, tasks=tasks)])


def written(*tasks: Task, name: str = "时限", days_before: tuple[int, ...] = ()) -> bytes:
    return calendar_of(name, tasks, index_of(*tasks), days_before, MADE)


def events(content: bytes) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(content).events


def uids(content: bytes) -> list[str]:
    return [str(e["UID"]) for e in events(content)]


def unfolded(content: bytes) -> list[str]:
    return content.decode("utf-8").replace("\r\n ", "").split("\r\n")


# --- the file


def test_a_deadline_is_an_all_day_event(index: Index) -> None:
    task = index.task("dongli-2023#59")
    assert task
    [event] = events(calendar_of("时限", [task], index, (), MADE))
    assert event["SUMMARY"] == "第59项 实施军秀园、军丽园热力管道改造。（10月底前完成）"
    assert event["DTSTART"].dt == date(2023, 10, 31)
    assert event["DTEND"].dt == date(2023, 11, 1)
    assert event["DTSTAMP"].dt == datetime(2023, 5, 6, 0, 0, tzinfo=UTC)
    assert event["TRANSP"] == "TRANSPARENT"


def test_an_event_tells_the_whole_task_and_where_it_stands(index: Index) -> None:
    task = index.task("dongli-2023#59")
    assert task
    [event] = events(calendar_of("时限", [task], index, (), MADE))
    lines = str(event["DESCRIPTION"]).split("\n")
    assert lines[0] == "第59项 实施军秀园、军丽园热力管道改造。"
    assert "牵头单位　区城管委" in lines
    assert "分管区领导　孙晓光" in lines
    assert lines[-1] == "东丽2023 · 东丽政发〔2023〕4号 第59项"


@pytest.mark.parametrize(
    ("role", "line"),
    [
        (Role.LEAD, "牵头单位　甲局、乙局"),
        (Role.SUPPORT, "配合单位　甲局、乙局"),
        (Role.RESPONSIBLE, "责任单位　甲局、乙局"),
    ],
)
def test_an_event_tells_the_owners_as_the_document_has_them(role: Role, line: str) -> None:
    [event] = events(written(replace(PLAIN, parties=(Party("甲局", role), Party("乙局", role)))))
    assert line in str(event["DESCRIPTION"]).split("\n")


def test_the_file_says_what_it_is() -> None:
    lines = unfolded(written(PLAIN, name="区城管委, 牵头; 2023"))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "VERSION:2.0" in lines
    assert "X-WR-CALNAME:区城管委\\, 牵头\\; 2023" in lines
    assert any(line.startswith("PRODID:") for line in lines)
    assert not any(line.startswith("METHOD") for line in lines)


def test_a_name_cannot_add_a_line() -> None:
    lines = unfolded(written(PLAIN, name="时限\r\nMETHOD:CANCEL"))
    assert not any(line.startswith("METHOD") for line in lines)


@pytest.mark.parametrize(
    ("days", "at"),
    [
        (30, datetime(2023, 10, 1, 9)),
        (7, datetime(2023, 10, 24, 9)),
        (1, datetime(2023, 10, 30, 9)),
        (0, datetime(2023, 10, 31, 9)),
    ],
)
def test_an_alarm_comes_at_nine(days: int, at: datetime) -> None:
    [event] = events(written(PLAIN, days_before=(days,)))
    [alarm] = event.walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["DESCRIPTION"] == event["SUMMARY"]
    assert datetime(2023, 10, 31) + alarm["TRIGGER"].dt == at


def test_there_is_an_alarm_for_each_day_before() -> None:
    [event] = events(written(PLAIN, days_before=Rules().days_before))
    triggers = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
    assert triggers == [timedelta(days=-n, hours=9) for n in Rules().days_before]
    [silent] = events(written(PLAIN))
    assert silent.walk("VALARM") == []


def test_a_task_with_two_deadlines_has_two_events() -> None:
    first, second = events(written(replace(PLAIN, deadlines=(OCTOBER, JUNE))))
    assert first["SUMMARY"] == "第59项 改造热力管道。（10月底前完成）"
    assert second["SUMMARY"] == "第59项 一期（6月底前完成）"
    assert second["DTSTART"].dt == date(2023, 6, 30)
    assert first["UID"] != second["UID"]


def test_what_has_no_deadline_of_its_own_is_left_out() -> None:
    tasks = (
        replace(PLAIN, number=1, deadlines=()),
        replace(PLAIN, number=2, deadlines=(Deadline("持续推进", None),)),
        replace(PLAIN, number=3, deadlines=(replace(OCTOBER, in_text=True),)),
        replace(PLAIN, number=4),
    )
    assert [e["SUMMARY"] for e in events(written(*tasks))] == [
        "第4项 改造热力管道。（10月底前完成）"
    ]


def test_chinese_comes_back_intact() -> None:
    text = "推进甲、乙；丙,丁;戊，“己”: 庚\t辛—" * 12 + "𠮷。"
    [event] = events(written(replace(PLAIN, text=text)))
    assert str(event["DESCRIPTION"]).split("\n")[0] == f"第59项 {text}"


def test_lines_are_folded_between_characters() -> None:
    lines = written(replace(PLAIN, text="推进甲、乙；丙,丁;戊。" * 40)).split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any("\ufffd" in line.decode("utf-8", "replace") for line in lines)


@pytest.mark.parametrize(
    "words", ["10月底前完成", "在上级部门批复之后并且资金全部到位的那一年10月底前完成"]
)
def test_a_title_is_short_and_keeps_number_and_deadline(words: str) -> None:
    task = replace(PLAIN, text="推进热力管道改造，" * 20, deadlines=(replace(OCTOBER, text=words),))
    [event] = events(written(task))
    title = str(event["SUMMARY"])
    assert len(title) == MOST
    assert title.startswith("第59项 推进热力管道改造，")
    assert f"…（{words[:20]}" in title


# --- what an event goes by


def test_uids_are_unique(index: Index) -> None:
    tasks = [t for d in index.documents.values() for t in d.tasks]
    found = uids(calendar_of("全部", tasks, index, (), MADE))
    assert len(found) == len(set(found)) == 95


def test_uids_do_not_change_from_run_to_run() -> None:
    """The first is written out: calendars out there have it."""
    assert uids(written(PLAIN)) == ["800a54c7-6ba7-5428-bfff-af4d9d17f1e8"]
    later = calendar_of("另一个", [PLAIN], index_of(PLAIN), (7,), MADE + timedelta(days=40))
    assert uids(later) == uids(written(PLAIN))


def test_a_deadline_that_moves_keeps_its_uid() -> None:
    two = replace(PLAIN, deadlines=(OCTOBER, JUNE))
    moved = tuple(replace(d, text="年底前完成", due=date(2023, 12, 31)) for d in two.deadlines)
    after = written(replace(two, deadlines=moved))
    assert uids(after) == uids(written(two))
    assert [e["DTSTART"].dt for e in events(after)] == [date(2023, 12, 31)] * 2


def test_deadlines_of_one_clause_are_told_apart() -> None:
    twice = (OCTOBER, Deadline("年底前完成", date(2023, 12, 31)))
    assert len(set(uids(written(replace(PLAIN, deadlines=twice))))) == 2


def test_tasks_of_one_number_are_told_apart() -> None:
    assert len(set(uids(written(PLAIN, replace(PLAIN, part=2))))) == 2


# --- the command


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """Settings with a data folder that the first command fills with the samples."""
    data = tmp_path_factory.mktemp("home")
    return Config(data=str(data), clock=ClockConfig(today="2023-05-06"))


def run(config: Config, *words: str, scope: str | None = None) -> int:
    return calendar(argparse.Namespace(question=list(words), scope=scope), config)


def told(stderr: bytes) -> str:
    return stderr.decode("utf-8").splitlines()[-1]


def test_the_command_writes_the_deadlines(config: Config, capfdbinary: Capture) -> None:
    assert run(config, "区城管委", scope="dongli-2023") == ANSWERED
    out, err = capfdbinary.readouterr()
    found = events(out)
    assert told(err) == f"zeren: 写出{len(found)}个时限"
    assert "第59项 实施军秀园、军丽园热力管道改造。（10月底前完成）" in [
        e["SUMMARY"] for e in found
    ]
    assert all(e["DTSTAMP"].dt.date() in (date(2023, 5, 5), date(2023, 5, 6)) for e in found)
    assert all(len(e.walk("VALARM")) == len(Rules().days_before) for e in found)
    assert any(line.startswith("X-WR-CALNAME:") and "区城管委" in line for line in unfolded(out))


def test_several_words_are_one_question(config: Config, capfdbinary: Capture) -> None:
    assert run(config, "区城管委", "牵头", "10月底前", scope="dongli-2023") == ANSWERED
    assert [e["DTSTART"].dt for e in events(capfdbinary.readouterr().out)]


def test_the_command_tells_how_many_tasks_it_left_out(config: Config, capfdbinary: Capture) -> None:
    # 第59项 of three documents, of which one states deadlines
    assert run(config, "第59项") == ANSWERED
    out, err = capfdbinary.readouterr()
    assert len(events(out)) == 1
    assert told(err) == "zeren: 写出1个时限；2项没有写时限，未列入"


def test_a_deadline_within_the_text_is_not_called_none(
    config: Config, capfdbinary: Capture
) -> None:
    assert run(config, "10月底前") == ANSWERED
    assert "2项的时限写在任务文字里或没有日期，未列入" in told(capfdbinary.readouterr().err)


def test_a_calendar_with_nothing_in_it_is_not_written(config: Config, capfdbinary: Capture) -> None:
    assert run(config, "第59项", scope="xiqing-2024") == NOT_FOUND
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert told(err) == "zeren: 没有写出日历：1项没有写时限，未列入"


@pytest.mark.parametrize(
    ("question", "said"), [("第93项", "只有92项"), ("阿斯顿", "没有提到“阿斯顿”")]
)
def test_what_is_not_found_is_told_as_the_bot_tells_it(
    question: str, said: str, config: Config, capfdbinary: Capture
) -> None:
    assert run(config, question, scope="dongli-2023") == NOT_FOUND
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert said in err.decode("utf-8")


@pytest.mark.parametrize("words", [(), ("",), (" ", "　")])
def test_without_words_the_command_says_how(
    words: tuple[str, ...], config: Config, capfdbinary: Capture
) -> None:
    assert run(config, *words) == USAGE
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert "zeren calendar 区城管委" in told(err)


def test_a_document_that_is_not_there_is_told(config: Config) -> None:
    with pytest.raises(ConfigError, match="没有“没有的”这份文件"):
        run(config, "区城管委", scope="没有的")
