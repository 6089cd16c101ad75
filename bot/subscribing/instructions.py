"""A message about reminders is carried out, or answered."""

import re
from dataclasses import replace

from bot.model import Reply
from bot.subscribing.asked import about_rules, asked, missed_while_mute
from bot.subscribing.deeds import deeds, remind_before, saying_no_more, undoing
from bot.subscribing.grammar import RE_BREAK, bare, cannot, is_question, plain
from bot.subscribing.scene import Outcome, Scene, changed
from bot.subscribing.settings import changed_rules
from bot.subscribing.wanted import subscribe, undo
from bot.wording import fit
from bot.wording import rules as rule_words

LONGEST = 120
"""Characters of an instruction."""
MOST_CLAUSES, MOST_BUTTONS = 6, 6
RE_ASKS = re.compile(r"[哪谁啥]|什么|多少|(?<![那这])几[项个家]")
RE_BIDS = re.compile(r"订|阅|提醒我|取消|退|subscribe")
"""What no question to the documents says."""


def instructed(scene: Scene, text: str) -> Outcome | None:
    """Carry out what a text says of reminders; None where it says nothing of them."""
    said = plain(text[: LONGEST + 1])
    if not said or len(said) > LONGEST:
        return None
    if is_question(said) or about_rules(said, goes_on=scene.goes_on):
        return asked(scene, said)
    if undoing().fullmatch(said):
        return undo(scene)
    if RE_ASKS.search(said) and not RE_BIDS.search(said):
        return asked(scene, said)
    if refused := _refused(said):
        return refused, scene.subscriber
    whole = bare(said)
    return _one_by_one(scene, whole) or _one(scene, whole)


def _refused(said: str) -> Reply | None:
    """Say plainly what cannot be done."""
    told = (why for why, signs in cannot().items() if any(re.search(s, said) for s in signs))
    why = next(told, None)
    return Reply(why, found=False) if why else None


def _one_by_one(scene: Scene, said: str) -> Outcome | None:
    """Carry out several instructions of one message; None where a part of it is none.

    Settings come first, so that what is subscribed to is told by them. Beside settings alone,
    what is none is named as unused: 以后早上8点到10点别发消息 我开会.
    """
    clauses = [clause for part in RE_BREAK.split(said) if (clause := bare(part))]
    if not 1 < len(clauses) <= MOST_CLAUSES:
        return None
    begun, scene = scene, replace(scene, goes_on=True)
    settings = [c for c in clauses if _set(scene, c)]
    others = [c for c in clauses if c not in settings]
    told: list[Reply] = []
    unused: list[str] = []
    for clause in (*settings, *others):
        if told and saying_no_more().fullmatch(clause):
            continue
        outcome = _one(scene, clause)
        if outcome is None:
            unused.append(clause)
            continue
        told.append(outcome[0])
        scene = scene.after(outcome[1])
    if not told or (unused and len(told) > len(settings)):
        return None
    reply = _joined([*told[len(settings) :], *told[: len(settings)][-1:]])
    return rule_words.with_unused(reply, unused), changed(begun, scene.subscriber)


def _joined(told: list[Reply]) -> Reply:
    text = "\n\n".join(dict.fromkeys(reply.text for reply in told))
    buttons = dict.fromkeys(button for reply in told for button in reply.buttons)
    return Reply(fit(text), found=any(r.found for r in told), buttons=tuple(buttons)[:MOST_BUTTONS])


def _one(scene: Scene, said: str) -> Outcome | None:
    if outcome := _set(scene, said):
        return outcome
    if found := remind_before().fullmatch(said):
        return _subscribe_and_set(scene, *found.groups())
    for pattern, deed in deeds():
        if found := pattern.fullmatch(said):
            about = "\n".join(group.strip() for group in found.groups() if group is not None)
            if outcome := deed(scene, about):
                return outcome
    return None


def _set(scene: Scene, said: str) -> Outcome | None:
    """Change when to be reminded."""
    old = scene.subscriber
    rules = changed_rules(said, old.rules, scene.today, goes_on=scene.goes_on)
    if rules is None:
        return None
    if isinstance(rules, str):
        return Reply(rules, found=False), old
    subscriber = changed(scene, replace(old, rules=rules))
    missed = missed_while_mute(scene.after(subscriber))
    return rule_words.settings_changed(subscriber, missed), subscriber


def _subscribe_and_set(scene: Scene, about: str, before: str) -> Outcome | None:
    """Subscribe to one thing, with so many days before for the whole chat."""
    outcome = _set(scene, before)
    if outcome is None or not outcome[0].found:
        return outcome or subscribe(scene, about)
    reply, subscriber = subscribe(scene.after(outcome[1]), about)
    return _joined([reply, outcome[0]]), changed(scene, subscriber)
