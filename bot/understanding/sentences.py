"""A message becomes its questions; what is only told around them is set aside."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.understanding.ground import Ground
from bot.understanding.marks import TOLD, Mark, Token
from bot.understanding.ranks import EVERY
from bot.understanding.tag import tag
from bot.understanding.today import Said, within
from knowledge import fold

RE_SENTENCE = re.compile(r"[^?？!！;；。\n]+[?？!！;；。\n]*")
RE_INTRODUCTION = re.compile(r"我(?:们)?(?:是|家|住|在)")
BREAKS = (",", "，", ":", "：")
MOST_QUESTIONS = 5
NAMED = (Mark.ITEM, Mark.UNIT, Mark.PERSON, Mark.DAY, Mark.PART)
KEPT = (*NAMED, Mark.DOCUMENT, Mark.DISTRICT, Mark.YEAR, Mark.REPORT, Mark.SHORT)
"""What counts of a clause that only tells a story."""
TENSES = (Mark.THIS_YEAR, Mark.LAST_YEAR, Mark.NEXT_YEAR, Mark.YEAR)
ASKING = (
    Mark.OWNER,
    Mark.LEAD,
    Mark.SUPPORT,
    Mark.LEADER,
    Mark.OVERSEE,
    Mark.DEADLINE,
    Mark.AMOUNT,
    Mark.MEASURE,
    Mark.COUNT,
    Mark.LIST,
    Mark.WHICH,
    Mark.WHERE,
    Mark.DEFINE,
    Mark.WHAT,
    Mark.SOURCE,
    Mark.OFFICIAL,
    Mark.CONFIRM,
    Mark.MOST,
    Mark.LEAST,
    Mark.EARLIEST,
    Mark.LATEST,
    Mark.HIGHER,
)
Question = tuple[str, list[Token]]


def questions(text: str, ground: Ground, days: Sequence[Said] = ()) -> list[Question]:
    """Split a message into its questions; what is only told is the subject of the next one."""
    found: list[Question] = []
    told: list[Token] = []
    for sentence in {m[0]: m for m in RE_SENTENCE.finditer(text)}.values():
        tokens = tag(sentence[0], ground, within(days, *sentence.span()))
        if not _asks(tokens) and not any(t.mark == Mark.ITEM for t in tokens):
            told = [*told, *tokens]
            continue
        has_subject = any(t.mark in (*NAMED, None) for t in tokens)
        whole = tokens if has_subject else [*told, *tokens]
        found += [_question(part) for part in _apart(whole, ground)]
        told = []
    if not found and told:
        found = [_question(told)]
    return found


def _question(tokens: list[Token]) -> Question:
    return "".join(t.text for t in tokens), tokens


def _asks(tokens: Sequence[Token]) -> bool:
    """Tell whether something is asked; 领导 alone may be anybody's."""
    if _goes_on(tokens):
        return True
    marked = [t for t in tokens if t.mark in ASKING or "多少" in t.text]
    return any(t.text != "领导" for t in marked) or (len(tokens) < 6 and bool(marked))


def _apart(tokens: list[Token], ground: Ground) -> list[list[Token]]:
    """Take two questions in one sentence apart; of one question keep the clauses that matter."""
    clauses = list(_clauses(tokens))
    if len(clauses) < 2:
        return [tokens]
    if len(clauses) <= MOST_QUESTIONS and all(
        _stands_alone(c) or (place and _goes_on(c)) for place, c in enumerate(clauses)
    ):
        return clauses
    focus = _focus(clauses, ground)
    if not focus:
        return [_told_apart(clauses)]
    kept: list[Token] = []
    after_focus = False
    for clause in clauses:
        is_focus = clause in focus
        names = any(t.mark in NAMED for t in clause) and not _has_content(clause)
        names = names and not _introduces(clause)
        if is_focus or names or (after_focus and _asks(clause)):
            kept += [*clause, Token(",", Mark.PUNCTUATION)]
        else:
            named = (Mark.DISTRICT,) if _introduces(clause) else KEPT
            kept += [_set_aside(t) for t in clause if t.mark is None or t.mark in named]
        after_focus = is_focus or (after_focus and _asks(clause))
    return [kept]


def _goes_on(clause: Sequence[Token]) -> bool:
    """Tell a clause that asks the same of something else: 取得明显进展的呢."""
    return bool(clause) and clause[-1].text == "呢"


def _focus(clauses: Sequence[list[Token]], ground: Ground) -> list[list[Token]]:
    """Give the clauses that ask something of a subject; one that names an item comes first."""
    asking = [c for c in clauses if _asks(c)]
    numbered = [c for c in asking if any(t.mark == Mark.ITEM for t in c)]
    return numbered or [c for c in asking if _is_subject(c, ground)]


def _introduces(clause: Sequence[Token]) -> bool:
    """Tell whether a clause says who is asking: 我是中北镇的."""
    return bool(RE_INTRODUCTION.search("".join(t.text for t in clause)))


def _set_aside(token: Token) -> Token:
    return token if token.mark else Token(token.text, Mark.ASIDE)


def _told_apart(clauses: Sequence[Sequence[Token]]) -> list[Token]:
    """Join the clauses again; content is marked as told where only another clause asks."""
    someone_asks = any(_asks(c) for c in clauses)
    joined: list[Token] = []
    for clause in clauses:
        is_told = someone_asks and not _asks(clause)
        if is_told and _introduces(clause):
            joined += [_set_aside(t) for t in clause if t.mark in (None, Mark.DISTRICT)]
            continue
        joined += [replace(t, value=TOLD) if is_told and t.mark is None else t for t in clause]
        joined.append(Token(",", Mark.PUNCTUATION))
    return joined


def _clauses(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for token in tokens:
        if token.text in BREAKS:
            if clause:
                yield clause
            clause = []
        else:
            clause.append(token)
    if clause:
        yield clause


def _stands_alone(clause: Sequence[Token]) -> bool:
    """Tell whether a clause is a question of its own: of an item, of a year, or of everybody."""
    marks = {t.mark for t in clause}
    of_each = any(t.mark in (Mark.OWNER, Mark.LEADER) and t.text.startswith(EVERY) for t in clause)
    return _asks(clause) and (of_each or bool(marks & {Mark.ITEM, *TENSES}))


def _has_content(clause: Sequence[Token]) -> bool:
    return any(t.mark is None for t in clause)


def _is_subject(clause: Sequence[Token], ground: Ground) -> bool:
    """Tell whether a clause names something that the documents speak of."""
    if any(t.mark in NAMED for t in clause):
        return True
    words = [fold(t.text) for t in clause if t.mark is None and len(t.text) > 1]
    held = [w for w in words if ground.holds(w)]
    return len(held) > 1 or any(not ground.lexicon.cutter.is_light(w) for w in held)
