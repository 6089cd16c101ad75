"""What is read, kept and removed."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.cli.status import ANSWERED, NOT_FOUND, USAGE
from bot.cli.things import SAMPLES, documents_of, open_store_of, parsed, put_samples
from bot.config import Config
from knowledge import Document


def documents(asked: argparse.Namespace, config: Config) -> int:
    from bot.wording.operator import documents_table

    print(documents_table(documents_of(open_store_of(config), config)))
    return ANSWERED


def check(asked: argparse.Namespace, config: Config) -> int:
    from bot.wording.operator import check_report

    kept = documents_of(open_store_of(config), config)
    chosen = [d for d in kept if asked.id in (None, d.id, d.name)]
    if not chosen:
        return _no_document(asked.id, kept)
    print("\n\n".join(map(check_report, chosen)))
    return ANSWERED


def read_file(asked: argparse.Namespace, config: Config) -> int:
    from bot.wording.operator import as_json, read_report

    document = parsed(asked.file, _id_of(asked.file))
    print(
        json.dumps(as_json(document), ensure_ascii=False) if asked.json else read_report(document)
    )
    return ANSWERED if document.tasks or document.layout else NOT_FOUND


def add(asked: argparse.Namespace, config: Config) -> int:
    from bot.wording.operator import check_report

    store = open_store_of(config)
    if asked.samples:
        put_samples(store)
        print(f"已读入{len(SAMPLES)}份样本文件")
        return ANSWERED
    if asked.file is None:
        print("zeren: 请写上文件名，例如：zeren add 任务分解.txt", file=sys.stderr)
        return USAGE
    document = parsed(asked.file, asked.id or _id_of(asked.file))
    if not document.tasks and not document.layout:
        print("zeren: 没有读入：不像任务分解，也不像政府工作报告", file=sys.stderr)
        return NOT_FOUND
    was_there = next((d for d in documents_of(store, config) if d.id == document.id), None)
    if was_there and was_there.title != document.title and not asked.replace:
        other = f"编号“{document.id}”已经是《{was_there.title}》"
        print(f"zeren: {other}：请用 --id 另取编号，或加 --replace 替换它", file=sys.stderr)
        return USAGE
    store.documents.put(document)
    print(check_report(document))
    print(f"{'已替换' if was_there else '已读入'}：{document.id}（{document.name}）")
    return ANSWERED


def remove(asked: argparse.Namespace, config: Config) -> int:
    store = open_store_of(config)
    if store.documents.remove(asked.id):
        print(f"已移除：{asked.id}")
        return ANSWERED
    return _no_document(asked.id, store.documents.all())


def _no_document(id: str, kept: Sequence[Document]) -> int:
    ids = "、".join(d.id for d in kept) or "（没有）"
    print(f"zeren: 没有“{id}”这份文件。现有：{ids}", file=sys.stderr)
    return NOT_FOUND


def _id_of(path: Path) -> str:
    return path.stem.replace(" ", "-")[:64]
