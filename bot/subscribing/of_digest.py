"""What the buttons under a digest do: put off, mark as done, turn the page."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.model import Button
from bot.subscribing.ended import ended, put_off, put_off_told
from bot.subscribing.scene import Outcome, Scene, changed
from bot.wording import digest as digests
from bot.wording import reminding as words

OF_DIGEST, ALL = "/digest", "all"
RE_TAP = re.compile(
    rf"{OF_DIGEST} (?:page (?P<page>\d{{1,4}})|later (?P<days>\d{{1,3}})"
    r"|(?P<deed>done|stop)(?: (?P<task>\S{1,80}))?)"
)
BACK = Button("返回", f"{OF_DIGEST} page 1")
"""To the tasks of a digest that are left."""
WHICH = Button("是哪几项", f"{OF_DIGEST} page 1")


def tapped(scene: Scene, text: str, items: Sequence[str]) -> Outcome | None:
    """Do what a button says to the tasks of its digest, given by id; None for any other text."""
    found = RE_TAP.fullmatch(text)
    if found is None:
        return None
    chosen = (found["task"],) if found["task"] not in (None, ALL) else tuple(items)
    tasks = [task for id in chosen if (task := scene.index.task(id))]
    if found["page"]:
        page = digests.digest_page(tasks, int(found["page"]), scene.index, scene.today)
        return page, scene.subscriber
    if found["days"]:
        until = scene.today + timedelta(days=int(found["days"]))
        reply = put_off_told(scene, tasks, until)
        reply = replace(reply, items=chosen, buttons=(WHICH, *reply.buttons))
        return reply, changed(scene, put_off(scene.subscriber, chosen, until))
    if len(tasks) > 1 and found["task"] != ALL:
        return digests.which_of(tasks, found["deed"], scene.index), scene.subscriber
    reply = words.done(tasks) if found["deed"] == "done" else words.silenced(tasks)
    if rest := tuple(id for id in items if id not in chosen):
        reply = replace(reply, items=rest, buttons=(BACK, *reply.buttons))
    return reply, ended(scene, chosen)
