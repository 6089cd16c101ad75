"""What a message is read as, in exact form; whole questions are in test_questions.py."""

import ast
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from bot.memory import Memory
from bot.understanding import Grounds, understand
from bot.understanding.focus import LONG, focus
from knowledge import Cutter, Index, Numbered, write_exact

CORPUS = Path(__file__).parent / "corpora" / "understanding"
READ = tomllib.loads((CORPUS / "read.toml").read_text("utf-8"))
MODULES = sorted((Path(__file__).parents[1] / "bot" / "understanding").glob("*.py"))
RE_CHINESE = re.compile("[\u4e00-\u9fff]")
NUMBERS = tomllib.loads((CORPUS / "numbers.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def cutter(tmp_path_factory: pytest.TempPathFactory) -> Cutter:
    """Cut words as nobody has taught it to."""
    return Cutter(tmp_path_factory.mktemp("cutter"))


@pytest.mark.parametrize(("text", "ranges"), NUMBERS["items"].items())
def test_reads_numbers(index: Index, cutter: Cutter, text: str, ranges: list[list[int]]) -> None:
    readings = understand(text, Memory("dongli-2023"), Grounds(index, cutter))
    where = [c for r in readings if r.question for c in r.question.where]
    assert [list(r) for c in where if isinstance(c, Numbered) for r in c.ranges] == ranges


@pytest.mark.parametrize(("text", "exact"), READ["exact"].items())
def test_reads(index: Index, cutter: Cutter, text: str, exact: str) -> None:
    (reading,) = understand(text, Memory("dongli-2023"), Grounds(index, cutter), date(2023, 10, 24))
    assert reading.question and write_exact(reading.question) == exact


@pytest.mark.parametrize(("text", "talk"), READ["talk"].items())
def test_hears_talk(index: Index, cutter: Cutter, text: str, talk: str) -> None:
    (reading,) = understand(text, Memory("dongli-2023"), Grounds(index, cutter))
    assert reading.talk == talk


def test_a_long_message_is_read_where_it_asks() -> None:
    story = "我们小区旁边一直在施工，" * 40
    assert focus(f"{story}口袋公园谁负责？{story}").rstrip("，").endswith("口袋公园谁负责？")
    assert len(focus(story)) <= LONG


@pytest.mark.parametrize("module", MODULES, ids=[module.stem for module in MODULES])
def test_no_chinese_word_stands_in_a_function(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    inside = [node for function in functions for node in ast.walk(function)]
    told = {id(n.value) for n in inside if isinstance(n, ast.Expr)}
    words = [n.value for n in inside if isinstance(n, ast.Constant) and id(n) not in told]
    assert not [w for w in words if isinstance(w, str) and RE_CHINESE.search(w)]
