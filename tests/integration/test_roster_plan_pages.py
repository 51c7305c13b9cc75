"""The pages of plans and centres without a browser: asked for, made, relaxed, published, upset, taken out as CSV."""

import csv
import io
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from case_world import officer
from django.test import Client
from django.urls import reverse
from roster_world import DISTRICTS, a_plan, a_published_plan, this_monday, world

from confirming import answer_offered
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.picture.queries import Route
from samanvay.rosters.models import Centre, Closure, Plan, PlanChange, Turn
from samanvay.rosters.plans import queries
from samanvay.rosters.plans.actions import changes, planning
from samanvay.rosters.plans.events import PLAN_ASKED
from samanvay.rosters.plans.states import ChangeState, PlanState
from samanvay.training.roll.queries import Gap

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> SimpleNamespace:
    return world()


def client_of(person: SimpleNamespace) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def trainer(here: SimpleNamespace) -> Client:
    return client_of(here.trainer)


def said(answer: Any) -> str:
    return str(answer.content.decode())


def filled(here: SimpleNamespace, **more: Any) -> dict[str, Any]:
    """Return what a browser would send of the form of a plan."""
    page = client_of(here.trainer).get(reverse("roster_plan_new"))
    form = page.context["form"]
    usual = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    told = {name: value for name, value in usual.items() if value not in (None, False, "")}
    told |= {"course": here.course.code, "max_batch": 30, "away": 25, "batch_cost": 2_600, "reserve": 5}
    return {name: value for name, value in (told | more).items() if value is not None}


def only(model: Any) -> Any:
    with reading(SYSTEM):
        return model.objects.get()


def lines(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))


def test_a_plan_is_asked_for_with_the_usual_rules_and_the_worker_makes_it(
    here: SimpleNamespace, trainer: Client
) -> None:
    given = filled(here)
    first = trainer.post(reverse("roster_plan_new"), given)
    assert first.status_code == 302
    assert trainer.post(reverse("roster_plan_new"), given)["Location"] == first["Location"], "sent twice, asked once"
    plan = only(Plan)
    assert (plan.state, plan.weeks) == (PlanState.WORKING, 13)
    assert plan.monday.weekday() == 0
    rules = plan.as_rules()
    assert (rules.max_away_share, rules.reserve_share, rules.centre_visits_per_year) == (0.25, 0.05, 1)
    assert (rules.seed, rules.trainers, rules.priority_units) == (None, None, ())
    page = said(trainer.get(first["Location"]))
    assert f'hx-get="{reverse("roster_plan_progress", args=[plan.pk])}"' in page
    progress = reverse("roster_plan_progress", args=[plan.pk])
    assert "HX-Redirect" not in trainer.get(progress).headers
    planning.make_plan(plan.pk)
    assert trainer.get(progress)["HX-Redirect"] == first["Location"]
    shown = trainer.get(first["Location"])
    assert "Publish" in said(shown)
    assert shown.context["stats"][0].number == "140"
    assert sum(part["kind"] == "centre" for bar in shown.context["chart"]["bars"] for part in bar["parts"]) > 0


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"min_gap": 14}, "min_gap"),
        ({"reserve": 90, "max_batch": 1}, "reserve"),
        ({"weeks": 53}, "weeks"),
        ({"course": "no_such"}, "course"),
        ({"monday": "soon"}, "monday"),
        ({"name": "For Sunita, 14, of ward 7, 94150 11111"}, "name"),
    ],
)
def test_a_rule_that_cannot_be_is_said_at_its_field(
    here: SimpleNamespace, trainer: Client, more: dict[str, Any], field: str
) -> None:
    answer = trainer.post(reverse("roster_plan_new"), filled(here, **more))
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    with reading(SYSTEM):
        assert not Plan.objects.exists()


def test_every_training_at_a_centre_and_an_order_by_lot_are_asked_for(here: SimpleNamespace, trainer: Client) -> None:
    trainer.post(reverse("roster_plan_new"), filled(here, visits=None, by_lot="on", seed=7, mix=None))
    rules = only(Plan).as_rules()
    assert (rules.centre_visits_per_year, rules.seed, rules.mix_services) == (None, 7, False)


