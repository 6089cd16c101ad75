"""The textual form of a Question: one line, written and read back.

    文件=东丽2023; 牵头=区城管委; 时限<=10月底前 -> 清单

What is asked of and the conditions stand before the arrow, what is asked for behind it.
docs/exact.md has an example for each part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

from knowledge.model import Due, Field, Tense
from knowledge.question import (
    ENDLESS,
    PARTIES,
    AnyOf,
    Ask,
    Cell,
    Compare,
    Condition,
    DueIs,
    Empty,
    Fold,
    How,
    Is,
    Many,
    Nearest,
    Not,
    Numbered,
    Of,
    Order,
    Origin,
    Picked,
    Question,
    Says,
    Speaks,
    Stated,
    Total,
    Under,
    When,
    Word,
)

T = TypeVar("T")
Kind = TypeVar("Kind", bound=StrEnum)

FIELDS = {
    Field.NUMBER: "编号",
    Field.TEXT: "内容",
    Field.HEADING: "标题",
    Field.UNIT: "单位",
    Field.OWNER: "主责",
    Field.LEAD: "牵头",
    Field.SUPPORT: "配合",
    Field.RESPONSIBLE: "责任",
    Field.COLLECTIVE: "统称",
    Field.LEADER: "分管",
    Field.DEADLINE: "时限",
    Field.DUE: "要求",
    Field.DAY: "日期",
    Field.MONTH: "月份",
    Field.FIGURE: "数字",
    Field.SOURCE: "原文",
    Field.DOCUMENT: "文件",
    Field.DISTRICT: "地区",
    Field.YEAR: "年份",
    Field.ROLE: "角色",
}
"""How each field is written; any other column is written 〔备注〕."""
TENSES = {Tense.RESULT: "偏结果", Tense.PLAN: "偏计划", Tense.NEITHER: "偏其他"}
WHATS = {Due.DONE: "完成", Due.PROGRESS: "进展"}
OF_A_TERM = (How.MEANING, How.OFFICE)
OF_VALUES = (How.WHICH, How.HOW_MANY)
SUPPOSING = (How.WHETHER, How.CAN)
RE_BARE = re.compile(r"(?:(?!->)[^\s;；,，&/|{}\[\]<>=~+:：@\"〔〕])+")
RE_QUOTED = re.compile(r'"(?P<text>(?:[^"]|"")*+)"')
RE_NUMBER = re.compile(r"-?\d{1,9}")
RE_EQUALS = re.compile(r"\s*[=＝]")
RE_BLANK = re.compile(r"\s*")
SAME_SIGNS = {"；": ";", "，": ",", "：": ":", "→": "->", "≤": "<=", "≥": ">=", "＝": "="}


class ExactError(ValueError):
    """A question that is not written rightly; the sentence says where and what would fit."""


# --- writing


def write(question: Question) -> str:
    """Write a question as one line; `read` gives the same question back."""
    before = [_of(question.of)] if question.of != Of() else []
    before += map(_condition, question.where)
    if question.sides:
        before.append(" 对 ".join(f"[{_all(side)}]" for side in question.sides))
    asked = ", ".join(map(_ask, question.asks))
    each = f"每{_cell(question.each)} " if question.each else ""
    compare = f"{question.compare} " if question.compare else ""
    behind = [f"{each}{compare}{asked}", *_modifiers(question)]
    return f"{'; '.join(before)}{' ' if before else ''}-> {' | '.join(behind)}"


def _of(of: Of) -> str:
    back = f"前{of.back}次" if of.back else ""
    places = f"第{_joined(map(str, of.places), ',')}个" if of.places else ""
    return f"{back}{of.origin}{places}"


def _joined(texts: Iterable[str], sign: str) -> str:
    return sign.join(texts)


def _value(text: str) -> str:
    is_bare = RE_BARE.fullmatch(text) and not any(sign in text for sign in SAME_SIGNS)
    return text if is_bare else '"' + text.replace('"', '""') + '"'


def _values(texts: Iterable[str], sign: str = "|") -> str:
    return _joined(map(_value, texts), sign)


def _cell(cell: Cell) -> str:
    place = {0: "", 1: "首位", -1: "末位"}.get(cell.place, f"第{cell.place}位")
    if cell.field == Field.OTHER:
        return f"{place}〔{_value(cell.title)}〕"
    kinds = f"〔{_values(cell.kinds)}〕" if cell.kinds else ""
    return f"{place}{FIELDS[cell.field]}{cell.level or ''}{kinds}"


def _span(least: int, most: int) -> str:
    if least == most:
        return str(least)
    return f"{least}..{'' if most == ENDLESS else most}"


def _condition(condition: Condition) -> str:
    match condition:
        case Numbered(ranges):
            return f"编号={_joined((_span(a, b) for a, b in ranges), ',')}"
        case Picked(tasks):
            return f"任务={_values(tasks)}"
        case Is(cell, values, only):
            return f"{_cell(cell)}{'只' if only else ''}={_values(values)}"
        case Says(cell, words):
            return f"{_cell(cell)}含={_values(words, '+')}"
        case Speaks(word):
            return f"涉及={_word(word)}"
        case DueIs(words, when, what, stated):
            return f"{stated}{WHATS[what] if what else ''}时限{when}{_value(words)}"
        case Under(ordinals):
            return f"标题第={_joined(map(str, ordinals), ',')}"
        case Empty(cell, filled):
            return f"{_cell(cell)}{'不空' if filled else '为空'}"
        case Many(cell, least, most):
            return f"{_cell(cell)}数={_span(least, most)}"
        case Total(least, most):
            return f"共={_span(least, most)}"
        case Not(inner):
            return f"非 {_condition(inner)}"
        case AnyOf(groups):
            return f"{{{' / '.join(map(_all, groups))}}}"


def _all(conditions: Sequence[Condition]) -> str:
    return " & ".join(map(_condition, conditions))


def _word(word: Word) -> str:
    parts = ((word.same, "|", "|"), (word.wider, "~", "|"), (word.parts, "/", "+"))
    others = (f"{first}{_values(texts, sign)}" for texts, first, sign in parts if texts)
    return f"{_value(word.text)}{''.join(others)}"


def _ask(ask: Ask) -> str:
    term = f":{_value(ask.term)}" if ask.term else ""
    cell = _cell(ask.cell) if ask.cell else ""
    without = f" 除{_cell(ask.without)}" if ask.without else ""
    how = "" if ask.how == How.TELL else ask.how.value
    supposed = f" {_supposed(ask.supposed)}" if ask.supposed else ""
    return f"{how}{cell}{term}{without}{supposed}"


def _supposed(conditions: Sequence[Condition]) -> str:
    """Write what is supposed in one pair of braces, several groups as well as one."""
    if len(conditions) == 1 and isinstance(conditions[0], AnyOf) and len(conditions[0].groups) > 1:
        return _condition(conditions[0])
    return f"{{{_all(conditions)}}}"


def _modifiers(question: Question) -> list[str]:
    best, found = question.best, [question.fold.value] if question.fold else []
    if order := question.order:
        way = "降" if order.descending else "升"
        first = f" 前{order.first}" if order.first else ""
        limits = (order.least, order.most)
        span = f" 值{_span(*limits)}" if limits != (0, ENDLESS) else ""
        found.append(f"按{_cell(order.cell) if order.cell else '数'} {way}{first}{span}")
    found += [best.nearest.value] if best.nearest else []
    found += [TENSES[best.tense]] if best.tense else []
    found += [f"偏词={_values(best.words, '+')}"] if best.words else []
    return found + ([f"偏单位={_value(best.measure)}"] if best.measure else [])


# --- reading


def read(text: str) -> Question:
    """Read a question back; ExactError says in one sentence what does not fit, and where."""
    return _Reader(text).question()


class _Reader:
    """Reads one line from left to right; nothing is tried twice."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def question(self) -> Question:
        of = self._of() or Of()
        where, sides = self._before()
        self._need("->")
        each = self._cell() if self._take("每") else None
        compare = self._one_of({c.value: c for c in Compare}) if self._is_compare() else None
        asks = self._some(self._ask, ",")
        question = Question(asks, where, of, sides, compare, each)
        while self._take("|"):
            question = self._modified(question)
        if not self._is_end():
            raise self._error("这里多了，应当到此为止")
        return question

    # --- the signs

    def _skip(self) -> None:
        found = RE_BLANK.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _is_end(self) -> bool:
        self._skip()
        return self._at >= len(self._text)

    def _match(self, words: Sequence[str]) -> tuple[str, str]:
        """Give the longest of the words that comes next, and as what; empty where none does."""
        self._skip()
        pairs = ((self._written(word), word) for word in words)
        written, word = max(pairs, key=lambda pair: len(pair[0]))
        return (written, word) if written else ("", "")

    def _written(self, word: str) -> str:
        """Give a word as it stands here: a sign in full width too, and a blank before its =."""
        ways = (word, *(other for other, sign in SAME_SIGNS.items() if sign == word))
        if way := next((way for way in ways if self._text.startswith(way, self._at)), ""):
            return way
        if not word.endswith("=") or not self._text.startswith(word[:-1], self._at):
            return ""
        equals = RE_EQUALS.match(self._text, self._at + len(word) - 1)
        return self._text[self._at : equals.end()] if equals else ""

    def _next(self, *words: str) -> str:
        return self._match(words)[1]

    def _take(self, *words: str) -> str:
        """Take the longest of the words that comes next; empty where none does."""
        written, word = self._match(words)
        self._at += len(written)
        return word

    def _need(self, *words: str) -> str:
        if found := self._take(*words):
            return found
        raise self._error(f"这里应当是{'、'.join(words)}")

    def _one_of(self, named: dict[str, T]) -> T:
        return named[self._need(*named)]

    def _error(self, why: str) -> ExactError:
        seen = self._text[self._at : self._at + 8] or "末尾"
        return ExactError(f"第{self._at + 1}个字“{seen}”：{why}。写法见 docs/exact.md")

    def _some(self, one: Callable[[], T], sign: str) -> tuple[T, ...]:
        found = [one()]
        while self._take(sign):
            found.append(one())
        return tuple(found)

    def _value(self) -> str:
        self._skip()
        if quoted := RE_QUOTED.match(self._text, self._at):
            self._at = quoted.end()
            return quoted["text"].replace('""', '"')
        bare = RE_BARE.match(self._text, self._at)
        end = bare.end() if bare else self._at
        end = min([end, *(p for s in SAME_SIGNS if (p := self._text.find(s, self._at, end)) >= 0)])
        if end == self._at:
            raise self._error("这里应当有一个值；含空格或符号的值写在双引号里")
        self._at, text = end, self._text[self._at : end]
        return text

    def _values(self, sign: str = "|") -> tuple[str, ...]:
        return self._some(self._value, sign)

    def _number(self) -> int:
        self._skip()
        found = RE_NUMBER.match(self._text, self._at)
        if not found:
            raise self._error("这里应当是数字")
        self._at = found.end()
        return int(found[0])

    def _span(self) -> tuple[int, int]:
        least = 0 if self._next("..") else self._number()
        if not self._take(".."):
            return least, least
        self._skip()
        return least, self._number() if RE_NUMBER.match(self._text, self._at) else ENDLESS

    # --- before the arrow

    def _of(self) -> Of | None:
        start = self._at
        back = self._number() if self._take("前") and self._is_number() and start == 0 else 0
        if back:
            self._need("次")
        else:
            self._at = start
        source = self._take(*(s.value for s in Origin))
        if not source or self._next("=", "含", "只", "第="):
            self._at = start
            return None
        places: tuple[int, ...] = ()
        if self._take("第"):
            places = self._some(self._number, ",")
            self._need("个")
        self._next("->") or self._need(";")
        return Of(Origin(source), back, places)

    def _is_number(self) -> bool:
        return bool(RE_NUMBER.match(self._text, self._at))

    def _before(self) -> tuple[tuple[Condition, ...], tuple[tuple[Condition, ...], ...]]:
        where: list[Condition] = []
        sides: tuple[tuple[Condition, ...], ...] = ()
        while not self._next("->"):
            if self._next("["):
                sides = self._some(self._side, "对")
            else:
                where.append(self._condition())
            if not self._next("->"):
                self._need(";", "->")
        return tuple(where), sides

    def _side(self) -> tuple[Condition, ...]:
        self._need("[")
        held = () if self._next("]") else self._all()
        self._need("]")
        return held

    def _all(self) -> tuple[Condition, ...]:
        return self._some(self._condition, "&")

    def _braced(self) -> tuple[tuple[Condition, ...], ...]:
        self._need("{")
        groups = self._some(self._all, "/")
        self._need("}")
        return groups

    def _condition(self) -> Condition:
        if self._take("非"):
            return Not(self._condition())
        if self._next("{"):
            return AnyOf(self._braced())
        start = self._at
        if known := self._take("编号=", "任务=", "涉及=", "标题第=", "共="):
            return self._known(known)
        if due := self._due():
            return due
        self._at = start
        return self._of_cell(self._cell())

    def _known(self, key: str) -> Condition:
        match key:
            case "编号=":
                return Numbered(self._some(self._span, ","))
            case "任务=":
                return Picked(self._values())
            case "涉及=":
                return Speaks(self._word())
            case "标题第=":
                return Under(self._some(self._number, ","))
            case _:
                return Total(*self._span())

    def _word(self) -> Word:
        """Read a word; its parts follow the / at once, after a blank it begins another group."""
        text = self._value()
        same = self._values() if self._take("|") else ()
        wider = self._values() if self._take("~") else ()
        is_near = self._next("/") and not self._text[self._at - 1].isspace()
        parts = self._values("+") if is_near and self._take("/") else ()
        return Word(text, same, wider, parts)

    def _due(self) -> DueIs | None:
        stated = self._take(Stated.COLUMN, Stated.TEXT)
        what = self._take(*WHATS.values())
        if not self._take("时限"):
            return None
        when = self._take(*(w.value for w in When))
        if not when:
            return None
        whats = {word: due for due, word in WHATS.items()}
        return DueIs(self._value(), When(when), whats.get(what), Stated(stated))

    def _of_cell(self, cell: Cell) -> Condition:
        match self._need("=", "只=", "含=", "为空", "不空", "数="):
            case "=":
                return Is(cell, self._values())
            case "只=":
                return Is(cell, self._values(), only=True)
            case "含=":
                return Says(cell, self._values("+"))
            case "为空":
                return Empty(cell)
            case "不空":
                return Empty(cell, filled=True)
            case _:
                return Many(cell, *self._span())

    def _cell(self) -> Cell:
        place = {"首位": 1, "末位": -1, "": 0}[self._take("首位", "末位")]
        if not place and self._take("第"):
            place = self._number()
            self._need("位")
        if self._take("〔"):
            title = self._value()
            self._need("〕")
            return Cell(Field.OTHER, place=place, title=title)
        field = self._one_of({word: field for field, word in FIELDS.items()})
        level = self._number() if field == Field.HEADING and self._is_number() else 0
        if field not in PARTIES or not self._take("〔"):
            return Cell(field, level, place)
        kinds = self._values()
        self._need("〕")
        return Cell(field, level, place, kinds=kinds)

    # --- behind the arrow

    def _is_compare(self) -> bool:
        return bool(self._next(*(c.value for c in Compare)))

    def _ask(self) -> Ask:
        hows = {h.value: h for h in How if h != How.TELL}
        start = self._at
        how = hows.get(self._take(*hows), How.TELL)
        if how in SUPPOSING:
            groups = self._braced()
            return Ask(how, supposed=groups[0] if len(groups) == 1 else (AnyOf(groups),))
        if how in OF_A_TERM:
            self._need(":")
            return Ask(how, term=self._value())
        if how not in (How.TELL, *OF_VALUES):
            return Ask(how)
        cell = self._cell_asked(start, hows) if how == How.TELL else self._cell()
        term = self._value() if self._take(":") else ""
        without = self._cell() if self._take("除") else None
        return Ask(how, cell, without, term=term)

    def _cell_asked(self, start: int, hows: Iterable[str]) -> Cell:
        try:
            return self._cell()
        except ExactError:
            self._at = start
            choices = "、".join((*FIELDS.values(), *hows))
            raise self._error(f"不知道要问什么，可以写：{choices}") from None

    def _modified(self, question: Question) -> Question:
        folds = {f.value: f for f in Fold if f}
        nearest = {n.value: n for n in Nearest if n}
        tenses = {word: tense for tense, word in TENSES.items()}
        word = self._need(*folds, "按", *nearest, *tenses, "偏词=", "偏单位=")
        best = question.best
        if word in folds:
            return _with(question, fold=folds[word])
        if word == "按":
            return _with(question, order=self._order())
        if word in nearest:
            return _with(question, best=_with(best, nearest=nearest[word]))
        if word in tenses:
            return _with(question, best=_with(best, tense=tenses[word]))
        if word == "偏词=":
            return _with(question, best=_with(best, words=self._values("+")))
        return _with(question, best=_with(best, measure=self._value()))

    def _order(self) -> Order:
        is_number_asked = self._next("数", *FIELDS.values()) == "数"
        cell = None if is_number_asked and self._take("数") else self._cell()
        descending = self._need("升", "降") == "降"
        first = self._number() if self._take("前") else 0
        least, most = self._span() if self._take("值") else (0, ENDLESS)
        return Order(cell, descending, first, least, most)


def _with(value: T, **changes: object) -> T:
    from dataclasses import replace

    return replace(value, **changes)  # type: ignore[type-var]
