"""The commands, as they are typed."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.cli.status import ANSWERED, NOT_FOUND, TROUBLE, USAGE

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "knowledge" / "samples" / "xialu-2023.txt"
OTHER = HERE / "corpora" / "others" / "qingyuan-2025.txt"

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that the first command fills with the samples."""
    return tmp_path_factory.mktemp("home") / "zeren"


@pytest.fixture(autouse=True)
def settings(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEREN_DATA", str(data))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("ZEREN_CONFIG", raising=False)


def test_ask(capsys: Capture) -> None:
    assert main(["ask", "--scope", "dongli-2023", "59项谁牵头"]) == ANSWERED
    assert capsys.readouterr().out.startswith("区城管委 牵头\n第59项")


def test_a_document_may_be_chosen_by_its_name(capsys: Capture) -> None:
    assert main(["ask", "--scope", "下陆2023", "第36项谁牵头"]) == ANSWERED
    assert "没有区分牵头和配合" in capsys.readouterr().out


def test_what_is_not_there_is_told_and_counted_as_not_found(capsys: Capture) -> None:
    assert main(["ask", "--scope", "dongli-2023", "第93项"]) == NOT_FOUND
    assert "只有92项" in capsys.readouterr().out


def test_ask_as_json(capsys: Capture) -> None:
    assert main(["ask", "--json", "--scope", "dongli-2023", "60项"]) == ANSWERED
    told = json.loads(capsys.readouterr().out)
    assert told["items"] == ["dongli-2023#60"]
    assert told["found"] is True
    assert "上一项" in told["buttons"]


def test_questions_line_by_line(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        {"id": 1, "chat": "a", "scope": "dongli-2023", "question": "59项谁牵头"},
        {"id": 2, "chat": "a", "scope": "dongli-2023", "question": "什么时候完成"},
        {"id": 3, "question": "什么时候完成"},
        {"id": 4, "scope": "东丽2023", "question": "59项谁牵头"},
        {"id": 5, "scope": "nowhere", "question": "59项谁牵头"},
    ]
    text = "\n".join(map(json.dumps, lines)) + "\nno json\n\n[1]\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    assert main(["ask", "--jsonl"]) == ANSWERED
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [t["items"] for t in told] == [
        *[["dongli-2023#59"]] * 2,
        [],
        ["dongli-2023#59"],
        [],
        [],
        [],
    ]
    assert [t["id"] for t in told] == [1, 2, 3, 4, 5, None, None]
    assert "没有“nowhere”这份文件" in told[4]["text"]


def test_an_empty_question_is_misuse(capsys: Capture) -> None:
    assert main(["ask", " "]) == USAGE
    assert "请写上要问的话" in capsys.readouterr().err


def test_talk_reads_a_pipe(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("59项谁牵头\n\n配合单位呢\n"))
    assert main(["talk", "--scope", "dongli-2023"]) == ANSWERED
    first, second = capsys.readouterr().out.split("\n\n")
    assert first.startswith("区城管委 牵头")
    assert second.startswith("第59项没有列配合单位")


def test_documents(capsys: Capture) -> None:
    assert main(["documents"]) == ANSWERED
    assert "xiqing-2024　西青2024　103项任务" in capsys.readouterr().out


def test_check_tells_what_was_read_and_what_is_doubtful(capsys: Capture) -> None:
    assert main(["check", "xiqing-2024"]) == ANSWERED
    told = capsys.readouterr().out
    assert told.startswith("西青2024：通知称103项，读到103项；修复4处，缺失1处")
    assert "第40行" in told and "第14项 责任区领导一栏为空" in told
    assert main(["check"]) == ANSWERED
    assert capsys.readouterr().out.count("读到") == 5
    assert main(["check", "nowhere"]) == NOT_FOUND
    assert "没有“nowhere”这份文件" in capsys.readouterr().err


def test_read_keeps_nothing(capsys: Capture) -> None:
    assert main(["read", str(OTHER)]) == ANSWERED
    assert "45项任务" in capsys.readouterr().out
    assert main(["read", "--json", str(OTHER)]) == ANSWERED
    told = json.loads(capsys.readouterr().out)
    assert len(told["items"]) == 45 and told["items"][0]["lead"]
    assert main(["documents"]) == ANSWERED
    assert "qingyuan" not in capsys.readouterr().out


def test_a_document_is_added_asked_replaced_and_removed(capsys: Capture) -> None:
    assert main(["add", str(OTHER)]) == ANSWERED
    assert "已读入：qingyuan-2025（青源2025）" in capsys.readouterr().out
    assert main(["ask", "--scope", "qingyuan-2025", "厕所改造谁牵头"]) == ANSWERED
    assert "农业农村局" in capsys.readouterr().out
    assert main(["add", str(OTHER)]) == ANSWERED
    assert "已替换" in capsys.readouterr().out
    assert main(["remove", "qingyuan-2025"]) == ANSWERED
    assert main(["remove", "qingyuan-2025"]) == NOT_FOUND
    assert "没有“qingyuan-2025”这份文件" in capsys.readouterr().err


def test_another_document_does_not_take_an_id_by_accident(tmp_path: Path, capsys: Capture) -> None:
    other = tmp_path / "dongli-2023.txt"
    other.write_bytes(OTHER.read_bytes())
    assert main(["add", str(other)]) == USAGE
    assert "已经是《2023年区政府重点工作责任分解表》" in capsys.readouterr().err
    assert main(["ask", "--scope", "dongli-2023", "59项谁牵头"]) == ANSWERED
    assert "区城管委" in capsys.readouterr().out
    assert main(["add", "--replace", str(other)]) == ANSWERED
    assert "已替换" in capsys.readouterr().out
    assert main(["add", "--samples"]) == ANSWERED


def test_the_samples_can_be_read_in_again(capsys: Capture) -> None:
    assert main(["remove", "xialu-2023"]) == ANSWERED
    assert main(["add", "--samples"]) == ANSWERED
    assert "5份样本" in capsys.readouterr().out
    assert main(["check", "xialu-2023"]) == ANSWERED


def test_what_is_no_document_is_not_kept(tmp_path: Path, capsys: Capture) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_text("今天吃了面条。明天去公园。", "utf-8")
    assert main(["add", str(diary)]) == NOT_FOUND
    assert "没有读入" in capsys.readouterr().err
    assert main(["read", str(diary)]) == NOT_FOUND
    assert main(["add"]) == USAGE


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["read", "nowhere.txt"], "nowhere.txt"),
        (["add", "--id", "../x", str(OTHER)], "文件编号“../x”不能用"),
        (["--config", "nowhere.toml", "documents"], "没有配置文件 nowhere.toml：请复制"),
        (["ask", "--scope", "nowhere", "你好"], "没有“nowhere”这份文件，请从这些里选"),
    ],
)
def test_trouble_is_one_sentence(arguments: list[str], sentence: str, capsys: Capture) -> None:
    assert main(arguments) == TROUBLE
    told = capsys.readouterr()
    assert sentence in told.err and told.err.count("\n") == 1
    assert told.out == ""


