"""docs/exact.md tells every part of an exact question, with examples that can be read."""

import re
from pathlib import Path

import pytest

from knowledge import Compare, Fold, How, Origin, When, read_exact, write_exact
from knowledge.exact import FIELDS, TENSES

MANUAL = (Path(__file__).parent.parent / "docs" / "exact.md").read_text("utf-8")
SPANS = [s.replace("\\|", "|") for s in re.findall(r"`([^`]+)`", MANUAL.replace("```", ""))]
WHOLE = [s for s in SPANS if "->" in s] + re.findall(r"```\n(.+->.+)\n```", MANUAL)
TABLE = MANUAL.partition("## 条件")[2].partition("## 问谁")[0].replace("\\|", "¦")
CONDITIONS = [
    span.replace("¦", "|")
    for row in TABLE.splitlines()
    if row.count(" | ") == 2 and row.startswith("| ")
    for span in re.findall(r"`([^`]+)`", row.split(" | ")[1])
]
UNWRITTEN = ("", How.TELL)
"""What is asked for where nothing else is said has no word."""
PARTS = [
    *FIELDS.values(),
    *TENSES.values(),
    *(
        kind.value
        for kinds in (How, Compare, Fold, When)
        for kind in kinds
        if kind not in UNWRITTEN
    ),
    *(o.value for o in Origin if o not in UNWRITTEN),
]


@pytest.mark.parametrize("part", PARTS)
def test_every_part_stands_in_an_example(part: str) -> None:
    assert any(part in span for span in SPANS)


@pytest.mark.parametrize("example", WHOLE)
def test_every_whole_example_is_read(example: str) -> None:
    assert read_exact(write_exact(read_exact(example))) == read_exact(example)


@pytest.mark.parametrize("example", CONDITIONS)
def test_every_condition_is_read(example: str) -> None:
    asked = f"{example} -> 清单" if not example.startswith("共") else f"-> 是否 {{{example}}}"
    assert read_exact(asked)