def test_units_along_corridors_where_nobody_is_trained_come_first_where_it_is_asked(
    here: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bureau sees corridors; the faculty, a partner, sees none and asks for none."""
    gap = Gap(Route(DISTRICTS[0], (), DISTRICTS[1]), (DISTRICTS[0],), 0)
    monkeypatch.setattr(queries, "gaps", lambda actor, state: ([gap], {}))
    bureau = client_of(officer("desk", "state_bureau", here.bureau))
    assert bureau.get(reverse("roster_plan_new")).context["priority"] == 3
    assert bureau.post(reverse("roster_plan_new"), filled(here, is_priority="on")).status_code == 302
    along = {here.districts[0].code, here.stations[0].code, here.dcpu.code}
    assert set(only(Plan).as_rules().priority_units) == along
    monkeypatch.undo()
    page = client_of(here.trainer).get(reverse("roster_plan_new"))
    assert page.context["priority"] == 0
    assert "is_priority" not in said(page)


def test_a_plan_that_is_not_possible_says_what_to_relax_and_fills_it_in(here: SimpleNamespace, trainer: Client) -> None:
    plan = a_plan(here, weeks=1, max_away_share=1.0, keep_one_on_duty=False)
    assert plan.state == PlanState.IMPOSSIBLE
    page = trainer.get(reverse("roster_plan", args=[plan.pk]))
    words = [each["words"] for each in page.context["relax"]]
    assert any(each.startswith("Seats: ") and "instead of 120" in each for each in words), words
    told = {rule: value for rule, value, _together in plan.figures["infeasible"]}
    urls = [each["url"] for each in page.context["relax"] if "relax=" in each["url"]]
    assert {url.rsplit("=", 1)[1] for url in urls} == told.keys() - {"seats"}
    form = trainer.get(f"{reverse('roster_plan_new')}?from={plan.pk}&relax=weeks").context["form"]
    assert (form.initial["weeks"], form.initial["max_batch"], form.initial["away"]) == (told["weeks"], 30, 100)
    assert reverse("roster_centres") in [each["url"] for each in page.context["relax"]]


def test_publishing_says_what_it_does_and_another_plan_in_the_way_closes_it(
    here: SimpleNamespace, trainer: Client
) -> None:
    plan = a_plan(here)
    url = reverse("roster_plan", args=[plan.pk])
    assert client_of(here.sho).get(url).status_code == 404, "a draft is for who coordinates"
    assert "140 people see their weeks" in said(trainer.get(url))
    assert trainer.post(reverse("roster_plan_publish", args=[plan.pk])).status_code == 302
    page = said(client_of(here.sho).get(url))
    assert "Change the plan" not in page
    assert reverse("roster_plan_csv", args=[plan.pk]) not in page
    assert plan.name in said(client_of(here.sho).get(reverse("roster_plans")))
    second = a_plan(here, monday=plan.monday + timedelta(weeks=3))
    page = said(trainer.get(reverse("roster_plan", args=[second.pk])))
    assert "already covers some of these weeks" in page
    assert trainer.post(reverse("roster_plan_publish", args=[second.pk])).status_code == 400


def test_a_plan_is_dropped_with_a_reason_that_names_nobody(here: SimpleNamespace, trainer: Client) -> None:
    plan = a_plan(here)
    url = reverse("roster_plan_drop", args=[plan.pk])
    assert trainer.post(url, {}).status_code == 400
    reason = "Sunita, 14 years, is home"
    answer = trainer.post(url, {"reason": reason, "submission_id": str(plan.pk)})
    assert answer.status_code == 400
    assert "<mark" in said(answer)
    given = {"reason": reason, "submission_id": str(plan.pk), "pii_answer": answer_offered(answer)}
    assert trainer.post(url, given).status_code == 302
    assert only(Plan).state == PlanState.DROPPED
    assert reason in said(trainer.get(reverse("roster_plan", args=[plan.pk])))


def test_a_plan_whose_worker_was_stopped_says_so_and_is_dropped(here: SimpleNamespace, trainer: Client) -> None:
    plan = planning.ask_plan(
        by=here.trainer.actor, name="Next", course=here.course.code, monday=this_monday(), weeks=13, rules={}
    )
    url = reverse("roster_plan", args=[plan.pk])
    page = said(trainer.get(url))
    assert "The plan is being made" in page
    assert "Drop this plan" not in page
    with operation(PLAN_ASKED, by=SYSTEM, target=("plan", plan.pk)):
        plan.revise(expected=None, changes={"asked_at": plan.asked_at - timedelta(minutes=31)})
    page = said(trainer.get(url))
    assert "It takes too long" in page
    assert "Plan again with these rules" in page
    given = {"reason": "It stands still", "submission_id": str(plan.pk)}
    assert trainer.post(reverse("roster_plan_drop", args=[plan.pk]), given).status_code == 302
    assert only(Plan).state == PlanState.DROPPED


def test_batches_are_narrowed_and_leave_as_csv_and_the_whole_plan_on_record(
    here: SimpleNamespace, trainer: Client
) -> None:
    plan = a_published_plan(here)
    url = reverse("roster_plan_batches_csv", args=[plan.pk])
    every = lines(trainer.get(url))
    assert len(every) == plan.figures["batches"]
    assert sum(int(each["People"]) for each in every) == 140
    assert 0 < sum(int(each["Women"]) for each in every) < 140
    west = lines(trainer.get(url, {"centre": str(here.west.pk)}))
    assert {each["Where"] for each in west} == {"Centre C-WEST"}
    assert lines(trainer.get(url, {"district": DISTRICTS[2]})) == west
    assert lines(trainer.get(url, {"how": "online"})) == []
    for unread in ({"week": "no day"}, {"centre": "\x00"}, {"how": "x"}):
        assert trainer.get(url, unread).status_code == 400
    page = trainer.get(reverse("roster_plan", args=[plan.pk]), {"how": "online"})
    assert "No batch matches" in said(page)
    whole = trainer.get(reverse("roster_plan_csv", args=[plan.pk]))
    rows = lines(whole)
    assert len(rows) == 140
    assert {each["employee_no"] for each in rows} >= {"M0-000", "M6-019"}
    assert {each["where"] for each in rows} == {"Centre C-EAST", "Centre C-WEST"}
    with reading(SYSTEM):
        assert Event.objects.filter(kind="plan:exported", subject_id=str(plan.pk)).count() == 1
    assert client_of(here.sho).get(reverse("roster_plan_csv", args=[plan.pk])).status_code == 403
    raised = lines(trainer.get(reverse("roster_plan_raised_csv", args=[plan.pk])))
    assert len(raised) == plan.figures["raised_in_all"]


def test_a_lost_centre_is_asked_shown_and_applied(here: SimpleNamespace, trainer: Client) -> None:
    plan = a_published_plan(here)
    with reading(SYSTEM):
        moves = Turn.objects.filter(batch__centre=here.west).count()
    asked = reverse("roster_change_ask", args=[plan.pk])
    assert client_of(here.sho).get(asked).status_code == 403
    page = trainer.get(reverse("roster_centre", args=[here.west.pk]))
    form = trainer.get(page.context["lost_url"]).context["form"]
    assert (form.initial["kind"], form.initial["centre"]) == ("centre", str(here.west.pk))
    given = {
        "kind": "centre", "centre": "", "words": "It burnt down.", "from_monday": plan.monday.isoformat(),
        "submission_id": str(plan.pk),
    }  # fmt: skip
    assert "centre" in trainer.post(asked, given).context["form"].errors
    answer = trainer.post(asked, given | {"centre": str(here.west.pk)})
    change = only(PlanChange)
    assert answer["Location"] == reverse("roster_change", args=[change.pk])
    assert "hx-get" in said(trainer.get(answer["Location"]))
    changes.work_out(change.pk)
    assert trainer.get(reverse("roster_change_progress", args=[change.pk]))["HX-Redirect"] == answer["Location"]
    page = trainer.get(answer["Location"])
    assert page.context["stats"][0].number == str(moves)
    weeks = only(PlanChange).figures["weeks"]
    assert sum(before for _monday, before, _after in weeks) == sum(after for _m, _b, after in weeks) == 140
    assert trainer.post(reverse("roster_change_apply", args=[change.pk])).status_code == 302
    shown = said(trainer.get(reverse("roster_plan", args=[plan.pk])))
    assert "It burnt down." in shown
    assert f"{moves} people were moved" in shown
    with reading(SYSTEM):
        assert not Turn.objects.counted().filter(batch__centre=here.west).exists()
        assert Centre.objects.get(pk=here.west.pk).lost_from == plan.monday
    assert "not available from" in said(trainer.get(reverse("roster_centres")))


def test_a_change_that_nobody_wants_is_dropped_and_one_that_cannot_be_says_so(
    here: SimpleNamespace, trainer: Client
) -> None:
    plan = a_published_plan(here)
    given = {
        "kind": "blackout", "words": "", "from_monday": plan.monday, "until_monday": plan.monday + timedelta(weeks=12),
        "submission_id": str(plan.pk),
    }  # fmt: skip
    answer = trainer.post(reverse("roster_change_ask", args=[plan.pk]), given)
    assert changes.work_out(only(PlanChange).pk).state == ChangeState.IMPOSSIBLE
    page = said(trainer.get(answer["Location"]))
    assert "The plan cannot be changed" in page
    assert reverse("roster_change_apply", args=[only(PlanChange).pk]) not in page
    assert trainer.post(reverse("roster_change_drop", args=[only(PlanChange).pk])).status_code == 302
    assert only(PlanChange).state == ChangeState.DROPPED


def test_members_whose_unit_is_nowhere_are_told_with_their_units(here: SimpleNamespace, trainer: Client) -> None:
    from roster_world import members

    from samanvay.directory.units.actions.units import create_unit

    unit = create_unit(by=SYSTEM, kind="home", name="Somewhere home", home_state="IN-UP")
    members(unit, "N-", 3)
    plan = a_plan(here)
    assert plan.figures["unplaced"] == 3
    page = trainer.get(reverse("roster_plan", args=[plan.pk]))
    assert [(str(each), count) for each, count in page.context["nowhere"]] == [("Somewhere home", 3)]


def test_a_centre_is_entered_by_its_district_amended_closed_and_struck_out(
    here: SimpleNamespace, trainer: Client
) -> None:
    new = reverse("roster_centre_new")
    given = {"name": "Third", "code": "c3", "place": "Bahraich", "seats": 40, "submission_id": str(here.course.pk)}
    assert client_of(here.sho).get(new).status_code == 403
    assert trainer.post(new, given | {"place": "Atlantis"}).status_code == 400
    answer = trainer.post(new, given)
    assert answer.status_code == 302
    with reading(SYSTEM):
        made = Centre.objects.get(code="C3")
    amend = reverse("roster_centre_amend", args=[made.pk])
    form = trainer.get(amend).context["form"]
    told = {name: value for name, value in form.initial.items() if value not in (None, "")}
    assert trainer.post(amend, told | {"place": "Varanasi"}).status_code == 400, "no reason is given"
    answer = trainer.post(amend, told | {"place": "Varanasi", "reason": "It moved to another district."})
    assert answer.status_code == 302
    with reading(SYSTEM):
        moved = Centre.objects.get(pk=made.pk)
    assert moved.place_id == "district:197"
    assert moved.longitude > made.longitude + 0.5, "the point goes with the district unless another is typed"
    close = reverse("roster_centre_close", args=[made.pk])
    assert trainer.post(close, {}).status_code == 400
    day = this_monday() + timedelta(weeks=2, days=3)
    closed = {"kind": "works", "first_monday": day.isoformat(), "submission_id": str(made.pk)}
    assert trainer.post(close, closed).status_code == 302
    closure = only(Closure)
    assert closure.first_monday == day - timedelta(days=3)
    page = trainer.get(reverse("roster_centre", args=[made.pk]))
    assert [bar["x"] for bar in page.context["strips"][0]["bars"]] == [2]
    assert "closures" in page.context
    undo = reverse("roster_closure_void", args=[closure.pk])
    assert trainer.post(undo, {}).status_code == 400
    back = {"reason": "The works are put off.", "submission_id": str(closure.pk)}
    assert trainer.post(undo, back).status_code == 302
    void = reverse("roster_centre_void", args=[made.pk])
    assert trainer.post(void, {}).status_code == 400
    reason = {"reason": "Sunita, 14 years, is home", "submission_id": str(made.pk)}
    answer = trainer.post(void, reason)
    assert "<mark" in said(answer)
    assert trainer.post(void, reason | {"pii_answer": answer_offered(answer)}).status_code == 302
    assert trainer.get(reverse("roster_centre", args=[made.pk])).status_code == 404


def test_closing_weeks_of_the_state_in_which_batches_meet_leads_to_the_plan(
    here: SimpleNamespace, trainer: Client
) -> None:
    plan = a_published_plan(here)
    given = {
        "kind": "election", "first_monday": plan.monday, "last_monday": plan.monday + timedelta(weeks=12),
        "submission_id": str(plan.pk),
    }  # fmt: skip
    answer = trainer.post(reverse("roster_closures"), given, follow=True)
    assert reverse("roster_change_ask", args=[plan.pk]) in said(answer)
    assert answer.context["strips"][0]["closed"] == 13
    page = trainer.get(reverse("roster_centres"))
    assert [each["closed"] for each in page.context["strips"]] == [13, 13, 13]


def test_centres_are_found_by_words_and_district_and_leave_as_csv(here: SimpleNamespace, trainer: Client) -> None:
    assert [row.cells[0].en for row in trainer.get(reverse("roster_centres"), {"q": "east"}).context["table"].rows] == [
        "Centre C-EAST"
    ]
    assert trainer.get(reverse("roster_centres"), {"q": "nowhere"}).context["table"] is None
    rows = lines(trainer.get(reverse("roster_centres_csv"), {"district": DISTRICTS[2]}))
    assert [(each["code"], each["seats"]) for each in rows] == [("C-WEST", "60")]


def test_a_chief_reads_plans_and_centres_and_writes_none(here: SimpleNamespace) -> None:
    chief = client_of(officer("chief", "police_chief", here.districts[0]))
    for name in ("roster_plans", "roster_centres", "roster_closures"):
        page = chief.get(reverse(name))
        assert page.status_code == 200
        assert '<form class="card" method="post"' not in said(page)
    for name in ("roster_plan_new", "roster_centre_new"):
        assert chief.get(reverse(name)).status_code == 403
