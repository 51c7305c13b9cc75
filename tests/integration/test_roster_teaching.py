"""Who teaches in a batch: proposed, assigned with a duty that moves with it, away, staffed by plan; materials."""

from datetime import datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from beside_world import a_batch, a_teacher
from case_world import officer
from django.test import Client
from django.urls import reverse
from roster_world import DISTRICTS, a_published_plan, world

from samanvay.audit.operations import operation
from samanvay.demo.beside import stand_beside
from samanvay.duties.models import Duty, Notice
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import PersonalDataFound
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.rosters import tasks
from samanvay.rosters.batches import events
from samanvay.rosters.delivery.actions import materials, staffing, trainers
from samanvay.rosters.models import Batch, BatchTrainer, Guest
from samanvay.training.models import ResourcePerson

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> SimpleNamespace:
    made = world()
    made.asha = officer("asha", "counsellor", made.dcpu)
    made.ravi = officer("ravi", "police_chief", made.districts[0])
    made.first = a_teacher(made.asha.actor)
    made.second = a_teacher(made.ravi.actor, languages=["bhojpuri", "hindi"], districts=[DISTRICTS[1]])
    return made


def assign(here: SimpleNamespace, batch: Batch, person: ResourcePerson, by: Any = None) -> BatchTrainer:
    by = by or here.trainer.actor
    with reading(by):
        return trainers.assign_trainer(by=by, batch=batch, person=person)


def duties(person: SimpleNamespace, *, waiting: bool = True) -> list[Duty]:
    with reading(SYSTEM):
        found = Duty.objects.filter(kind="training:teach", owner_user=person.user).order_by("opened_at")
        return [each for each in found if each.is_waiting or not waiting]


def away(here: SimpleNamespace, person: SimpleNamespace, teacher: ResourcePerson, batch: Batch) -> None:
    with reading(person.actor):
        trainers.set_away(
            by=person.actor, person=teacher, first_day=batch.ends_on, last_day=batch.ends_on + timedelta(days=3)
        )


def moved(batch: Batch, **changes: Any) -> None:
    """Move a batch by a week as the action does, with what follows, twice."""
    monday = batch.monday + timedelta(weeks=1)
    with operation(events.BATCH_MOVED, by=SYSTEM, target=("batch", batch.id)) as op:
        batch.revise(expected=None, changes={
            "monday": monday, "starts_on": monday, "ends_on": monday + timedelta(days=2),
            "sequence": batch.sequence + 1, **changes,
        })  # fmt: skip
        with acting_as(SYSTEM, op=op.id):
            for _ in range(2):
                trainers.follow_trainers(batch)


def test_who_is_assigned_finds_a_duty_for_the_first_day_and_it_closes_itself(here: SimpleNamespace) -> None:
    batch = a_batch(here)
    made = assign(here, batch, here.first)
    assert assign(here, batch, here.first).pk == made.pk, "again it is the same"
    (duty,) = duties(here.asha)
    begins = datetime.combine(batch.starts_on, time(9), clock.INDIA)
    assert duty.due_at == begins
    assert duty.link == reverse("roster_teaching", args=[batch.pk])
    with reading(SYSTEM):
        assert Notice.objects.filter(user=here.asha.user, duty=duty).count() == 1
    assert "Asha" not in duty.title_en + duty.title_hi
    assert trainers.close_teaching() == 0
    with clock.frozen(begins):
        assert trainers.close_teaching() == 1
    assert not duties(here.asha)
    assert duties(here.asha, waiting=False)[0].done_at is not None


def test_nobody_teaches_twice_on_a_day_or_while_away(here: SimpleNamespace) -> None:
    batch, other = a_batch(here), a_batch(here, number=2, centre=here.west)
    later = a_batch(here, number=3, monday=batch.monday + timedelta(weeks=1))
    assign(here, batch, here.first)
    with pytest.raises(Invalid) as refusal:
        assign(here, other, here.first)
    assert batch.label in str(refusal.value.words)
    assign(here, later, here.first)
    away(here, here.ravi, here.second, batch)
    with pytest.raises(Invalid):
        assign(here, batch, here.second)
    with pytest.raises(Refused):
        assign(here, later, here.second, by=here.sho.actor)


def test_whoever_took_their_consent_back_is_not_assigned(here: SimpleNamespace) -> None:
    a_teacher(here.asha.actor, consents=False)
    with pytest.raises(Invalid):
        assign(here, a_batch(here), here.first)


