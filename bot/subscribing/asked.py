"""Questions about the reminders themselves: 现在几点提醒我, 59项还提醒吗, 办结了哪些."""

import re
from functools import cache

from bot.model import Reply
from bot.subscribing.coming import upcoming
from bot.subscribing.ended import RE_NO_FACT
from bot.subscribing.grammar import RE_ASKS, any_of, bare, is_question
from bot.subscribing.scene import (
    Outcome,
    Scene,
    covered_now,
    questions_of,
    readings_of,
    tasks_of,
)
from bot.wording import reminding as words
from bot.wording import rules as rule_words
from knowledge import LENGTH, Task


def asked(scene: Scene, said: str) -> Outcome | None:
    """Answer a question about reminders; None where it asks something else."""
    question = bare(said)
    reply = _next(scene, question) or _why(scene, question)
    if reply is None and about_rules(said, goes_on=scene.goes_on):
        reply = rule_words.told_rules(scene.subscriber)
    if reply is None and _patterns()["how"].fullmatch(question):
        reply = rule_words.how()
    reply = reply or _since(scene, question) or _ended(scene, question) or _of_tasks(scene, said)
    return (reply, scene.subscriber) if reply else None


def about_rules(said: str, *, goes_on: bool) -> bool:
    """Tell whether a message asks nothing but how reminders are set."""
    if not _patterns()["rules"].fullmatch(said):
        return False
    signs = _signs()
    asks = signs["asks"].search(said)
    if goes_on and asks and signs["more"].search(said):
        return True
    return bool(signs["core"].search(said) and (asks or is_question(said)))


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    """Give what a question about the rules says anywhere."""
    return {name: re.compile(any_of(f"{name}_of_rules")) for name in ("asks", "core", "more")}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Give what the whole of a question is held against."""
    patterns = {**_of_rules(), **_of_what_is_covered()}
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


def _of_rules() -> dict[str, str]:
    """Give how it is asked when reminders come."""
    remind = any_of("remind")
    when = r"(?:是|在|会是)?(?:哪[一]?天|什么时候|啥时候|几号|何时|几月几号)"
    next_one = r"(?:下一?[次回条个]|最近一?次|首次|第一次)的?"
    deed = r"(?:订阅|取消|退订|静音|免打扰|提醒|撤销)"
    return {
        "rules": rf"(?:{any_of('about_rules')}|{LENGTH}|[\s,，。?？!！、~])++",
        "next": rf"{next_one}(?:{remind}{when}|{when}[再会要]*{remind}).*"
        rf"|{when}(?>.*?下一?次{remind}).*",
        "why": rf".{{0,8}}(?:怎么|咋|为什么|为啥|为何)[还都就]*(?:没有?|不)(?>.*?{remind}).*",
        "how": rf"(?:怎么|怎样|如何|咋)(?:才能|可以)?(?>.*?{deed}).*"
        r"|(?>.*?(?:订阅|退订|静音|免打扰|提醒))"
        r"(?>.*?(?:怎么|如何|咋)(?:用|设|弄|订|改|关|开|操作|取消|样)).*"
        r"|(?>.*?(?:取消|退|订阅))(?>.*?(?:还能|还可以|能不能|可以))(?>.*?订).*",
    }


def _of_what_is_covered() -> dict[str, str]:
    """Give how it is asked whether something is reminded of, or done."""
    remind, done = any_of("remind"), any_of("done", "done_with_le")
    marked, all_ = "(?:我|标|记)(?:都|已经?|标|记|过|了|为|的){0,4}", "(?:都|已经?){0,2}"
    which = "(?:有|是|都){0,2}(?:哪些|哪几项|什么|啥)"
    of_me = "(?:我|是不是|有没有|已经){0,3}"
    whether = "(?:我|标|记|过|了|为|已经?|有没有|是不是){0,4}"
    on_which_day = "(?:什么时候|啥时候|何时|哪一?天|几号)"
    due = "(?:的话)?(?:到期|快到期|到时候|以后)?"
    return {
        "ended": rf"{all_}{marked}{done}[了的过]*(?:任务)?{which}"
        rf"|哪些(?:任务|项)?{all_}{marked}{done}了?|(?:已经?)?(?:办结了?|不再提醒)的(?:有|是)?哪些"
        r"|哪些(?:任务|项)?(?:已经?|我)*办结了?",
        "left": r"还?(?:未|没有?)办结的?(?:任务)?[有是]?(?:哪些|几项)"
        r"|哪些(?:任务|项)?还?(?:没有?|未)办结",
        "subscribed": rf"(?P<said>.+?)的?{of_me}(?:订阅?|关注|盯)[着过了]{{1,4}}"
        r"(?:了|没有?){0,4}",
        "subscribed_to": rf"{of_me}(?:订阅?|关注|盯)[着过了]{{0,4}}(?P<said>.+)",
        "reminded_of": rf"(?:你|会|还|能|不|会不会){{0,4}}{remind}我?(?P<said>.+)",
        "reminded": rf"(?P<said>.+?){due}[还也会能有要再]{{1,6}}{remind}我?[了不没]?",
        "since": rf"(?>(?P<said>.*?)的?{of_me}(?:都|是){{0,2}}{on_which_day}(?:订阅?|关注))"
        r"[的了过]{0,4}(?P<behind>.*)",
        "is_done": rf"(?P<said>.+?){whether}(?:{any_of('done')}了?|{any_of('done_with_le')}[了过])"
        "(?:没有?|不)?",
    }


def _next(scene: Scene, question: str) -> Reply | None:
    if not _patterns()["next"].fullmatch(question):
        return None
    mine = [task for task, _ in covered_now(scene).values()]
    return rule_words.next_reminder(upcoming(scene, mine), scene.subscriber)


def _why(scene: Scene, question: str) -> Reply | None:
    if not _patterns()["why"].fullmatch(question):
        return None
    mine = [task for task, _ in covered_now(scene).values()]
    return rule_words.why_not(upcoming(scene, mine), scene.subscriber)


def _since(scene: Scene, question: str) -> Reply | None:
    """Tell on which day something was subscribed to; of nothing in particular, all that is."""
    found = _patterns()["since"].fullmatch(question)
    if found is None:
        return None
    said = found["said"] or found["behind"]
    asked_for = {t.id for t in _tasks(scene, said)} if said else set()
    find = tasks_of(scene.index)
    mine = [
        s
        for s in scene.subscriber.subscriptions
        if not said or asked_for & {t.id for t in find(s.question)}
    ]
    return words.subscribed_since(mine)


def _ended(scene: Scene, question: str) -> Reply | None:
    if _patterns()["left"].fullmatch(question):
        done = scene.subscriber.done
        mine = [task for task, _ in covered_now(scene).values() if task.id not in done]
        return words.not_ended(mine, scene.index)
    if not _patterns()["ended"].fullmatch(question):
        return None
    found = (scene.index.task(id) for id in scene.subscriber.done)
    return words.ended([task for task in found if task], scene.index)


def _of_tasks(scene: Scene, said: str) -> Reply | None:
    """Tell whether something is subscribed to, reminded of or done, and when it is spoken of."""
    question = bare(said)
    for name in ("subscribed", "subscribed_to", "reminded", "reminded_of"):
        found = _patterns()[name].fullmatch(question)
        tasks = _tasks(scene, found["said"]) if found and not RE_ASKS.search(question) else []
        if tasks:
            covered = covered_now(scene)
            mine = [t for t in tasks if t.id in covered and t.id not in scene.subscriber.done]
            return words.is_covered(tasks, mine, upcoming(scene, mine), scene.subscriber)
    found = _patterns()["is_done"].fullmatch(question)
    if not (found and is_question(said) and any(c.isdigit() for c in said)):
        return None
    tasks = [] if RE_NO_FACT.search(found["said"]) else _tasks(scene, found["said"])
    return words.is_done(tasks, scene.subscriber) if tasks else None


def _tasks(scene: Scene, said: str) -> list[Task]:
    readings = readings_of(scene, said)
    if isinstance(readings, Reply):
        return []
    return [t for q in questions_of(readings) for t in tasks_of(scene.index)(q)]
