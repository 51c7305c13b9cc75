"""Every room of the menu, as somebody who may open all: both widths, both languages, no fault, no sideways scroll."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from samanvay.access.actors import actor_for
from samanvay.access.roles import BY_CODE
from samanvay.access.users.actions import choose_language, create_user, give_grant
from samanvay.directory.models import Unit
from samanvay.kernel.db.scope import SYSTEM, acting_as


@pytest.fixture
def fresh_db(fresh_state: str) -> str:
    """The rooms are walked on a database that knows places and units."""
    return fresh_state


@pytest.fixture
def everybody(server: str) -> Any:
    """A user of the demonstration who holds every role at the state's bureau."""
    with acting_as(SYSTEM):
        bureau = Unit.objects.filter(kind="state_bureau", home_state="IN-UP").order_by("audience")[0]
        user = create_user(by=SYSTEM, username="all", name="Every Role", name_hi="सर्व भूमिका", is_persona=True)
        for role in BY_CODE.values():
            give_grant(
                by=SYSTEM,
                user=user,
                role=role.code,
                audience=bureau.audience,
                compartment=role.compartment,
                home_state="IN-UP",
                since=date(2020, 1, 1),
            )
    return user


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (360, "hi")])
def test_every_room_of_the_menu_is_whole(
    width: int,
    language: str,
    everybody: Any,
    signed_in: Callable[[str], None],
    page_at: Callable[..., Page],
    axe: Any,
    fits: Any,
    shot: Any,
) -> None:
    actor = actor_for(everybody)
    with acting_as(actor):
        choose_language(by=actor, user=everybody, language=language)
    signed_in("all")
    page = page_at(width, language=language)
    page.goto("/gallery/")
    rooms = [link.get_attribute("href") for link in page.locator(".menu nav a").all()]
    assert len(rooms) >= 5
    for room in [*rooms, "/account/sessions/"]:
        assert room is not None
        answer = page.goto(room)
        assert answer is not None
        assert answer.status == 200, room
        assert page.locator("html").get_attribute("lang") == language
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        if room in rooms:
            expect(page.locator(f'.menu nav a[aria-current="page"][href="{room}"]')).to_have_count(1)
        fits(page)
        shot(page, f"room-{room.strip('/').replace('/', '-') or 'home'}-{language}-{width}")
        axe(page)


def test_home_leads_to_the_first_page(
    everybody: Any, signed_in: Callable[[str], None], page_at: Callable[..., Page]
) -> None:
    from django.urls import reverse

    signed_in("all")
    page = page_at(1280)
    page.goto("/gallery/")
    page.locator(".brand").click()
    page.wait_for_url("**" + reverse(settings.LOGIN_REDIRECT_URL))
