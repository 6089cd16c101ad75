"""A message about reminders is carried out, or answered."""

import re
from dataclasses import replace

from bot.model import Reply
from bot.subscribing.asked import about_rules, asked
from bot.subscribing.coming import coming_due_while_mute
from bot.subscribing.deeds import deeds, saying_no_more, undoing
from bot.subscribing.grammar import (
    LONGEST,
    RE_ASKS,
    RE_BREAK,
    any_of,
    bare,
    cannot,
    is_correction,
    is_question,
    plain,
)
from bot.subscribing.scene import Outcome, Scene, changed
from bot.subscribing.settings import changed_rules, settings_within
from bot.subscribing.wanted import RE_WITHOUT, corrected, subscribe, undo
from bot.wording import fit
from bot.wording import rules as rule_words

MOST_CLAUSES, MOST_BUTTONS = 6, 6
RE_PART = re.compile(r"[,，。；;！!?？]+|顺便|另外")
RE_REMINDS = re.compile(any_of("remind"))
RE_BIDS = re.compile(r"订|阅|提醒我|取消|退|subscribe|我[有的].{0,3}提醒")
"""What no question to the documents says."""
RE_SUBSCRIBES = re.compile(any_of("subscribe"))


def instructed(scene: Scene, text: str) -> Outcome | None:
    """Carry out what a text says of reminders; None where it says nothing of them."""
    said = plain(text[: LONGEST + 1])
    if not said or len(said) > LONGEST:
        return None
    if is_correction(text) and (outcome := corrected(scene, bare(said))):
        return outcome
    if undoing().fullmatch(said):
        return undo(scene)
    if refused := _refused(said):
        return refused, scene.subscriber
    if both := _with_questions(scene, said):
        return both
    if is_question(said) or about_rules(said, goes_on=scene.goes_on):
        return asked(scene, said)
    if RE_ASKS.search(said) and not RE_BIDS.search(said):
        return asked(scene, said)
    whole = bare(said)
    if RE_SUBSCRIBES.match(whole) and any(p.fullmatch(whole) for p in RE_WITHOUT):
        return _one(scene, whole)
    return _one_by_one(scene, whole) or _one(scene, whole)


def _refused(said: str) -> Reply | None:
    """Say plainly what cannot be done."""
    told = (why for why, signs in cannot().items() if any(s.search(said) for s in signs))
    why = next(told, None)
    return Reply(why, found=False) if why else None


def _with_questions(scene: Scene, said: str) -> Outcome | None:
    """Answer the questions that stand beside instructions, too: 59项谁牵头，顺便订阅一下."""
    parts = [part for part in RE_PART.split(said) if part.strip()]
    asking = [p for p in parts if (RE_ASKS.search(p) or is_question(p)) and not RE_BIDS.search(p)]
    if not 1 < len(parts) <= MOST_CLAUSES or not asking or len(asking) == len(parts):
        return None
    reply, memory = scene.bot.turn("，".join(asking), scene.memory)
    rest = " ".join(p for p in parts if p not in asking)
    after = replace(scene, memory=memory)
    outcome = _one_by_one(after, bare(rest)) or _one(after, bare(rest))
    if outcome is None or not reply.found:
        return None
    return _joined([reply, outcome[0]]), outcome[1]


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
    of_settings, rest = told[: len(settings)], told[len(settings) :]
    if not told or (unused and rest):
        return None
    if of_settings and of_settings[-1].found:
        of_settings = [_told_settings(begun, scene, beside=bool(rest))]
    reply = _joined([*rest, *of_settings[-1:]])
    return rule_words.with_unused(reply, unused), changed(begun, scene.subscriber)


def _joined(told: list[Reply]) -> Reply:
    text = "\n\n".join(dict.fromkeys(reply.text for reply in told))
    buttons = dict.fromkeys(button for reply in told for button in reply.buttons)
    about = next((r.about for r in told if r.about), None)
    return Reply(
        fit(text),
        found=any(r.found for r in told),
        buttons=tuple(buttons)[:MOST_BUTTONS],
        about=about,
    )


def _one(scene: Scene, said: str) -> Outcome | None:
    return _set(scene, said) or _set_within(scene, said) or _done(scene, said)


def _done(scene: Scene, said: str) -> Outcome | None:
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
    after = scene.after(changed(scene, replace(old, rules=rules)))
    return _told_settings(scene, after), after.subscriber


def _set_within(scene: Scene, said: str) -> Outcome | None:
    """Carry out an instruction with settings before or behind it, in the same breath."""
    found = settings_within(said)
    if found is None:
        return None
    about, settings = bare(found[0]), found[1]
    begun, scene = scene, replace(scene, goes_on=True)
    outcome = _set(scene, settings)
    if outcome is None or not outcome[0].found or RE_ASKS.search(about):
        return None
    after = scene.after(outcome[1])
    done = _done(after, about)
    if done is None and RE_REMINDS.search(settings):
        done = subscribe(after, about)
    if done is None or not done[0].found:
        return None
    reply = _told_settings(begun, after.after(done[1]), beside=True)
    return _joined([done[0], reply]), changed(begun, done[1])


def _told_settings(before: Scene, after: Scene, *, beside: bool = False) -> Reply:
    """Say how the settings are now, and what that brings that was not asked for."""
    missed = coming_due_while_mute(after)
    return rule_words.settings_changed(
        before.subscriber.rules, after.subscriber, missed, beside=beside
    )
