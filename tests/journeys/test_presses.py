"""Every post: its desk is short in both languages and widths, its main task takes five presses or fewer.

``make bench`` takes the table from here: where ``PRESSES`` is set, each row is written into that file.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from officers_of_up import district, officer
from playwright.sync_api import Page, expect
from presses import PHONE, POSTS, Hand, Post

from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.access.roles import ROLES
from samanvay.kernel import clock
from samanvay.kernel.db.scope import acting_as
from samanvay.picture.findings.actions.deciding import make_finding
from samanvay.picture.states import Subject

MOST_PRESSES = 5
HIGHEST = {1280: 1200, 360: 2 * 780}  # px: a screen and a half of a PC, two of a telephone


@pytest.fixture(scope="module")
def fresh_db(told_story: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """All posts of one demonstration; two of districts that have not reported yet, and a finding of this week."""
    with told_story() as url:
        officer("dm.agra", "district_magistrate", "Agra", name="Sunita Rao", name_hi="सुनीता राव")
        officer("chief.ballia", "police_chief", "Ballia", name="Anil Rai", name_hi="अनिल राय")
        analyst = actor_for(User.objects.get(username="analyst"))
        with acting_as(analyst):
            make_finding(
                by=analyst,
                subject=Subject.DISTRICT,
                said="More girls than before are stopped at the bus stand.",
                since=clock.today() - timedelta(days=20),
                until=clock.today(),
                place=district("Ayodhya"),
            )
        yield url


def test_every_role_is_a_post_with_a_task() -> None:
    assert [post.role for post in POSTS] == [role.code for role in ROLES]


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.role)
def test_main_task_takes_five_presses_from_a_short_desk(
    post: Post, server: str, signed_in: Callable[[str], None], page_at: Callable[..., Page], shot: Any
) -> None:
    signed_in(post.login)
    page = page_at(post.width, height=780 if post.width == PHONE else 860)
    page.goto("/")
    heights = {}
    for language in ("hi", "en"):  # the task is walked in English, in the words of its walk
        if page.locator("html").get_attribute("lang") != language:
            page.locator("button.lang").first.click()
            expect(page.locator("html")).to_have_attribute("lang", language)
        for width in HIGHEST:
            page.set_viewport_size({"width": width, "height": 780})
            heights[language, width] = page.evaluate("document.documentElement.scrollHeight")
            shot(page, f"desk-{post.role}-{language}-{width}")
    assert [each for each, high in heights.items() if high > HIGHEST[each[1]]] == [], heights
    page.set_viewport_size({"width": post.width, "height": 780})
    hand = Hand(page)
    post.walk(hand)
    assert hand.presses <= MOST_PRESSES
    if file := os.environ.get("PRESSES"):
        said = [post.role, post.task, hand.presses, hand.fields, post.width, *heights.values(), post.note]
        with Path(file).open("a", encoding="utf-8") as table:
            table.write("\t".join(map(str, said)) + "\n")
