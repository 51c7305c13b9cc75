"""Two cases of one happening: found when one is recorded, asked of who sees both, counted once when linked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from reporting_state import district, officer
from test_reports_same import NOW, deliver, facts, rescue
from test_reports_same_case import client_of, second_factor

from samanvay.audit.models import Event
from samanvay.cases.actions import share_case, void_case
from samanvay.cases.counted.actions.listing import Counted
from samanvay.cases.legs.actions import add_leg
from samanvay.cases.models import Case, CaseEvent
from samanvay.cases.quick.actions import record_quickly
from samanvay.directory.models import Unit
from samanvay.duties import queries as tasks
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Stale
from samanvay.picture.models import Fact
from samanvay.reports.actions import ask_pair_again, look_for_pairs, settle_pair
from samanvay.reports.models import CasePair
from samanvay.reports.sameness.pairs import pairs_of, sides_of

__all__ = ["deliver", "second_factor"]


@pytest.fixture
def people(fresh_state: str) -> dict[str, Actor]:
    with clock.frozen(NOW):
        with reading(SYSTEM):
            here = Unit.objects.filter(home_state="IN-UP", place__district_id=district("Moradabad"))
            grp = here.filter(kind__in=("grp_station", "rpf_post")).order_by("audience")[0]
        return {
            "chief": officer("police_chief", "Moradabad"),
            "ahtu": officer("ahtu_in_charge", "Moradabad"),
            "grp": officer("railway_police", "Moradabad", unit=grp),
            "bureau": officer("state_bureau"),
            "other": officer("police_chief", "Ballia"),
        }


def quick(actor: Actor, girls: int = 3, kind: str = "interception") -> CaseEvent:
    with clock.frozen(NOW), reading(actor):
        case = record_quickly(
            by=actor, kind=kind, what="Girls on a train", place=district("Moradabad"), counted=[Counted(girls)]
        )
        return CaseEvent.objects.get(case=case, kind=kind)


def pairs(actor: Actor) -> list[CasePair]:
    with reading(actor):
        return list(CasePair.objects.order_by("id"))


def settle(actor: Actor, pair: CasePair, answer: str) -> None:
    with clock.frozen(NOW), reading(actor):
        settle_pair(by=actor, pair=CasePair.objects.get(pk=pair.pk), answer=answer)


def duties(actor: Actor) -> list[Duty]:
    with clock.frozen(NOW), reading(actor):
        return list(tasks.today(actor).filter(kind="report:same"))


def test_unit_that_sees_both_is_asked_and_linked_they_count_once(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    first, second = quick(people["ahtu"]), rescue(people["chief"], people=4)
    deliver()
    assert facts() == [3, 4]
    (pair,) = pairs(people["chief"])
    assert (pair.first_event, pair.second_event) == (first.pk, second.pk)
    assert pair.home_unit == people["chief"].units[0], "the unit above sees what is below it"
    assert pairs(people["ahtu"]) == [], "who does not see the other learns nothing of it"
    assert pairs(people["other"]) == []
    (duty,) = duties(people["chief"])
    assert duty.title_en == "Moradabad: say whether two cases tell of one happening"
    assert duty.due_at == NOW + timedelta(days=2)
    assert people["ahtu"].units[0] not in duty.readers
    settle(people["chief"], pair, "same")
    deliver()
    assert facts() == [3], "the earlier stands"
    assert duties(people["chief"]) == []
    with reading(people["chief"]):
        assert Case.objects.count() == 2
        kinds = Event.objects.filter(subject_id=str(pair.pk)).values_list("kind", flat=True)
        assert list(kinds) == ["case_pair:linked"]
    with clock.frozen(NOW), reading(people["ahtu"]) as ahtu:
        void_case(by=ahtu, case_id=first.case_id, reason="recorded twice")
    deliver()
    assert facts() == [4], "what it was linked to fell away: it counts for itself"


def test_answer_is_taken_back_and_another_happening_is_not_asked_again(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    quick(people["ahtu"])
    event = quick(people["chief"], girls=3, kind="rescue")
    deliver()
    (pair,) = pairs(people["chief"])
    settle(people["chief"], pair, "apart")
    deliver()
    assert facts() == [3, 3]
    assert duties(people["chief"]) == []
    with clock.frozen(NOW), reading(people["chief"]) as chief:
        assert look_for_pairs(by=SYSTEM, case=Case.objects.get(pk=event.case_id)) == []
        ask_pair_again(by=chief, pair=CasePair.objects.get(pk=pair.pk))
    deliver()
    assert len(duties(people["chief"])) == 1
    settle(people["chief"], pair, "same")
    deliver()
    assert facts() == [3]
    with pytest.raises(Invalid, match="Answer whether it is the"):
        settle(people["chief"], pair, "perhaps")
    with pytest.raises(Refused):
        settle_as_stranger(people["other"], pair)
    with pytest.raises(Stale), clock.frozen(NOW), reading(people["chief"]) as chief:
        settle_pair(by=chief, pair=CasePair.objects.get(pk=pair.pk), answer="apart", expected=1)


def settle_as_stranger(actor: Actor, pair: CasePair) -> None:
    with clock.frozen(NOW), reading(actor):
        settle_pair(by=actor, pair=pair, answer="same")


def test_where_no_unit_sees_both_the_ahtu_of_the_district_is_asked_without_names(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    first, second = quick(people["grp"]), quick(people["chief"], girls=2)
    deliver()
    assert (pairs(people["grp"]), pairs(people["chief"])) == ([], [])
    (pair,) = pairs(people["ahtu"])
    (duty,) = duties(people["ahtu"])
    assert duty.link == f"/cases/same/{pair.pk}/"
    with reading(people["ahtu"]) as ahtu:
        one, other = sides_of(ahtu, pair)
        assert not Case.objects.exists()
    assert (one.people, one.number, one.case, one.occurred) == (3, "", None, None)
    assert (other.people, other.number) == (2, "")
    settle(people["ahtu"], pair, "same")
    deliver()
    assert facts() == [3]
    for actor, event in ((people["grp"], first), (people["chief"], second)):
        with clock.frozen(NOW):
            page = client_of(actor).get(f"/cases/{event.case_id}/").content.decode()
        assert "Same incident?" not in page
        with reading(actor):
            assert not Event.objects.filter(kind__startswith="case_pair").exists()


def test_unit_that_recorded_one_is_not_asked_of_what_it_does_not_see(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    quick(people["grp"])
    quick(people["ahtu"])
    deliver()
    assert pairs(people["ahtu"]) == [], "else one would learn by recording where others were"
    (pair,) = pairs(people["bureau"])
    assert len(duties(people["bureau"])) == 1
    with clock.frozen(NOW), reading(people["grp"]) as grp:
        share_case(by=grp, case_id=pair.first_case, units=list(people["ahtu"].units), reason="Works on it too.")
    deliver()
    assert [each.pk for each in pairs(people["ahtu"])] == [pair.pk], "who came to see both reads the question"


@pytest.mark.parametrize(
    ("day", "kind", "is_asked"), [(10, "rescue", True), (9, "rescue", False), (13, "arrest", False)]
)
def test_kin_of_kind_and_three_days_are_asked(
    people: dict[str, Actor], deliver: Callable[[], None], day: int, kind: str, is_asked: bool
) -> None:
    quick(people["ahtu"])
    rescue(people["chief"], day=day, kind=kind)
    deliver()
    assert bool(pairs(people["chief"])) is is_asked


def test_what_happened_long_ago_is_not_asked(people: dict[str, Actor], deliver: Callable[[], None]) -> None:
    then = PartialDate.day(NOW.date() - timedelta(days=100))
    for who in ("ahtu", "chief"):
        with clock.frozen(NOW), reading(people[who]):
            record_quickly(by=people[who], kind="rescue", what="Girls", place=district("Moradabad"), occurred=then)
    deliver()
    assert pairs(people["chief"]) == []


def test_ways_of_one_happening_count_once(people: dict[str, Actor], deliver: Callable[[], None]) -> None:
    for who in ("ahtu", "chief"):
        event = quick(people[who])
        with clock.frozen(NOW), reading(people[who]):
            add_leg(by=people[who], case_id=event.case_id, role="source", place="IN-JH")
    deliver()
    with reading(SYSTEM):
        assert Fact.objects.filter(kind="movement").count() == 2
    (pair,) = pairs(people["chief"])
    settle(people["chief"], pair, "same")
    deliver()
    with reading(SYSTEM):
        assert Fact.objects.filter(kind="movement").count() == 1
    assert len(facts()) == 2


def test_quick_record_says_so_and_the_page_takes_the_answer_and_takes_it_back(people: dict[str, Actor]) -> None:
    first = quick(people["ahtu"])
    with clock.frozen(NOW):
        client = client_of(people["chief"])
        typed = {
            "submission_id": str(uuid7()), "kind": "rescue", "girls": "4", "girls_age": "14", "takes_over": "",
            "other-place": "Moradabad", "unit": str(people["chief"].units[0]),
        }  # fmt: skip
        answer = client.post("/cases/quick/", typed)
        assert answer["Location"].endswith("#same"), answer.content.decode()
        page = client.get(answer["Location"]).content.decode()
        assert "Another case may be about the same incident." in page
        assert "Answer whether it is the same incident" in page
        with reading(people["chief"]):
            (pair,) = CasePair.objects.all()
            assert pair.first_event == first.pk
            number = Case.objects.get(pk=first.case_id).number
        address = f"/cases/same/{pair.pk}/"
        page = client.get(address).content.decode()
        assert f"Case {number}" in page
        assert "Intercepted on the route" in page
        assert client.post(address, {"answer": ""}).status_code == 400
        assert client.post(address, {"answer": "same", "version": "1"}).status_code == 302
        assert "it counts once" in client.get(address).content.decode()
        assert client.post(address, {"again": "1", "version": "1"}).status_code == 409
        assert client.post(address, {"again": "1", "version": "2"}).status_code == 302
        with reading(people["chief"]):
            assert [pair.answer for pair in pairs_of(Case.objects.get(pk=first.case_id))] == [""]
        assert client_of(people["ahtu"]).get(address).status_code == 404
