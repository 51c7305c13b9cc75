"""The thread of the demonstration: none in production, steps that can be taken, a refusal on record, the truth."""

from datetime import date, timedelta
from typing import Any

import pytest
from case_world import a_case, world
from django.http import Http404
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from samanvay.access.models import Box, User
from samanvay.access.users.actions import create_user
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.cases.people.actions.people import add_person
from samanvay.demo import register, told, truth
from samanvay.demo.events import DEMONSTRATION_LOADED
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.picture.findings.weeks import monday_of
from samanvay.web.context import face
from samanvay.web.tour.steps import STEPS, after
from samanvay.web.tour.truth import truth as truth_page
from samanvay.web.tour.urls import demonstration

ADDRESSES = {"thread", "thread_leave", "thread_take", "truth"}
TODAY = date(2026, 11, 26)


def persona(login: str) -> User:
    return create_user(by=SYSTEM, username=login, name="Sandeep Yadav", name_hi="संदीप यादव", is_persona=True)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make the register of the simulated state small."""
    monkeypatch.setattr(register, "PERSONS", 300)
    register.cases.cache_clear()
    truth.truth_of.cache_clear()
    yield
    register.cases.cache_clear()
    truth.truth_of.cache_clear()


def test_production_has_no_address_of_the_thread() -> None:
    assert demonstration(False) == []
    assert {pattern.name for pattern in demonstration(True)} == ADDRESSES


def test_outside_the_demonstration_its_pages_are_not_there(db: None, settings: Any) -> None:
    sho = world().sho
    client = Client()
    client.force_login(sho.user)
    assert client.get(reverse("truth")).status_code == 200
    assert reverse("truth") in client.get(reverse("picture")).content.decode()
    settings.IS_DEMO = False
    assert client.get(reverse("thread")).status_code == 404
    assert client.get(reverse("gallery")).status_code == 404
    assert client.post(reverse("thread_leave")).status_code == 404
    assert client.post(reverse("thread_take", args=["write"])).status_code == 404
    asked = RequestFactory().get(reverse("truth"))
    asked.actor, asked.user, asked.session = sho.actor, sho.user, {}  # type: ignore[attr-defined]
    with reading(sho.actor), pytest.raises(Http404):
        truth_page(asked)
    with reading(sho.actor):
        shown = render_to_string("components/truth_switch.html", face(asked))
    assert reverse("truth") not in shown


def test_the_first_page_of_nobody_is_the_thread_in_the_demonstration_alone(db: None, settings: Any) -> None:
    assert Client().get("/").headers["Location"] == reverse("thread")
    assert Client().get(reverse("thread")).status_code == 200
    settings.IS_DEMO = False
    assert Client().get("/").headers["Location"].startswith("/account/login/")


def test_every_step_leads_to_a_live_page_also_before_the_story_is_told(db: None) -> None:
    for code, (part, step) in STEPS.items():
        assert resolve(step.url().partition("?")[0]), code
        following = after(code)
        assert following is None or following in part.steps
    assert len({step.login for part, step in STEPS.values() if part.code == "girls"}) == 10


def test_a_step_signs_in_its_persona_in_the_readers_language_and_says_what_to_look_at(db: None) -> None:
    user = persona("chief")
    client = Client(headers={"accept-language": "hi"})
    answer = client.post(reverse("thread_take", args=["write"]))
    assert answer.headers["Location"] == reverse("report_new")
    assert client.session["_auth_user_id"] == str(user.pk)
    user.refresh_from_db()
    assert user.language == "hi"
    with reading(SYSTEM):
        assert Event.objects.filter(kind="user:signed_in", actor=user.pk).count() == 1
        assert Event.objects.filter(kind="user:language_chosen", actor=user.pk).count() == 1
    assert "thread-strip" in client.get(reverse("notices")).content.decode()
    assert "thread-strip" not in client.get(reverse("thread")).content.decode(), "the page itself says it all"
    client.post(reverse("thread_leave"))
    assert "thread-strip" not in client.get(reverse("notices")).content.decode()


def test_a_step_without_its_persona_and_an_unknown_step_are_not_there(db: None) -> None:
    create_user(by=SYSTEM, username="chief", name="A real officer", password="a-long-enough-one")
    for step in ("write", "no-such-step"):
        client = Client()
        assert client.post(reverse("thread_take", args=[step])).status_code == 404
        assert "_auth_user_id" not in client.session


def test_asking_for_a_name_from_outside_the_team_is_refused_and_stands_in_the_log(db: None) -> None:
    people = world()
    case = a_case(people.sho)
    sealed = {"identity": {"given": "Sunaina"}}
    girl = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=14, sealed=sealed)
    with reading(SYSTEM):
        box = Box.objects.get(subject_id=girl.id)
    client = Client()
    client.force_login(people.desk.user)
    for answer in (client.get, client.post):
        refused = answer(reverse("box", args=[case.id, box.id]))
        assert refused.status_code == 403
        assert "Only the case team can open names" in refused.content.decode()
    with reading(SYSTEM):
        asked = Event.objects.filter(kind="box:closed", actor=people.desk.user.pk)
        assert asked.count() == 2
        event = asked.first()
        assert event is not None
        assert (event.subject_id, event.detail["box"]) == (str(girl.id), str(box.id))
        assert "Sunaina" not in event.body
        assert not Event.objects.filter(kind="box:opened").exists()


def test_the_truth_counts_every_journey_and_what_was_reported_of_them(small: None) -> None:
    first = monday_of(TODAY) - timedelta(weeks=20)
    true = truth.truth_of(TODAY, first, TODAY)
    assert true.journeys > true.reported > 0
    counts = [corridor.journeys for corridor in true.corridors]
    assert counts == sorted(counts, reverse=True)
    kept = next(corridor for corridor in true.corridors if (corridor.origin, corridor.destination) == ("NP", "IN-DL"))
    assert kept.stops.most_common(1)[0][0] == "district:197", "the simulated habit of those from Nepal is Varanasi"
    assert kept.stops["district:177"] > 0, "and a part of them lately Ayodhya"
    assert sum(true.stopovers.values()) == sum(sum(each.stops.values()) for each in true.corridors)


def test_the_page_of_the_truth_says_that_it_is_invented_and_where_nothing_is_loaded(
    db: None, small: None, settings: Any
) -> None:
    people = world()
    client = Client()
    client.force_login(people.sho.user)
    empty = client.get(reverse("truth")).content.decode()
    assert "Invented: this state" in empty
    assert "not loaded here" in empty
    with operation(DEMONSTRATION_LOADED, by=SYSTEM, register=TODAY.isoformat()):
        pass
    assert told.day_of_the_register() == TODAY
    shown = client.get(reverse("truth")).content.decode()
    assert "Invented: this state" in shown
    assert "Varanasi" in shown
