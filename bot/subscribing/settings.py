"""When to be reminded, in words: 提前10天, 每天8点半, 周末也提醒, 晚上10点到早上7点别打扰我."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from bot.subscribing.grammar import any_of, spans_named, time_of, time_pattern
from bot.subscriptions import Hours, Rules
from bot.wording import rules as rule_words
from bot.zones import zone_named
from knowledge import COUNT, LENGTH, NAMED_DAY, UNIT, lengths_in

MOST_BEFORE = 365
"""Days before a deadline that a reminder may come, and days that it may be quiet."""

NIGHT = Hours("21:00", "08:00")

Deed = Callable[[Rules, re.Match[str], date], Rules | str]
"""Changes the rules, or says why not."""
Step = tuple[re.Match[str], Deed]
RE_REMIND_END = re.compile(r"(?:提醒|通知|叫|喊)我?(?:一下|一次)?[\s,，]*$")
RE_PERIOD_END = re.compile(r"[底末]|周末")


def changed_rules(
    text: str, rules: Rules, today: date, *, goes_on: bool = False
) -> Rules | str | None:
    """Carry out all the settings that a text is made of; None where it says anything else.

    Give a sentence where one of them cannot be. `goes_on` takes a bare time for a setting: the
    message before was about reminders too.
    """
    steps = _steps(text)
    is_said = goes_on or _anchor().search(text) or any(d not in WEAK for _, d in steps or ())
    if not steps or not is_said:
        return None
    if sum(deed is _at for _, deed in steps) > 1:
        return rule_words.ONCE_A_DAY
    for found, deed in steps:
        changed = deed(rules, found, today)
        if isinstance(changed, str):
            return changed
        rules = changed
    return rules


def _steps(text: str) -> list[Step] | None:
    """Give the settings of a text one after the other; None where something else is between."""
    steps, place = _scanned(text)
    return steps if place == len(text) else None


def _scanned(text: str) -> tuple[list[Step], int]:
    """Give the settings that a text begins with, and how far they reach."""
    steps: list[Step] = []
    place = 0
    while place < len(text):
        tried = ((pattern.match(text, place), deed) for pattern, deed in _settings())
        step = next(((found, deed) for found, deed in tried if found), None)
        if step:
            steps.append(step)
        found = step[0] if step else _between().match(text, place)
        if found is None:
            break
        place = found.end()
    return steps, place


def settings_within(text: str) -> tuple[str, str] | None:
    """Part a text into what it is about and the settings before or behind that.

    每天8点提醒我城管委的任务, 59项提前两天下午三点叫我; None where there are none of both.
    """
    steps, place = _scanned(text)
    if steps and 0 < place < len(text) and RE_REMIND_END.search(text[:place]):
        return text[place:], text[:place]
    for start in range(1, len(text) - 1):
        if any(pattern.match(text, start) for pattern, _ in _settings()) and _steps(text[start:]):
            return text[:start], text[start:]
    return None


# --- the single settings


def _before(rules: Rules, found: re.Match[str], _: date) -> Rules | str:
    days = lengths_in(found["spans"])
    if max(days) > MOST_BEFORE:
        return rule_words.too_early(MOST_BEFORE)
    if found["only"] or found["enough"]:
        kept = set[int]()
    elif found["more"]:
        kept = set(rules.days_before)
    elif len(days) > 1:
        kept = {0} & set(rules.days_before)
    else:
        kept = {n for n in rules.days_before if n < days[0]}
    on_the_day = {0} if found["on_the_day"] else set[int]()
    return _reminded(rules, kept | set(days) | on_the_day)


def _not_before(rules: Rules, found: re.Match[str], _: date) -> Rules | str:
    return _reminded(rules, set(rules.days_before) - set(lengths_in(found["spans"])))


def _not_on_the_day(rules: Rules, _found: re.Match[str], _: date) -> Rules | str:
    return _reminded(rules, set(rules.days_before) - {0})


def _on_the_day(rules: Rules, found: re.Match[str], _: date) -> Rules | str:
    is_all = found["only"] or found["enough"]
    return _reminded(rules, {0} | (set() if is_all else set(rules.days_before)))


def _reminded(rules: Rules, days: set[int]) -> Rules:
    return replace(rules, days_before=tuple(sorted(days, reverse=True)))


def _then(rules: Rules, found: re.Match[str], _: date) -> Rules | str:
    if found["never"]:
        return replace(rules, then_every=None)
    if found["once"]:
        return replace(rules, then_every=0)
    each = "两" if found[0].rpartition("隔")[1] else "一"
    every = lengths_in(found["every"]) or lengths_in(f"{each}{found['every']}")
    return replace(rules, then_every=min(max(every[0], 1), MOST_BEFORE))


def _at(rules: Rules, found: re.Match[str], _: date) -> Rules | str:
    time = time_of(found, "at")
    if time is None:
        return rule_words.NO_SUCH_TIME
    if not found["at_part"] and "01:00" <= time < "06:00" and rules.quiet_piece(time):
        return rule_words.before_noon_or_after(time)
    return replace(rules, at=time)


def _one_of_them(_rules: Rules, _found: re.Match[str], _: date) -> Rules | str:
    return rule_words.BOTH_OR_NONE


def _weekends(rules: Rules, found: re.Match[str], _: date) -> Rules | str:
    return replace(rules, weekends=not found["no"])


def _only_workdays(rules: Rules, found: re.Match[str], _: date) -> Rules | str:
    """Workdays, with 调休, are the only days anyway unless weekends were asked for."""
    return replace(rules, weekends=False) if found["only"] else rules


def _quiet(rules: Rules, found: re.Match[str], _: date) -> Rules | str:
    begin = time_of(found, "from")
    end = time_of(found, "until", behind=begin or "")
    if begin is None or end is None:
        return rule_words.NO_SUCH_TIME
    return _with_hours(rules, Hours(begin, end))


def _quiet_from(rules: Rules, found: re.Match[str], _: date) -> Rules | str:
    time = time_of(found, "edge")
    if time is None:
        return rule_words.NO_SUCH_TIME
    night = next((h for h in rules.quiet if h.is_overnight), NIGHT)
    hours = Hours(time, night.end) if found["after"] else Hours(night.begin, time)
    return _with_hours(rules, hours)


def _with_hours(rules: Rules, new: Hours) -> Rules:
    """Set the quiet hours of the night or those of the day; the digest goes behind them."""
    others = tuple(h for h in rules.quiet if h.is_overnight != new.is_overnight)
    kept = tuple(sorted((*others, new), key=lambda h: not h.is_overnight))
    changed = replace(rules, quiet=kept)
    is_in = replace(rules, quiet=(new,)).quiet_piece(rules.at)
    return replace(changed, at=new.end) if is_in else changed


def _never_quiet(rules: Rules, _found: re.Match[str], _: date) -> Rules | str:
    return replace(rules, quiet=())


def _mute(rules: Rules, found: re.Match[str], today: date) -> Rules | str:
    days = lengths_in(found[0])[0]
    return replace(rules, muted_until=today + timedelta(days=min(days, MOST_BEFORE)))


def _mute_until(rules: Rules, found: re.Match[str], today: date) -> Rules | str:
    said = found["day"]
    spans = spans_named(said, today)
    if not spans:
        return rule_words.NO_SUCH_DAY
    # up to the end of a month or a year is with its last day; Monday is back at work
    is_end = bool(RE_PERIOD_END.search(said)) or spans[0].first != spans[0].last
    until = spans[0].last + timedelta(days=is_end)
    if until <= today or (until - today).days > MOST_BEFORE:
        return rule_words.NO_SUCH_DAY
    return replace(rules, muted_until=until)


def _mute_through(rules: Rules, found: re.Match[str], today: date) -> Rules | str:
    """Be mute for all of a period that is said: 这周别提醒."""
    spans = spans_named(found["day"], today)
    return replace(rules, muted_until=spans[0].last + timedelta(1)) if spans else rules


def _mute_before(rules: Rules, found: re.Match[str], today: date) -> Rules | str:
    """Be mute up to a day, or to the first of a period: 十一月之前别提醒我."""
    spans = spans_named(found["first"], today)
    if not spans or not today < spans[0].first <= today + timedelta(MOST_BEFORE):
        return rule_words.NO_SUCH_DAY
    return replace(rules, muted_until=spans[0].first)


def _mute_while_away(rules: Rules, found: re.Match[str], today: date) -> Rules | str:
    """Be mute to the end of a leave; one that has not begun is not anticipated."""
    spans = spans_named(found["until"] or found["day"], today)
    if not spans or spans[0].last < today or (spans[0].last - today).days > MOST_BEFORE:
        return rule_words.NO_SUCH_DAY
    if found["day"] and spans[0].first > today + timedelta(1):
        return rule_words.FROM_NOW_ON
    return replace(rules, muted_until=spans[0].last + timedelta(1))


def _unmute(rules: Rules, _found: re.Match[str], _: date) -> Rules | str:
    return replace(rules, muted_until=None)


def _zone(rules: Rules, found: re.Match[str], _: date) -> Rules | str:
    zone = zone_named(found["zone"])
    return rule_words.no_such_zone(found["zone"]) if zone is None else replace(rules, zone=zone)


def _default(rules: Rules, _found: re.Match[str], _: date) -> Rules | str:
    return Rules()


WEAK = (_at, _on_the_day)
"""Settings that only count where the text speaks of reminders."""


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"[\s,，。；;！!~、]+|{any_of('between')}")


@cache
def _anchor() -> re.Pattern[str]:
    return re.compile(any_of("anchor"))


@cache
def _settings() -> tuple[tuple[re.Pattern[str], Deed], ...]:
    """Give the pattern of every setting with what it does; the first that matches is meant."""
    patterns = (*_of_days(), *_of_times(), *_of_places())
    return tuple((re.compile(pattern), deed) for pattern, deed in patterns)


def _of_days() -> tuple[tuple[str, Deed], ...]:
    """Give the settings of how long before a deadline, how often after it, and on which days."""
    ahead = r"(?:到期|截止)?的?(?:提前|提早|之?前)"
    spans = rf"(?P<spans>{LENGTH}(?:[、,，和及跟与各\s]*(?:提前)?{LENGTH})*)"
    no = "(?:不用|不要|别|不)再?"
    gone = f"(?:那次|那个|那条|的|提醒|就|也){{0,3}}(?:不需要|去掉|取消|{no})(?:提醒|发|要)?了?"
    more = r"(?P<more>再加(?:上|一?个)?|还要|也要|加(?:上|一?个)?)?"
    only, today = "(?P<only>只|仅)?", "当[天日]"
    and_today = rf"(?P<on_the_day>[、,，和及跟与]*{today})?"
    then = rf"(?:各?(?:提醒|通知|说|叫)我?(?:一次|一声)?)?(?P<enough>{any_of('enough')})?"
    past, off = any_of("past"), any_of("free_days")
    say = "(?:提醒|催|通知|发|喊|叫)"
    off_then = r"(?:的|时|里|那天)?"
    return (
        (rf"(?:{no}|去掉|取消){ahead}{spans}(?:的|那次)?{say}?", _not_before),
        (rf"{ahead}{spans}{gone}", _not_before),
        (rf"{spans}(?:前|(?=那)){gone}", _not_before),
        (rf"(?:到期)?{today}{gone}", _not_on_the_day),
        (rf"{only}{more}[在要]?{ahead}{spans}{and_today}{then}", _before),
        (rf"{only}{more}{spans}前(?={say}){and_today}{then}", _before),
        (rf"{only}在?(?:到期)?{today}[也再]?[要发]?{then}", _on_the_day),
        (
            rf"{past}[就都也还]?(?:别停|继续|接着)?(?:提醒)?[,，\s]*(?:(?P<never>{no}{say}?我?了?)|(?P<once>[只就]再?{say}?我?{say}?一次)"
            rf"|(?:[每隔]+|天(?=天))(?P<every>{COUNT}?{UNIT})再?{say}?我?)",
            _then,
        ),
        (rf"(?:周六|周日|礼拜天|星期[六日天])(?:[也都要就]|不|别|{say}){{1,4}}", _one_of_them),
        (rf"{off}{off_then}[也都就还要]*(?P<no>{no}){say}?(?:(?:打扰|烦|吵)我?)?", _weekends),
        (rf"(?P<no>{no}){say}我?{off}", _weekends),
        (rf"(?P<no>(?!))?{off}{off_then}(?:[也都要]|照常|{say})+", _weekends),
        (rf"(?P<only>只在?工作日|工作日才|只有?工作日){say}?", _only_workdays),
        (r"(?P<only>)调休上?班?(?:的|那天)?[也都才]?[要得]?", _only_workdays),
    )  # fmt: skip


def _of_times() -> tuple[tuple[str, Deed], ...]:
    """Give the settings of the time of day, of quiet hours and of being mute."""
    hush, mute, away = any_of("not_send"), any_of("mute"), any_of("away")
    off = r"(?:取消|解除|不用|不要|关掉|关闭|结束|去掉|不)"
    hours = rf"{time_pattern('from')}(?:到|至|-|~)+(?:第二天|次日|明早)?{time_pattern('until')}"
    edge = rf"{time_pattern('edge')}(?:(?P<after>以后|之后|后)|(?:以前|之前|前))"
    return (
        (rf"{hours}之?间?{hush}", _quiet),
        (rf"{hush}(?:时间|时段)?(?:是|设为|改成|为|设成)?{hours}", _quiet),
        (rf"{edge}[就都再]*{hush}", _quiet_from),
        (
            rf"{off}{any_of('quiet')}|{any_of('quiet')}{off}[掉了]?|随时都?可?以?(?:提醒|发)",
            _never_quiet,
        ),
        (rf"{off}{mute}了?", _unmute),
        (rf"{mute}{LENGTH}|[这未来]*{LENGTH}之?内[都先]?{hush}", _mute),
        (
            rf"(?P<day>今天|明天|这周|本周|这个?星期|这个月|本月|周末){{1}}[都先]?{hush}",
            _mute_through,
        ),
        (
            rf"(?:我[要会]?)?(?:{away}到(?P<until>[^,，。\s]{{1,16}}?)"
            rf"|(?P<day>[今明后]天|[这本下]个?(?:周|星期|礼拜|月))[要会]?{away})[,，\s]*{hush}",
            _mute_while_away,
        ),
        (rf"(?P<first>{NAMED_DAY})[之以]?前[都先]?{hush}", _mute_before),
        (rf"{mute}到(?P<day>[^,，。\s]{{1,16}})", _mute_until),
        (rf"(?:每天|每日|天天|每个工作日|工作日)?[都的在]?{time_pattern('at')}", _at),
    )


def _of_places() -> tuple[tuple[str, Deed], ...]:
    zone = r"\s*(?P<zone>[^\s,，。的]{2,30})"
    be = "(?:是|为|设为|设成|改成|改为|改到|换成|换到|用|调成|调到)*"
    return (
        (rf"(?:我的|把)?时区{be}{zone}", _zone),
        (rf"按照?{zone[:-1]}?)(?:那边)?的?时间", _zone),
        (rf"[改换设][成为到回]{zone[:-1]}?)(?:时区|时间)", _zone),
        (
            r"[全都设置]*(?:恢复|还原|重置|改回|回到|变回)+[成为]?默认的?(?:设置|规则|提醒|值)?",
            _default,
        ),
    )