def test_released_the_duty_falls_away(here: SimpleNamespace) -> None:
    made = assign(here, a_batch(here), here.first)
    by = here.trainer.actor
    with reading(by):
        with pytest.raises(Invalid):
            trainers.release_trainer(by=by, made=made, reason=" ")
        with pytest.raises(Invalid):
            trainers.release_trainer(by=by, made=made, reason="Call 98765 43210")
        trainers.release_trainer(by=by, made=made, reason="Before a court that day.")
    assert not duties(here.asha)
    assign(here, made.batch, here.first)
    assert len(duties(here.asha)) == 1


def test_the_duty_moves_with_the_batch_and_ends_with_it(here: SimpleNamespace) -> None:
    batch = a_batch(here)
    assign(here, batch, here.first)
    moved(batch)
    (duty,) = duties(here.asha)
    assert duty.due_at == datetime.combine(batch.starts_on, time(9), clock.INDIA)
    assert len(duties(here.asha, waiting=False)) == 2
    moved(batch, state="cancelled")
    assert not duties(here.asha)


def test_proposed_first_are_those_who_fit_with_the_fewest_batches(here: SimpleNamespace) -> None:
    """The first teaches everywhere in Hindi, the second in Bhojpuri too, in the district of the eastern centre."""
    batch = a_batch(here)
    by = here.trainer.actor
    with reading(by):
        found = staffing.candidates(by, batch)
        assert {each.person.pk for each in found} == {here.first.pk, here.second.pk}
        assert not any(each.against for each in found)
        in_bhojpuri = staffing.candidates(by, a_batch(here, number=3, language="bhojpuri"))
        assert [(each.person.pk, each.against) for each in in_bhojpuri] == [
            (here.second.pk, ()),
            (here.first.pk, (staffing.NO_LANGUAGE,)),
        ]
        in_the_west = staffing.candidates(by, a_batch(here, number=4, centre=here.west))
        assert [(each.person.pk, each.against) for each in in_the_west] == [
            (here.first.pk, ()),
            (here.second.pk, (staffing.NO_DISTRICT,)),
        ]
    other = a_batch(here, number=5, monday=batch.monday - timedelta(weeks=1))
    assign(here, other, here.first)
    with reading(by):
        same_quarter = staffing.quarter_of(other.starts_on) == staffing.quarter_of(batch.starts_on)
        again = staffing.candidates(by, batch)
        assert [each.batches for each in again if each.person.pk == here.first.pk] == [int(same_quarter)]
        if same_quarter:
            assert again[0].person.pk == here.second.pk
    away(here, here.ravi, here.second, batch)
    with reading(by):
        assert staffing.candidates(by, batch)[-1].against == (staffing.IS_AWAY,)


def test_a_week_in_which_nobody_speaks_the_language_is_told(here: SimpleNamespace) -> None:
    first = a_batch(here, language="bhojpuri")
    a_batch(here, number=2, language="nepali")
    with reading(here.trainer.actor):
        known = staffing.staff("IN-UP")
        found = staffing.shortages(known, staffing.unstaffed("IN-UP"))
        assert [(each.language, each.batches, each.free, each.speak) for each in found] == [("nepali", 1, 0, 0)]
    away(here, here.ravi, here.second, first)
    with reading(here.trainer.actor):
        found = staffing.shortages(staffing.staff("IN-UP"), staffing.unstaffed("IN-UP"))
        assert [(each.language, each.free, each.speak) for each in found] == [("bhojpuri", 0, 1), ("nepali", 0, 0)]


def test_all_batches_of_a_plan_are_staffed_at_once_and_what_was_set_by_hand_stays(here: SimpleNamespace) -> None:
    plan = a_published_plan(here)
    with reading(SYSTEM):
        batches = list(Batch.objects.filter(plan=plan).order_by("starts_on", "label"))
    by_hand = assign(here, batches[0], here.first)
    tasks.assign_trainers.call(str(plan.pk), str(here.trainer.user.pk))
    with reading(here.trainer.actor):
        found = trainers.trainers_of(batches)
        lacking = staffing.unstaffed("IN-UP", plan)
    assert [each.pk for each in found[batches[0].pk]] == [by_hand.pk]
    taught = [(batch.monday, each.person_id) for batch in batches for each in found.get(batch.pk, ())]
    assert len(taught) == len(set(taught)), "nobody has two in a week"
    for batch in lacking:
        busy = {person for monday, person in taught if monday == batch.monday}
        reach = {here.first.pk, here.second.pk} if batch.centre_id == here.east.pk else {here.first.pk}
        assert reach <= busy, "whoever could is taken that week"
    assert len(duties(here.asha)) + len(duties(here.ravi)) == len(taught)
    with reading(SYSTEM):
        assert Notice.objects.filter(user=here.trainer.user, words_en=staffing.SET.en).count() == 1
    with reading(here.sho.actor), pytest.raises(Refused):
        staffing.assign_trainers(by=here.sho.actor, plan=plan)


