"""Replies to what asks nothing of the documents."""

from bot.model import Button, Chat, Intent, Reply, Session
from bot.wording.examples import examples
from bot.wording.lists import documents_lines
from bot.wording.phrases import documents_line
from knowledge import Index

PLAIN = {
    Chat.THANKS: Reply("不客气。"),
    Chat.BYE: Reply("再见，需要时再来问。"),
    Chat.FINE: Reply("好的，还想查哪个单位或哪一项，直接说。"),
    Chat.NOTHING_BEFORE: Reply(
        "前面还没有可以接着问的内容。请说出是哪一项、哪个单位或哪件事。", found=False
    ),
    Chat.WHICH_UNIT: Reply("我还不知道你在哪个单位。先告诉我，例如：我在区住建委。", found=False),
    Chat.ORDERED: Reply("我只回答这几份文件里写明的内容。文件没有这样说。", found=False),
    Chat.OUTSIDE: Reply(
        "这个我答不了。我只回答这几份文件里写明的任务、单位、领导、时限和目标。", found=False
    ),
}
"""What is said whatever the documents are."""


def chat_reply(intent: Intent, session: Session, index: Index) -> Reply:
    match intent.chat:
        case Chat() as said if said in PLAIN:
            return PLAIN[said]
        case Chat.HELLO:
            return _hello(session, index)
        case Chat.HELP:
            return Reply("\n".join(help_lines(session, index)))
        case Chat.RESET:
            return Reply("好，从头开始。" + "".join(looking_at(session, index)))
        case Chat.DOCUMENTS:
            buttons = (Button(f"看{d.name}") for d in list(index.documents.values())[:6])
            return Reply("\n".join(documents_lines(index)), buttons=tuple(buttons))
        case Chat.CHOOSE:
            return _chosen(intent, index)
        case Chat.OWN_UNIT:
            text = f"好，记住了：你在{intent.term}。以后说“我们单位”就是它。"
            return Reply(text, buttons=(Button("我们单位有哪些任务"),))
        case _:
            text = "没看懂这句话。可以这样问：\n" + "\n".join(examples(session, index))
            return Reply(text, found=False, is_unanswered=True)


def _hello(session: Session, index: Index) -> Reply:
    lines = ["你好！可以直接问我，例如：", *examples(session, index), *looking_at(session, index)]
    return Reply("\n".join(lines), buttons=(Button("换文件"),))


def _chosen(intent: Intent, index: Index) -> Reply:
    if intent.unknown:
        return Reply(
            f"没有{intent.unknown[0].text}的文件。现有：{documents_line(index)}。", found=False
        )
    documents = [index.documents[d] for d in intent.query.documents]
    if not documents:
        return Reply(f"好，看全部{len(index.documents)}份文件。")
    if len(documents) > 1:
        return Reply(
            f"有{len(documents)}份：{'、'.join(d.name for d in documents)}。看哪一份？",
            buttons=tuple(Button(f"看{d.name}") for d in documents),
        )
    size = f"{len(documents[0].tasks)}项" if documents[0].tasks else "报告"
    return Reply(f"现在看的是：{documents[0].name}（{size}）")


def looking_at(session: Session, index: Index) -> list[str]:
    document = index.documents.get(session.scope or "")
    if document is None:
        return [f"现在看的是：全部{len(index.documents)}份文件"]
    size = f"（{len(document.tasks)}项）" if document.tasks else ""
    return [f"现在看的是：{document.name}{size}"]


def help_lines(session: Session, index: Index) -> list[str]:
    return [
        "我回答区政府任务分解文件里写明的事：哪个单位牵头、谁配合、哪位领导分管、什么时候完成、目标多少。",
        "可以这样问：",
        *examples(session, index),
        " 1-3项 / 最早到期的是哪项 / 哪个单位任务最多",
        " 停车谁管 / 提到公园的任务 / 各区GDP目标",
        "接着问：配合单位呢 · 其中10月底前的 · 第二个呢 · 下一页 · 重新开始",
        "换文件：有哪些文件 · 看全部",
        "文件没写的，我会直说没写。",
        *looking_at(session, index),
    ]
