"""Rules for days, and for what is due."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.patterns import Composer, of_kind
from bot.understanding.phrases import due_words, signs
from bot.understanding.stretch import Span
from knowledge import AnyOf, Cell, Condition, Due, DueIs, Field, Is, Says, When, fold

DAY = "<not|remove|except>?<until>?<day><later>?<stated>?<done|progress|quoted>?<remove>?"
DUE = {"done": Due.DONE, "progress": Due.PROGRESS}


def days(c: Composer) -> None:
    """Days, with what is due then."""
    for run in c.taking("<when><stated><day>"):
        c.frame.conditions.append(DueIs(of_kind(run, "day")[0].name, When.EXACTLY))
    for run in c.taking("<day>(<and><day>)+"):
        said = [s.name for s in of_kind(run, "day")]
        c.frame.conditions.append(AnyOf(tuple((DueIs(w, _when(w)),) for w in said)))
    for run in c.taking(DAY):
        _add_day(run, c)


def _when(words: str) -> When:
    """Read 3月前 as all the time until then, and 3月 as the time itself."""
    return When.BY if words.endswith(signs("until")) else When.WITHIN


def _add_day(run: Sequence[Span], c: Composer) -> None:
    words, what = of_kind(run, "day")[0].name, _due_in(run)
    when = _when(words)
    if what is not None and c.ground.index.words_deadline(f"{words}{what}", c.ground.scope):
        when = When.EXACTLY
    if of_kind(run, "until"):
        when = When.BY
    if of_kind(run, "later"):
        c.frame.conditions.append(DueIs(words, When.AFTER, what))
    elif of_kind(run, "remove", "except"):
        there = When.WITHIN if when == When.WITHIN else When.EXACTLY
        c.frame.removed.append(DueIs(words, there))
    elif of_kind(run, "not"):
        c.frame.add([DueIs(words, When.EXACTLY)], denied=True)
    else:
        c.frame.conditions.append(DueIs(words, when, what))


def _due_in(run: Sequence[Span]) -> Due | None:
    """Give what is due; 完成 only where it is quoted or joined to the day: any day may be that."""
    end = max(s.end for s in of_kind(run, "day", "later", "stated"))
    done = [s for s in of_kind(run, "done") if s.start == end]
    if any(s.text.startswith(Due.DONE.value) for s in done):
        return Due.DONE
    if any(_due_named(s) == Due.DONE for s in of_kind(run, "quoted")):
        return Due.DONE
    return Due.PROGRESS if of_kind(run, "progress") else None


def _due_named(span: Span) -> Due | None:
    """Give what is due in the words of a quotation."""
    return DUE.get(due_words().get(fold(span.name), ""))


def due(c: Composer) -> None:
    """What is due, whatever the day."""
    frame = c.frame
    for run in c.taking("<remove|except>?<only>?<progress><remove>?"):
        only: Condition = Is(Cell(Field.DUE), (Due.PROGRESS.value,), only=True)
        if of_kind(run, "remove", "except"):
            frame.removed.append(only)
        elif of_kind(run, "only"):
            frame.conditions.append(only)
        else:
            frame.conditions.append(DueIs("", When.BY, Due.PROGRESS))
    for _ in c.taking("<stated><done>|<only><done>"):
        frame.conditions.append(DueIs("", When.BY, Due.DONE))
    for run in c.taking("<quoted><section|heading>"):
        frame.conditions.append(Says(Cell(Field.HEADING), (fold(run[0].name),)))
    for run in c.taking("<remove|except>?<stated>?<quoted><remove>?"):
        quoted = _quoted(of_kind(run, "quoted")[0], c)
        frame.add([quoted], removed=bool(of_kind(run, "remove", "except")))


def _quoted(span: Span, c: Composer) -> Condition:
    """Read a quotation as what is due, as the words of a deadline, or as words of the text."""
    quoted = fold(span.name)
    if what := _due_named(span):
        return DueIs("", When.BY, what)
    is_deadline = c.ground.index.words_deadline(quoted, c.ground.scope)
    return Says(Cell(Field.DEADLINE if is_deadline else Field.TEXT), (quoted,))
