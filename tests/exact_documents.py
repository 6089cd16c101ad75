"""The documents made up for the exact questions: other columns, gaps, repeated numbers."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from knowledge import (
    Column,
    Deadline,
    Document,
    DocumentKind,
    Due,
    Field,
    Official,
    Party,
    Passage,
    Role,
    Task,
    Tense,
    Term,
)
from knowledge.model import Other

FOLDER = Path(__file__).parent / "corpora" / "exact" / "documents"
NAMES = ("liuxi-2025", "liuxi-2026-report", "fengqiao-2024", "yunling-2026")


def made_up() -> tuple[Document, ...]:
    return tuple(_document(json.loads((FOLDER / f"{n}.json").read_text("utf-8"))) for n in NAMES)


def _document(told: dict[str, Any]) -> Document:
    collectives = set(told["collectives"])
    return Document(
        id=told["id"],
        name=told["name"],
        kind=DocumentKind(told["kind"]),
        title=told["title"],
        issuer=told["issuer"],
        reference=told["reference"],
        district=told["district"],
        year=told["year"],
        issued=date.fromisoformat(told["issued"]),
        columns=tuple(Column(Field(field), title) for field, title in told["columns"]),
        tasks=tuple(_task(told["id"], task, collectives) for task in told["tasks"]),
        passages=tuple(_passage(told["id"], passage) for passage in told["passages"]),
        terms=tuple(Term(name, meaning) for name, meaning in told["terms"].items()),
        officials=tuple(Official(office, name) for office, name in told["officials"]),
    )


def _task(document: str, told: dict[str, Any], collectives: set[str]) -> Task:
    return Task(
        document=document,
        number=told["no"],
        text=told["text"],
        headings=tuple(told["headings"]),
        parties=tuple(
            Party(unit, role, unit in collectives)
            for role in Role
            for unit in told.get(role.value, ())
        ),
        leaders=tuple(told.get("leaders", ())),
        deadlines=tuple(_deadline(one) for one in told.get("deadlines", ())),
        others=tuple(Other(title, text) for title, text in told.get("others", {}).items()),
        line=told["line"],
        part=told.get("part", 1),
    )


def _deadline(told: dict[str, Any]) -> Deadline:
    return Deadline(
        told["text"],
        date.fromisoformat(told["due"]) if told["due"] else None,
        Due(told["what"]) if "what" in told else None,
        in_text=told.get("in_text", False),
    )


def _passage(document: str, told: dict[str, Any]) -> Passage:
    headings = tuple(told["headings"])
    return Passage(document, told["text"], headings, Tense(told["tense"]), told["line"])