def test_unanswered_questions_are_kept_without_who_asked(capsys: Capture) -> None:
    assert main(["unanswered", "--clear"]) == ANSWERED
    for _ in range(2):
        main(["ask", "--scope", "dongli-2023", "低空经济谁牵头"])
    main(["ask", "--scope", "dongli-2023", "59项谁牵头"])
    capsys.readouterr()
    assert main(["unanswered"]) == ANSWERED
    told = capsys.readouterr().out
    assert "2次　dongli-2023　低空经济谁牵头" in told and "59项" not in told


def test_keeping_unanswered_questions_can_be_switched_off(tmp_path: Path, capsys: Capture) -> None:
    config = tmp_path / "config.toml"
    config.write_text("remember_unanswered = false", "utf-8")
    main(["unanswered", "--clear"])
    main(["--config", str(config), "ask", "低空经济谁牵头"])
    capsys.readouterr()
    main(["unanswered"])
    assert "没有没答上来的问题" in capsys.readouterr().out


def test_a_data_folder_that_cannot_be_made_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("ZEREN_DATA", str(tmp_path / "file" / "zeren"))
    assert main(["ask", "59项谁牵头"]) == TROUBLE
    assert capsys.readouterr().err.count("\n") == 1


def test_help_tells_the_exit_codes(capsys: Capture) -> None:
    for arguments in (["--help"], ["ask", "--help"], ["add", "--help"]):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 0
    assert "退出码" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["ask", "--nonsense"]])
def test_a_wrong_command_is_misuse(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == USAGE
    told = capsys.readouterr().err
    assert "命令写错了" in told and told.count("\n") == 1


HEAVY = ("telegram", "starlette", "uvicorn", "pypinyin", "rich", "prompt_toolkit", "rapidfuzz")


def test_a_plain_question_imports_nothing_that_it_does_not_use() -> None:
    program = (
        "import sys; from bot.__main__ import main; "
        "main(['ask', '--scope', 'dongli-2023', '停车谁管']); "
        f"print('imported:', *(m for m in {HEAVY} if m in sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines()[-1] == "imported:"
