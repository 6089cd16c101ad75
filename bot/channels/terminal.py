"""The chat at a terminal: a prompt for a person, plain lines for a pipe."""

from collections.abc import Callable, Iterator
from pathlib import Path

from bot.model import Button, Message, Reply

CHAT = "terminal"
PROMPT = "你: "
LEAVING = ("退出", "exit", "quit", ":q")
Answerer = Callable[[Message], Reply]
Keeper = Callable[[str, Reply], None]


def piped(answer: Answerer, keep: Keeper, lines: Iterator[str]) -> None:
    """Answer each line with one reply; replies are set apart by an empty line."""
    is_first = True
    for line in lines:
        question = line.strip()
        if question in LEAVING:
            return
        if question:
            if not is_first:
                print()
            is_first = False
            reply = answer(Message(CHAT, question))
            print(reply.text, flush=True)
            keep(question, reply)


def prompted(answer: Answerer, keep: Keeper, history: Path, greeting: Reply) -> None:
    """Hold a conversation with a person until they leave."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory
    from rich.console import Console

    console = Console(highlight=False, markup=False, soft_wrap=False)
    session: PromptSession[str] = PromptSession(PROMPT, history=FileHistory(str(history)))
    console.print(shown(greeting))
    buttons = greeting.buttons
    while True:
        try:
            question = session.prompt().strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if question in LEAVING:
            return
        if question:
            reply = answer(Message(CHAT, tapped(question, buttons)))
            console.print(shown(reply))
            keep(question, reply)
            buttons = reply.buttons


def tapped(typed: str, buttons: tuple[Button, ...]) -> str:
    """Take a button's label, typed, for what the button asks; 其余 is enough for 其余77项."""
    label = typed.lstrip("> ")
    exact = [b for b in buttons if b.label == label]
    begun = [b for b in buttons if len(label) > 1 and b.label.startswith(label)]
    meant = exact or (begun if len(begun) == 1 and begun[0].says.startswith("/") else [])
    return (meant[0].says or typed) if meant else typed


def shown(reply: Reply) -> str:
    """Give a reply as a terminal shows it, its buttons on the last line."""
    if not reply.buttons:
        return f"{reply.text}\n"
    return f"{reply.text}\n{'  '.join(f'> {b.label}' for b in reply.buttons)}\n"
