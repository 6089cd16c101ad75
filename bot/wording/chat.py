"""Replies to what asks nothing of the documents."""

from bot.memory import Memory
from bot.model import Button, Chat, Reading, Reply
from bot.wording.examples import examples
from bot.wording.phrases import documents_line, shorten
from knowledge import Document, Field, Index, Is, documents_of, is_of_document

NOTHING_BEFORE = Reply(
    "前面还没有可以接着问的内容。请说出是哪一项、哪个单位或哪件事。", found=False
)
PLAIN = {
    Chat.THANKS: Reply("不客气。"),
    Chat.BYE: Reply("再见，需要时再来问。"),
    Chat.FINE: Reply("好的，还想查哪个单位或哪一项，直接说。"),
    Chat.NOTHING_BEFORE: NOTHING_BEFORE,
    Chat.WHICH_UNIT: Reply("我还不知道你在哪个单位。先告诉我，例如：我在区住建委。", found=False),
    Chat.ORDERED: Reply("我只回答这几份文件里写明的内容。文件没有这样说。", found=False),
    Chat.OUTSIDE: Reply(
        "这个我答不了。我只回答这几份文件里写明的任务、单位、领导、时限和目标。", found=False
    ),
}
"""What is said whatever the documents are."""


def talk_reply(reading: Reading, memory: Memory, index: Index) -> Reply:
    """Answer talk; of a choice the documents, of 我在… the unit is what the question names."""
    match reading.talk:
        case Chat() as said if said in PLAIN:
            return PLAIN[said]
        case Chat.HELLO:
            return _hello(memory, index)
        case Chat.HELP:
            return Reply("\n".join(help_lines(memory, index)))
        case Chat.RESET:
            return Reply("好，从头开始。" + "".join(looking_at(memory, index)))
        case Chat.DOCUMENTS:
            buttons = (Button(f"看{d.name}") for d in list(index.documents.values())[:6])
            return Reply("\n".join(documents_lines(index)), buttons=tuple(buttons))
        case Chat.CHOOSE:
            return _chosen(reading, index)
        case Chat.OWN_UNIT:
            text = f"好，记住了：你在{_own_unit(reading, memory)}。以后说“我们单位”就是它。"
            return Reply(text, buttons=(Button("我们单位有哪些任务"),))
        case _:
            text = "没看懂这句话。可以这样问：\n" + "\n".join(examples(memory, index))
            return Reply(text, found=False, is_unanswered=True)


def _hello(memory: Memory, index: Index) -> Reply:
    lines = ["你好！可以直接问我，例如：", *examples(memory, index), *looking_at(memory, index)]
    return Reply("\n".join(lines), buttons=(Button("换文件"),))


def _own_unit(reading: Reading, memory: Memory) -> str:
    where = reading.question.where if reading.question else ()
    units = [c.values[0] for c in where if isinstance(c, Is) and c.cell.field == Field.UNIT]
    return units[0] if units else memory.unit


def _documents(reading: Reading, index: Index) -> tuple[Document, ...]:
    """Give the documents that are chosen; none where all are."""
    where = tuple(
        c for c in (reading.question.where if reading.question else ()) if is_of_document(c)
    )
    return documents_of(where, index) if where else ()


def _chosen(reading: Reading, index: Index) -> Reply:
    if reading.unknown:
        return Reply(
            f"没有{reading.unknown[0].text}的文件。现有：{documents_line(index)}。", found=False
        )
    documents = _documents(reading, index)
    if not documents:
        return Reply(f"好，看全部{len(index.documents)}份文件。")
    if len(documents) > 1:
        return Reply(
            f"有{len(documents)}份：{'、'.join(d.name for d in documents)}。看哪一份？",
            buttons=tuple(Button(f"看{d.name}") for d in documents),
        )
    size = f"{len(documents[0].tasks)}项" if documents[0].tasks else "报告"
    return Reply(f"现在看的是：{documents[0].name}（{size}）")


def looking_at(memory: Memory, index: Index) -> list[str]:
    document = index.documents.get(memory.scope or "")
    if document is None:
        return [f"现在看的是：全部{len(index.documents)}份文件"]
    size = f"（{len(document.tasks)}项）" if document.tasks else ""
    return [f"现在看的是：{document.name}{size}"]


def help_lines(memory: Memory, index: Index) -> list[str]:
    return [
        "我回答区政府任务分解文件里写明的事：哪个单位牵头、谁配合、哪位领导分管、什么时候完成、目标多少。",
        "可以这样问：",
        *examples(memory, index),
        " 1-3项 / 最早到期的是哪项 / 哪个单位任务最多",
        " 停车谁管 / 提到公园的任务 / 各区GDP目标",
        "接着问：配合单位呢 · 其中10月底前的 · 第二个呢 · 下一页 · 重新开始",
        "换文件：有哪些文件 · 看全部",
        "文件没写的，我会直说没写。",
        *looking_at(memory, index),
    ]


def documents_lines(index: Index) -> list[str]:
    lines = [f"现有{len(index.documents)}份文件："]
    for document in list(index.documents.values())[:40]:
        size = f"{len(document.tasks)}项任务" if document.tasks else f"{len(document.passages)}段"
        lines.append(f" {document.name}　{shorten(document.title, 40)}（{size}）")
    first = next(iter(index.documents.values()), None)
    if first:
        lines.append(f"说“看{first.name}”这样的话只看一份，说“看全部”看所有。")
    return lines
