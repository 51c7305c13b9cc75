"""Two who run one sitting at the same time: neither undoes what the other did, and there is never a second one."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from test_conference_pages import client_of, second_factor, state_of, state_sitting
from test_conferences import MONDAY, attended, division_meeting, people

from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, reading
from samanvay.kernel.refusals import Refused
from samanvay.review import actions, queries
from samanvay.review.models import Conference, Invitation

__all__ = ["people", "second_factor"]


def form_of(client: Client, address: str) -> dict[str, list[str]]:
    """Return what the form of the roll would send if nothing were changed on it."""
    page = client.get(address).content.decode()
    return {
        "listed": re.findall(r'name="listed" value="([^"]+)"', page),
        "present": re.findall(r'name="present" value="([^"]+)" checked', page),
        "seen_chair": re.findall(r'name="seen_chair" value="([^"]*)"', page),
        "chair": re.findall(r'name="chair"[^>]*value="([^"]*)"', page),
        **{f"by-{key}": [role] for key, role in re.findall(r'name="by-([^"]+)" value="([^"]*)"', page)},
    }


def marks(by: Actor, conference: Conference) -> dict[str, tuple[str, str]]:
    with reading(by):
        rows = Invitation.objects.filter(conference=conference)
        return {str(each.pk): (each.presence, each.by_role) for each in rows}


def at_once(*presses: Callable[[], object]) -> list[object]:
    """Press at the same moment, each on a connection of its own."""
    together = Barrier(len(presses))

    def press(act: Callable[[], object]) -> object:
        together.wait(30)
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(presses)) as threads:
        return list(threads.map(press, presses))


def test_two_who_save_the_roll_keep_the_ticks_of_both(people: dict[str, Actor]) -> None:
    by = people["commissioner"]
    conference = division_meeting(people)
    address = f"/conferences/{conference.pk}/attendance/"
    first, second = client_of(by), client_of(by)
    one, other = form_of(first, address), form_of(second, address)
    a, b, c = [each.partition(":")[0] for each in one["listed"]][:3]
    assert first.post(address, one | {"present": [a, c], "chair": "Additional Commissioner"}).status_code == 302
    assert second.post(address, other | {"present": [b], f"by-{c}": "ADM"}).status_code == 302
    noted = marks(by, conference)
    assert (noted[a], noted[b], noted[c]) == (("present", ""), ("present", ""), ("present", "ADM"))
    assert ("present", "Additional Commissioner") in noted.values(), "the second saw an empty field and left it"


def test_two_who_mark_one_office_otherwise_see_both_and_lose_nothing_else(people: dict[str, Actor]) -> None:
    by = people["commissioner"]
    conference = division_meeting(people)
    address = f"/conferences/{conference.pk}/attendance/"
    client = client_of(by)
    a, b, _c = [each.partition(":")[0] for each in form_of(client, address)["listed"]][:3]
    assert client.post(address, form_of(client, address) | {"present": [a]}).status_code == 302
    one, other = form_of(client, address), form_of(client, address)
    assert client.post(address, one | {f"by-{a}": "ADM"}).status_code == 302
    answer = client.post(address, other | {"present": [b]})
    assert answer.status_code == 409
    shown = answer.content.decode()
    for words in ("Somebody else marked these offices differently", "Present (ADM)", "Absent"):
        assert words in shown
    noted = marks(by, conference)
    assert (noted[a], noted[b]) == (("present", "ADM"), ("present", ""))
    again = form_of(client, address)
    assert client.post(address, again | {"present": [b]}).status_code == 302, "decided by who saw both"
    assert marks(by, conference)[a] == ("absent", "")


@pytest.mark.parametrize("how", ["planned", "extra"])
def test_begin_pressed_by_two_makes_one_sitting(people: dict[str, Actor], how: str) -> None:
    conference = state_sitting(people)
    address = f"/conferences/{conference.pk}/begin/"
    clients = [client_of(people["desk"]), client_of(people["nodal"])]
    with clock.frozen(MONDAY):
        presses = [lambda client=client: client.post(address, {"how": how}) for client in clients]
        answers = at_once(*presses)
    assert {answer.status_code for answer in answers} == {302}
    with reading(people["desk"]):
        runs = Conference.objects.get(state="running")
        assert (runs.pk == conference.pk) == (how == "planned")
    assert {UUID(answer.url.split("/")[2]) for answer in answers} == {runs.pk}


def test_begin_does_not_resume_what_has_ended(people: dict[str, Actor]) -> None:
    desk, conference = people["desk"], state_sitting(people)
    with reading(desk):
        conference = actions.begin_conference(by=desk, conference=conference)
        attended(desk, conference)
        ended = actions.end_conference(by=desk, conference=conference)
        with pytest.raises(Refused, match="Resume it from its page"):
            actions.begin_conference(by=desk, conference=ended)


def test_sitting_is_not_resumed_beside_one_that_runs(people: dict[str, Actor]) -> None:
    desk, conference = people["desk"], state_sitting(people)
    with reading(desk):
        extra = actions.hold_extra(by=desk, conference=conference)
    attended(desk, extra)
    with reading(desk):
        held = actions.end_conference(by=desk, conference=extra)
        assert actions.begin_conference(by=desk, conference=conference).pk == conference.pk
        with pytest.raises(Refused, match="is running"):
            actions.take_up_again(by=desk, conference=held)


def test_keys_of_two_screens_move_the_wall_once(people: dict[str, Actor]) -> None:
    by = people["commissioner"]
    conference = division_meeting(people)
    client, url = client_of(by), f"/conferences/{conference.pk}/"
    with reading(by):
        first, second, third = queries.items(conference)[:3]
    following = {"item": second.pk, "mark": "discussed", "left": first.pk}
    for _screen in range(2):
        answer = client.post(url + "go/", following, headers={"HX-Request": "true"})
        assert f'id="wall-title">{second.words_en}' in answer.content.decode()
    assert state_of(by, second) == ("waiting", ""), "not marked by the second press"
    stale = client.post(url + "go/", {**following, "item": third.pk}, headers={"HX-Request": "true"})
    assert "Somebody else moved on first." in stale.content.decode()
    assert state_of(by, second) == ("waiting", "")

    skip = {"item": third.pk, "mark": "passed", "skip_reason": "absent", "left": second.pk}
    client.post(url + "go/", skip)
    undo = {"item": second.pk, "state": "waiting", "was": "passed"}
    client.post(url + "mark/", undo)
    client.post(url + "go/", {"item": third.pk, "mark": "discussed", "left": second.pk})
    late = client.post(url + "mark/", undo, headers={"HX-Request": "true"})
    assert "Somebody else marked this first: Taken up." in late.content.decode()
    assert state_of(by, second) == ("discussed", ""), "what one screen undid and the other took up stays so"


def test_screen_learns_that_the_wall_moved_on(people: dict[str, Actor]) -> None:
    by = people["commissioner"]
    conference = division_meeting(people)
    client, url = client_of(by), f"/conferences/{conference.pk}/"
    with reading(by):
        first, second = queries.items(conference)[:2]
    assert f'data-follow="{url}live/"' in client.get(url + "live/").content.decode()
    client.post(url + "go/", {"item": second.pk, "left": first.pk})
    polled = client.get(f"{url}lines/?item={first.pk}").content.decode()
    assert 'id="elsewhere"' in polled
    assert second.words_en in polled
    assert "data-follow" not in client.get(f"{url}live/?item={first.pk}").content.decode(), "who looks elsewhere stays"
