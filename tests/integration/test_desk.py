"""The desk: one button for every role, seven lines, who must act on what was escalated, few queries."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from case_world import a_case, world
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from duty_world import TRIED, Line

from factories import make_officer
from samanvay.access.actors import actor_for
from samanvay.access.models import Grant, User
from samanvay.access.roles import BY_CODE
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.config.env import ROOT
from samanvay.demo.loading import _post_everybody
from samanvay.demo.personas import personas
from samanvay.directory.models import Officer, Unit
from samanvay.duties import events
from samanvay.duties.actions.asking import reassign_duty
from samanvay.duties.actions.duties import do_duty, drop_duty, open_duty, reopen_duty
from samanvay.duties.actions.ticking import escalate_due
from samanvay.duties.duty_kinds import BESIDE
from samanvay.duties.kinds import KINDS, register_kind
from samanvay.duties.models import Duty, Remark
from samanvay.duties.superiors.actions import remind_owner
from samanvay.duties.superiors.queries import owners_of_many
from samanvay.duties.superiors.seats import OPENS, Seat, Takers
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.records import subject_kinds
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.web.today.buttons import BUTTONS, button_of
from samanvay.web.today.desk import desk_of
from samanvay.web.today.task_words import MANY, VERBS

MOST_QUERIES = 48  # eight of them are those of the card of one's own place
GROUPED = register_kind("tried:many", "Tried together", "एक साथ", closes_itself=True)


def signed_in(user: User) -> Client:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "of the test"})
    client = Client()
    client.force_login(user)
    return client


def late(line: Line, **changes: Any) -> Duty:
    """Open a duty of the station officer that its hour has passed by and that came up to the chief."""
    with clock.frozen(clock.now() - timedelta(days=6)):
        duty = line.duty(due_at=clock.now() + timedelta(hours=1), **changes)
    while escalate_due():
        continue
    with reading(SYSTEM):
        return Duty.objects.get(pk=duty.pk)


def test_every_role_has_a_button_and_every_kind_of_task_a_verb() -> None:
    assert set(BUTTONS) == set(BY_CODE)
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "src" / "samanvay").rglob("*.py"))
    product = set(re.findall(r'register_kind\(\s*"([^"]+)"', sources))  # tests register more of their own
    assert len(product) > 50
    assert product <= set(VERBS), "say in task_words what the button of a task of this kind says"
    assert set(MANY) <= set(VERBS)


@pytest.mark.slow
def test_button_of_every_role_opens(fresh_state: str) -> None:
    with reading(SYSTEM):
        bureau = Unit.objects.filter(kind="state_bureau", home_state="IN-UP").order_by("audience")[0]
        users = {
            role: make_officer(f"b-{role}", role, bureau, since=date(2020, 1, 1), is_persona=True) for role in BY_CODE
        }
    for role, user in users.items():
        actor = actor_for(user)
        with reading(actor):
            button = button_of(actor)
        assert button is not None, role
        client = Client()
        client.force_login(user)
        assert client.get(button.url, follow=True).status_code == 200, (role, button.url)


@pytest.mark.slow
def test_desk_of_every_persona_takes_few_queries(fresh_state: str) -> None:
    with reading(SYSTEM):
        _post_everybody()
    taken = {}
    for persona in personas():
        client = Client()
        client.force_login(User.objects.get(username=persona.login))
        client.get("/")
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/").status_code == 200
        taken[persona.login] = len(seen)
    assert {login: many for login, many in taken.items() if many > MOST_QUERIES} == {}


@pytest.mark.django_db
def test_desk_shows_seven_lines_the_most_urgent_first_and_counts_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line()
    for number in range(9):
        line.duty(
            title=Bilingual(f"Task {number}", f"कार्य {number}"), due_at=clock.now() + timedelta(hours=30 - number)
        )
    actor = line.actor("sho")
    with reading(actor):
        shown = desk_of(actor)
    assert [str(each.title) for each in shown["lines"]] == [f"Task {number}" for number in range(8, 1, -1)]
    assert shown["more"] == 2
    page = signed_in(line.people["sho"]).get("/").content.decode()
    assert "You have 9 tasks. 2 are not shown here:" in page
    assert page.count('<div class="what">') == 7


@pytest.mark.django_db
def test_tasks_of_a_kind_that_is_done_together_are_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samanvay.web.today.desk.MANY", {GROUPED.code: "%(n)d to confirm"})
    line = Line()
    for _ in range(12):
        line.duty(kind=GROUPED)
    line.duty(title=Bilingual("Alone", "अकेला"))
    actor = line.actor("sho")
    with reading(actor):
        shown = desk_of(actor)
    assert sorted(str(each.title) for each in shown["lines"]) == ["12 to confirm", "Alone"]
    together = next(each for each in shown["lines"] if each.stands_for == 12)
    assert together.action.url == f"/tasks/?kind={GROUPED.code}"
    assert shown["more"] == 0
    listed = signed_in(line.people["sho"]).get(together.action.url).content.decode()
    assert listed.count("data-row") == 12


@pytest.mark.django_db
def test_escalated_task_is_never_done_for_its_owner() -> None:
    line = Line()
    duty = late(line)
    chief = line.actor("chief")
    page = signed_in(line.people["chief"]).get("/").content.decode()
    part = page.partition('id="escalated"')[2].partition("</section>")[0]
    assert "Do the trial" in part
    assert "Sho Person · not seen yet · Station officer (SHO), Station" in part
    assert "5 days late" in part
    assert "Remind" in part
    assert "Done" not in part
    with reading(chief), pytest.raises(Refused, match=r"Only Station officer \(SHO\), Station can mark this as done"):
        do_duty(by=chief, duty=duty)
    with reading(line.actor("sho")):
        assert do_duty(by=line.actor("sho"), duty=duty).done_at is not None


@pytest.mark.django_db
def test_owner_is_reminded_once_a_day_and_both_see_when() -> None:
    line = Line()
    duty = late(line)
    chief, sho = line.actor("chief"), line.actor("sho")
    with reading(chief):
        assert remind_owner(by=chief, duty=duty)
        assert not remind_owner(by=chief, duty=duty)
        assert Event.objects.filter(kind=events.DUTY_REMINDED.code, subject_id=str(duty.pk)).count() == 1
    assert line.told("sho")[-1] == "Reminder: Do the trial"
    for name in ("chief", "sho"):
        assert "reminded " in signed_in(line.people[name]).get("/").content.decode()
    with reading(sho), pytest.raises(Refused, match="An officer above the owner reminds them"):
        remind_owner(by=sho, duty=duty)
    with clock.frozen(clock.now() + timedelta(days=1)), reading(chief):
        assert remind_owner(by=chief, duty=duty)


@pytest.mark.django_db
def test_task_that_is_not_overdue_is_not_reminded_of() -> None:
    line = Line()
    duty = line.duty()
    chief = line.actor("chief")
    with reading(chief), pytest.raises(Refused, match="not overdue"):
        remind_owner(by=chief, duty=duty)


@pytest.mark.parametrize(
    ("subject", "role", "may"),
    [
        ("case", "recruit", False),
        ("case", "ahtu_in_charge", True),
        ("tracing", "recruit", False),
        ("x", "recruit", True),
    ],
)
def test_task_goes_to_nobody_who_may_not_open_what_it_is_about(subject: str, role: str, may: bool) -> None:
    assert (Takers(OPENS.get(subject)).refusal(role, 100) == "") is may


def test_every_target_of_tasks_is_a_row_whose_readers_are_known_or_open_to_all() -> None:
    told = {
        kind
        for path in (ROOT / "src" / "samanvay").rglob("*.py")
        for kind in re.findall(r'subject=\("([a-z ]+)", ', path.read_text())
    }
    # A week and a state are no records, a person's own sign-in and proposals have pages that ask for the right alone.
    open_to_all = {"contacts", "state", "training week", "user", "week", "proposal"}
    assert len(told) > 20
    assert told - open_to_all <= subject_kinds()


@pytest.mark.django_db
def test_task_of_no_kind_goes_to_a_unit_that_does_not_see_what_it_is_about() -> None:
    people = world()
    case = a_case(people.sho)
    elsewhere, desk = Seat("ahtu_in_charge", people.ahtu.audience), Seat("women_help_desk", people.station.audience)
    for kind in KINDS:
        if kind.code in BESIDE:  # a question or a decision is answered, not reassigned
            continue
        duty = open_duty(
            by=SYSTEM, kind=kind, subject=("case", case.id), title=Bilingual("Do it", "करें"), due_at=clock.now(),
            owner_role="station_officer", owner_audience=people.station.audience, readers=case.readers,
            home_state="IN-UP",
        )  # fmt: skip
        words = "The law names" if kind.fixed_hour else "does not see what the task is about"
        with reading(people.nodal.actor):
            with pytest.raises(Invalid, match=words):
                reassign_duty(by=people.nodal.actor, duty=duty, to=elsewhere, reason="Not theirs")
            reassign_duty(by=people.nodal.actor, duty=duty, to=desk, reason="She knows")
            if kind.fixed_hour:
                with pytest.raises(Refused, match="law asks for this"):
                    drop_duty(by=people.nodal.actor, duty=duty, reason="Not needed")


@pytest.mark.django_db
def test_superior_reassigns_to_a_post_below_with_the_reason() -> None:
    line = Line()
    duty = late(line)
    chief = line.actor("chief")
    with reading(chief):
        with pytest.raises(Invalid, match="Choose a post below you"):
            reassign_duty(by=chief, duty=duty, to=Seat("state_nodal_officer", line.state.audience), reason="Not theirs")
        with pytest.raises(Invalid, match="Write why you reassign"):
            reassign_duty(by=chief, duty=duty, to=Seat("ahtu_in_charge", line.ahtu.audience), reason=" ")
        reassign_duty(
            by=chief, duty=duty, to=Seat("ahtu_in_charge", line.ahtu.audience), reason="The station is closed"
        )
        assert (duty.owner_role, duty.owner_audience, duty.level) == ("ahtu_in_charge", line.ahtu.audience, 0)
        remark = Remark.objects.get(duty=duty)
        assert (remark.kind, remark.words, remark.by) == ("reassigned", "The station is closed", chief.id)
        assert Event.objects.filter(kind=events.DUTY_REASSIGNED.code, subject_id=str(duty.pk)).count() == 1
    assert line.told("ahtu") == ["New: Do the trial"]
    assert line.told("sho")[-1] == "Reassigned: Do the trial"
    sho = line.actor("sho")
    with reading(sho), pytest.raises(Refused):
        reassign_duty(by=sho, duty=duty, to=Seat("station_officer", line.station.audience), reason="Back")


@pytest.mark.django_db
def test_vacant_post_says_since_when_and_is_reassigned() -> None:
    line = Line()
    duty = late(line)
    with operation(events.DUTY_OPENED, by=SYSTEM):
        Grant.objects.filter(user=line.people["sho"]).update(ended_at=clock.now() - timedelta(days=18))
    chief = line.actor("chief")
    with reading(chief):
        owner = owners_of_many(chief, [duty])[duty.pk]
        [shown] = desk_of(chief)["escalated"]
        with pytest.raises(Refused, match="Nobody holds this post"):
            remind_owner(by=chief, duty=duty)
    assert owner.vacant_since == clock.today() - timedelta(days=18)
    assert "post vacant since" in shown.sub
    assert (str(shown.action.words), shown.action.url) == ("Reassign", f"/duties/{duty.pk}/#reassign")


@pytest.mark.django_db
def test_number_of_the_owner_is_called_after_the_reminder_and_shown_to_officers_alone() -> None:
    line = Line()
    duty = late(line)
    with operation(events.DUTY_OPENED, by=SYSTEM):
        Officer(
            user=line.people["sho"], employee_no="7", home_state="IN-UP", name="Sho Person", phone="+919999900000"
        ).save(force_insert=True)
    chief = line.actor("chief")
    with reading(chief):
        assert str(desk_of(chief)["escalated"][0].action.words) == "Remind"
        remind_owner(by=chief, duty=duty)
        assert desk_of(chief)["escalated"][0].action.url == "tel:+919999900000"
    partner = actor_for(make_officer("ngo", "ngo_worker", line.station))
    with reading(SYSTEM):
        assert owners_of_many(partner, [duty])[duty.pk].phone == ""


@pytest.mark.django_db
def test_several_are_done_at_once_each_with_its_event_and_the_rest_is_said() -> None:
    line = Line()
    duties = [line.duty() for _ in range(3)]
    grouped = line.duty(kind=GROUPED, title=Bilingual("By itself", "स्वयं"))
    client = signed_in(line.people["sho"])
    ticks = [f"{each.pk}:{each.version}" for each in [*duties, grouped]]
    wrong = client.post("/tasks/done/", {"tick": [*ticks, "no-key"]}, follow=True).content.decode()
    assert "A row of the list was not understood." in wrong
    said = client.post("/tasks/done/", {"tick": ticks}, follow=True).content.decode()
    assert "3 tasks are done." in said
    assert "1 left out: By itself. This task closes automatically when the work is done." in said
    with reading(SYSTEM):
        assert Event.objects.filter(kind=events.DUTY_DONE.code).count() == 3
        assert Duty.objects.waiting().get() == grouped
    assert "Nothing is ticked." in client.post("/tasks/done/", follow=True).content.decode()


@pytest.mark.django_db
def test_another_s_task_is_not_done_by_ticking_it() -> None:
    line = Line()
    duty = late(line)
    tick = {"tick": [f"{duty.pk}:{duty.version}"]}
    said = signed_in(line.people["chief"]).post("/tasks/done/", tick, follow=True).content.decode()
    assert "1 left out: Do the trial. Only Station officer" in said
    with reading(SYSTEM):
        assert Duty.objects.waiting().filter(pk=duty.pk).exists()


@pytest.mark.django_db
def test_done_is_taken_back_the_same_day_by_whoever_said_so() -> None:
    line = Line()
    duty = line.duty()
    sho, chief = line.actor("sho"), line.actor("chief")
    with reading(sho):
        do_duty(by=sho, duty=duty, proof="GD entry 12")
    with reading(chief), pytest.raises(Refused, match="yourself today"):
        reopen_duty(by=chief, duty=duty)
    with clock.frozen(clock.now() + timedelta(days=1)), reading(sho), pytest.raises(Refused, match="yourself today"):
        reopen_duty(by=sho, duty=duty)
    client = signed_in(line.people["sho"])
    assert "Reopen" in client.get("/tasks/?show=closed").content.decode()
    client.post(f"/duties/{duty.pk}/reopen/")
    with reading(SYSTEM):
        again = Duty.objects.get(pk=duty.pk)
        assert (again.is_waiting, again.done_by, again.proof, again.next_at) == (True, None, "", again.due_at)
        assert Event.objects.filter(kind=events.DUTY_REOPENED.code, subject_id=str(duty.pk)).count() == 1


@pytest.mark.django_db
def test_tasks_are_narrowed_paged_and_given_as_a_table() -> None:
    line = Line()
    for number in range(60):
        line.duty(title=Bilingual(f"Visit {number:02}", f"भ्रमण {number:02}"))
    line.duty(kind=GROUPED, title=Bilingual("Other", "अन्य"))
    client = signed_in(line.people["sho"])
    first = client.get("/tasks/").content.decode()
    assert first.count("data-row") == 50
    assert 'rel="next"' in first
    assert client.get("/tasks/?after=50").content.decode().count("data-row") == 11
    assert client.get(f"/tasks/?kind={TRIED.code}&q=visit 03").content.decode().count("data-row") == 1
    assert "No task fits these filters." in client.get("/tasks/?q=nowhere").content.decode()
    table = client.get("/tasks.csv?q=भ्रमण").content.decode("utf-8-sig")
    assert table.count("\n") == 61
    assert "Station officer (SHO), Station" in table