def test_materials_are_lessons_files_and_https_addresses(here: SimpleNamespace) -> None:
    batch, by = a_batch(here), here.trainer.actor
    with reading(by):
        made = materials.add_material(by=by, batch=batch, link="https://example.org/film", title="A film of the drill")
        for given in (
            {"link": "http://example.org/", "title": "Plain"},
            {"link": "javascript:alert(1)", "title": "Script"},
            {"link": "https://somebody@example.org/", "title": "With a name"},
            {"link": "https://example.org/"},
            {"lesson": "no_such_lesson"},
            {"file": uuid7()},
            {"lesson": "one", "link": "https://example.org/", "title": "Both"},
            {},
        ):
            with pytest.raises(Invalid):
                materials.add_material(by=by, batch=batch, **given)
        with pytest.raises(PersonalDataFound):
            materials.add_material(
                by=by, batch=batch, link="https://example.org/a", title="Statement of Sunita, 14 years, 9876543210"
            )
        assert [each.pk for each in materials.materials_of(batch)] == [made.pk]
        materials.void_material(by=by, material=made)
        assert not materials.materials_of(batch)
    with reading(here.sho.actor), pytest.raises(Refused):
        materials.add_material(by=here.sho.actor, batch=batch, link="https://example.org/", title="A film")


def test_pages_of_trainers(here: SimpleNamespace) -> None:
    batch = a_batch(here)
    client = Client()
    client.force_login(here.trainer.user)
    url = reverse("roster_teaching", args=[batch.pk])
    assert "Asha" in client.get(url).content.decode()
    assert client.post(reverse("roster_trainer_set", args=[batch.pk, here.first.pk])).status_code == 302
    (duty,) = duties(here.asha)
    assert duty.is_waiting
    with reading(SYSTEM):
        made = BatchTrainer.objects.get(batch=batch)
    shown = client.get(reverse("roster_trainers")).content.decode()
    assert "Asha" in shown
    assert client.post(
        reverse("roster_trainer_release", args=[batch.pk, made.pk]), {"reason": "A court day."}
    ).status_code == 302  # fmt: skip
    link = {"link": "https://example.org/film", "title": "A film of the drill", "submission_id": str(uuid7())}
    add = reverse("roster_material_add", args=[batch.pk])
    assert client.post(add, link).status_code == 302
    assert client.post(add, {**link, "link": "http://example.org", "submission_id": str(uuid7())}).status_code == 400
    reader = Client()
    reader.force_login(here.sho.user)
    shown = reader.get(url).content.decode()
    assert "A film of the drill" in shown
    assert "Add something" not in shown
    assert reader.post(add, {**link, "submission_id": str(uuid7())}).status_code == 403


def test_somebody_enters_the_own_days_away_and_strikes_them_out(here: SimpleNamespace) -> None:
    batch = a_batch(here)
    assign(here, batch, here.first)
    client = Client()
    client.force_login(here.asha.user)
    url = reverse("roster_teaching_mine")
    assert batch.label in client.get(url).content.decode()
    days = {"first_day": str(batch.ends_on), "last_day": str(batch.ends_on), "submission_id": str(uuid7())}
    answer = client.post(url, days, follow=True)
    assert "tell the officer who runs it" in answer.content.decode()
    with reading(here.asha.actor):
        (known,) = trainers.away_of(here.first)
    stranger = Client()
    stranger.force_login(here.ravi.user)
    assert stranger.post(reverse("roster_teaching_back", args=[known.pk])).status_code == 404
    assert client.post(reverse("roster_teaching_back", args=[known.pk])).status_code == 302
    with reading(here.asha.actor):
        assert not trainers.away_of(here.first)
    assert (
        client.post(
            url, {"first_day": "2020-01-01", "last_day": "2020-01-02", "submission_id": str(uuid7())}
        ).status_code
        == 400
    )


def test_the_demonstration_tells_what_stands_beside_where_a_plan_holds(here: SimpleNamespace) -> None:
    actors = {"trainer": here.trainer.actor}
    assert stand_beside(actors, "IN-UP") == 0
    a_published_plan(here)
    assert stand_beside(actors, "IN-UP") == 2, "two batches to come; none is over yet"
    with reading(SYSTEM):
        assert Guest.objects.count() == 6
        assert BatchTrainer.objects.exists()
    assert stand_beside(actors, "IN-UP") == 0, "told once"
