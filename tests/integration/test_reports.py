"""Reports: written once, read, decided reading by reading, revised, submitted, accepted or returned."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from reporting_state import district, officer, unit_for

from read_by_hand import without_doubt
from samanvay.audit.models import Event
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refusal, Refused, Stale, Unseen
from samanvay.reports import policies, queries
from samanvay.reports.actions import (
    confirm_all,
    confirm_claim,
    correct_claim,
    decide_report,
    refuse_claim,
    reopen_claim,
    revise_report,
    submit_report,
    write_report,
)
from samanvay.reports.models import Claim, SituationReport
from samanvay_insight import extract

STORY = (
    "Three girls from Jharkhand were taken to Delhi on 12.11.2026; the stop-over was Bijnor. "
    "Two accused were arrested at Moradabad. It is said that boys from Nepal were taken to Varanasi."
)
WEEK = {"period_from": date(2026, 11, 9), "period_to": date(2026, 11, 15)}


__all__ = ["without_doubt"]

pytestmark = pytest.mark.usefixtures("without_doubt")


@pytest.fixture
def people(fresh_state: str) -> dict[str, Actor]:
    return {
        "chief": officer("police_chief", "Moradabad"),
        "other": officer("police_chief", "Ballia"),
        "dm": officer("district_magistrate", "Moradabad"),
        "ahtu": officer("ahtu_in_charge", "Moradabad"),
        "desk": officer("state_bureau"),
    }


def written(actor: Actor, narrative: str = STORY, **more: Any) -> SituationReport:
    with reading(actor):
        return write_report(by=actor, narrative=narrative, **{**WEEK, **more})


def claims(report: SituationReport) -> list[Claim]:
    with reading(SYSTEM):
        return list(report.claims.order_by("start", "number"))


def movement(report: SituationReport) -> Claim:
    return next(claim for claim in claims(report) if claim.kind == "movement" and claim.state == "proposed")


def happened(report: SituationReport) -> list[str]:
    with reading(SYSTEM):
        return list(
            Event.objects.filter(subject_kind="report", subject_id=str(report.pk))
            .order_by("seq")
            .values_list("kind", flat=True)
        )


def test_same_submission_twice_is_one_report(people: dict[str, Actor]) -> None:
    key = uuid7()
    first = written(people["chief"], submission_id=key)
    again = written(people["chief"], "Something else.", submission_id=key)
    assert first.pk == again.pk
    assert again.narrative == STORY
    assert happened(first) == ["report:written"]


@pytest.mark.parametrize(
    ("narrative", "period", "field"),
    [
        ("A word. " * 8000, WEEK, "narrative"),
        ("Her number is 2345 6789 0124.", WEEK, "narrative"),
        (STORY, {"period_from": date(2026, 11, 9), "period_to": date(2026, 11, 8)}, "period_to"),
        (STORY, {"period_from": date(2026, 1, 1), "period_to": date(2026, 11, 8)}, "period_to"),
        (STORY, {"period_from": date(2126, 1, 1), "period_to": date(2126, 1, 2)}, "period_from"),
    ],
)
def test_bad_report_names_the_field(
    people: dict[str, Actor], narrative: str, period: dict[str, date], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        written(people["chief"], narrative, **period)
    assert refusal.value.field == field
    with reading(SYSTEM):
        assert not SituationReport.objects.exists()


def test_desk_of_the_state_writes_no_districts_report(people: dict[str, Actor]) -> None:
    with reading(people["desk"]):
        assert queries.reporting_desk(people["desk"]) is None
    with pytest.raises(Invalid, match="Choose the district that sent"):
        written(people["desk"])


def test_report_is_seen_by_its_unit_and_those_above_and_by_nobody_else(people: dict[str, Actor]) -> None:
    report = written(people["chief"])
    for who, sees in {"chief": True, "desk": True, "other": False, "dm": False, "ahtu": False}.items():
        with reading(people[who]):
            if sees:
                assert queries.report(people[who], report.pk).pk == report.pk
            else:
                with pytest.raises(Unseen):
                    queries.report(people[who], report.pk)
                assert not Claim.objects.exists()


# Who may do what, in which state of the report: the words that refuse, or nothing.
TABLE = [
    ("may_revise_report", "draft", {"chief": "", "desk": "Only the unit that writes", "other": "Only the unit"}),
    ("may_revise_report", "returned", {"chief": "", "desk": "Only the unit that writes"}),
    ("may_revise_report", "submitted", {"chief": "is already submitted", "desk": "Only the unit that writes"}),
    ("may_revise_report", "accepted", {"chief": "is already submitted"}),
    ("may_submit_report", "draft", {"chief": "", "desk": "Only the unit that writes", "ahtu": "Only the unit"}),
    ("may_submit_report", "submitted", {"chief": "is already submitted"}),
    ("may_decide_report", "draft", {"desk": "Only a submitted report", "chief": "Only a submitted report"}),
    ("may_decide_report", "submitted", {"desk": "", "chief": "A unit above the one", "dm": "A unit above the one"}),
    ("may_decide_report", "accepted", {"desk": "Only a submitted report"}),
    ("may_return_report", "draft", {"desk": "Only a submitted or accepted", "chief": "Only a submitted or accepted"}),
    ("may_return_report", "submitted", {"desk": "", "chief": "A unit above the one", "dm": "A unit above the one"}),
    ("may_return_report", "accepted", {"desk": "", "chief": "A unit above the one", "dm": "A unit above the one"}),
    ("may_return_report", "returned", {"desk": "Only a submitted or accepted"}),
    ("may_decide_claims", "submitted", {"chief": "", "desk": "Only the unit", "dm": "Only the unit"}),
]


@pytest.mark.parametrize(("policy", "state", "answers"), TABLE, ids=[f"{row[0]}-{row[1]}" for row in TABLE])
def test_policies_of_a_report(people: dict[str, Actor], policy: str, state: str, answers: dict[str, str]) -> None:
    report = written(people["chief"])
    report.state = state
    for who, words in answers.items():
        assert words in said(getattr(policies, policy), people[who], report), who
        assert bool(words) == bool(said(getattr(policies, policy), people[who], report)), who


def said(policy: Callable[[Actor, Any], None], actor: Actor, thing: Any) -> str:
    try:
        policy(actor, thing)
    except Refused as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize(
    ("state", "chief", "desk"),
    [
        ("proposed", "", "Only the unit"),
        ("confirmed", "", "Only the unit"),
        ("refused", "", "Only the unit"),
        ("aside", "was left out", "Only the unit"),
    ],
)
def test_policies_of_a_reading(people: dict[str, Actor], state: str, chief: str, desk: str) -> None:
    claim = claims(written(people["chief"]))[0]
    claim.state = state
    assert chief in said(policies.may_decide_claim, people["chief"], claim)
    assert bool(chief) == bool(said(policies.may_decide_claim, people["chief"], claim))
    assert desk in said(policies.may_decide_claim, people["desk"], claim)
    corrected = said(policies.may_correct_claim, people["chief"], claim)
    assert bool(corrected) == (state != "proposed")


def test_confirm_all_leaves_hearsay_to_a_decision_of_its_own(
    people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = extract.read

    def heard(text: str, **more: Any) -> extract.Reading:
        told = real(text, **more)
        return replace(told, events=(replace(told.events[0], certainty="hearsay"), *told.events[1:]))

    monkeypatch.setattr(extract, "read", heard)
    report = written(people["chief"])
    with reading(people["chief"]) as chief:
        confirmed = confirm_all(by=chief, report=report)
    assert {claim.certainty for claim in confirmed} == {"stated"}
    left = [claim for claim in claims(report) if claim.state == "proposed"]
    assert "hearsay" in {claim.certainty for claim in left}
    assert not any(claim.is_undoubted for claim in left)
    assert happened(report).count("claim:confirmed") == len(confirmed)


def test_reading_with_doubt_is_left_by_confirm_all_until_it_is_put_right(
    people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = extract.read

    def doubtful(text: str, **more: Any) -> extract.Reading:
        told = real(text, **more)
        return replace(told, movements=tuple(replace(each, sure=False) for each in told.movements))

    monkeypatch.setattr(extract, "read", doubtful)
    report = written(people["chief"], "Two girls from Gumla were taken to Delhi. One agent was arrested at Moradabad.")
    claim = movement(report)
    assert not claim.is_sure
    with reading(people["chief"]) as chief:
        assert [each.kind for each in confirm_all(by=chief, report=report)] == ["event"]
        as_it_is = {"origin": claim.origin_id, "via": [], "destination": claim.destination_id, "place": None}
        correct_claim(by=chief, claim=claim, people=3, occurred=None, **as_it_is)
        assert [each.pk for each in confirm_all(by=chief, report=report)] == [claim.pk]


def test_confirm_all_by_another_unit_is_refused_and_changes_nothing(people: dict[str, Actor]) -> None:
    report = written(people["chief"])
    with pytest.raises(Refused), reading(people["desk"]) as desk:
        confirm_all(by=desk, report=report)
    assert {claim.state for claim in claims(report)} == {"proposed"}


def test_confirmed_is_taken_back_before_it_is_refused(people: dict[str, Actor]) -> None:
    report = written(people["chief"])
    claim = movement(report)
    with reading(people["chief"]) as chief:
        confirm_claim(by=chief, claim=claim)
        with pytest.raises(Refused, match="Undo the decision first"):
            refuse_claim(by=chief, claim=claim, reason="no")
        claim.refresh_from_db()
        reopen_claim(by=chief, claim=claim)
        assert claim.decided_by is None
        refuse_claim(by=chief, claim=claim, reason="of another district")
        assert claim.refuse_reason == "of another district"
        reopen_claim(by=chief, claim=claim)
        assert claim.refuse_reason == ""
    assert happened(report)[1:] == ["claim:confirmed", "claim:reopened", "claim:refused", "claim:reopened"]


def test_decision_on_an_old_version_shows_both_sides(people: dict[str, Actor]) -> None:
    claim = movement(written(people["chief"]))
    with reading(people["chief"]) as chief:
        confirm_claim(by=chief, claim=Claim.objects.get(pk=claim.pk), expected=1)
    with pytest.raises(Stale) as stale, reading(people["chief"]) as chief:
        refuse_claim(by=chief, claim=claim, expected=1)
    assert stale.value.theirs["state"] == "confirmed"
    assert stale.value.yours["state"] == "refused"


def test_reading_is_put_right_before_it_counts(people: dict[str, Actor]) -> None:
    report = written(people["chief"])
    claim = movement(report)
    new: dict[str, Any] = {
        "origin": "IN-JH",
        "via": [district("Bijnor"), district("Ghaziabad")],
        "stops": [district("Ghaziabad")],
        "destination": "IN-DL",
        "place": None,
        "people": 4,
        "occurred": PartialDate.month(2026, 11),
    }
    with reading(people["chief"]) as chief:
        correct_claim(by=chief, claim=claim, **new)
        claim.refresh_from_db()
        assert (claim.via, claim.stops) == (new["via"], new["stops"])
        assert claim.occurred == PartialDate.month(2026, 11)
        assert claim.is_corrected
        confirm_claim(by=chief, claim=claim)
        with pytest.raises(Refusal):
            correct_claim(by=chief, claim=claim, **new)
    assert happened(report)[1:] == ["claim:corrected", "claim:confirmed"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"people": 0}, "people"),
        ({"occurred": PartialDate.day(clock.today() + timedelta(days=3))}, "occurred"),
    ],
)
def test_correction_that_cannot_be_true_is_refused(
    people: dict[str, Actor], change: dict[str, Any], field: str
) -> None:
    claim = movement(written(people["chief"]))
    base: dict[str, Any] = {
        "origin": "IN-JH", "via": [], "destination": "IN-DL", "place": None, "people": 1, "occurred": None,
    }  # fmt: skip
    with pytest.raises(Invalid) as refusal, reading(people["chief"]) as chief:
        correct_claim(by=chief, claim=claim, **{**base, **change})
    assert refusal.value.field == field


def test_movement_with_one_place_is_not_confirmed(people: dict[str, Actor]) -> None:
    claim = movement(written(people["chief"]))
    one_end: dict[str, Any] = {
        "origin": "IN-JH", "via": [], "destination": None, "place": None, "people": None, "occurred": None,
    }  # fmt: skip
    with reading(people["chief"]) as chief:
        correct_claim(by=chief, claim=claim, **one_end)
        with pytest.raises(Invalid, match="two places"):
            confirm_claim(by=chief, claim=claim)


def test_revision_keeps_decided_readings_at_their_words_wherever_these_now_stand(people: dict[str, Actor]) -> None:
    report = written(people["chief"])
    arrest = next(claim for claim in claims(report) if claim.event_kind == "arrest")
    with reading(people["chief"]) as chief:
        confirm_claim(by=chief, claim=arrest)
        longer = "In the week under report this happened. " + STORY + " One boy was rescued at Rampur."
        revise_report(by=chief, report=report, narrative=longer, expected=report.version, **WEEK)
    after = claims(report)
    kept = next(claim for claim in after if claim.pk == arrest.pk)
    assert kept.state == "confirmed"
    assert longer[kept.start : kept.end] == kept.evidence
    assert all(longer[claim.start : claim.end] == claim.evidence for claim in after)
    assert len([claim for claim in after if claim.event_kind == "arrest"]) == 1
    assert "rescue" in {claim.event_kind for claim in after}


def test_words_that_were_confirmed_are_not_taken_out(people: dict[str, Actor]) -> None:
    report = written(people["chief"])
    arrest = next(claim for claim in claims(report) if claim.event_kind == "arrest")
    with reading(people["chief"]) as chief:
        confirm_claim(by=chief, claim=arrest)
    with pytest.raises(Invalid, match="is already confirmed"), reading(people["chief"]) as chief:
        revise_report(by=chief, report=report, narrative="All quiet.", expected=None, **WEEK)
    with reading(SYSTEM):
        assert SituationReport.objects.get().narrative == STORY


def test_revision_of_an_old_version_shows_both_sides(people: dict[str, Actor]) -> None:
    report = written(people["chief"])
    with reading(people["chief"]) as chief:
        same = SituationReport.objects.get(pk=report.pk)
        revise_report(by=chief, report=same, narrative=STORY + " More.", expected=1, **WEEK)
    with pytest.raises(Stale) as stale, reading(people["chief"]) as chief:
        revise_report(by=chief, report=report, narrative="Other words.", expected=1, **WEEK)
    assert stale.value.theirs["narrative"].endswith("More.")


def test_report_goes_up_comes_back_with_words_and_is_accepted(people: dict[str, Actor]) -> None:
    report = written(people["chief"])
    with reading(people["chief"]) as chief:
        submit_report(by=chief, report=report)
        with pytest.raises(Refused):
            decide_report(by=chief, report=report, accept=True)
    with reading(people["desk"]) as desk:
        assert [each.pk for each in queries.reports_to_decide(desk)] == [report.pk]
        with pytest.raises(Invalid, match="what should be changed"):
            decide_report(by=desk, report=report, accept=False, words=" ")
        decide_report(by=desk, report=report, accept=False, words="Say how many.")
        assert not queries.reports_to_decide(desk).exists()
    with reading(people["chief"]) as chief:
        assert SituationReport.objects.get().words_back == "Say how many."
        submit_report(by=chief, report=report)
    with reading(people["desk"]) as desk:
        decide_report(by=desk, report=report, accept=True)
    assert happened(report) == [
        "report:written", "report:submitted", "report:returned", "report:submitted", "report:accepted",
    ]  # fmt: skip


def test_empty_report_is_submitted_only_as_nothing_to_report(people: dict[str, Actor]) -> None:
    report = written(people["chief"], "")
    with pytest.raises(Refused, match="Write what happened, give the"), reading(people["chief"]) as chief:
        submit_report(by=chief, report=report)
    quiet = written(people["chief"], "", is_quiet=True)
    with reading(people["chief"]) as chief:
        assert submit_report(by=chief, report=quiet).state == "submitted"


def test_lists_are_narrowed_by_what_the_address_says(people: dict[str, Actor]) -> None:
    report = written(people["chief"])
    ballia = written(people["other"], "Two girls from Gumla were taken to Delhi.", period_to=date(2026, 11, 20))
    with reading(people["desk"]) as desk:

        def found(**filters: Any) -> list[Any]:
            return [each.pk for each in queries.reports(desk, **filters)]

        assert found() == [ballia.pk, report.pk]
        assert found(district=district("Ballia")) == [ballia.pk]
        assert found(since=date(2026, 11, 18)) == [ballia.pk]
        assert found(until=date(2026, 11, 8)) == []
        assert found(state="submitted") == []
        assert found(agency="administration") == []
        assert queries.reports(desk)[1].waiting == len([c for c in claims(report) if c.state == "proposed"])
    with reading(people["chief"]) as chief:
        assert queries.readings_waiting(chief) == len([c for c in claims(report) if c.state == "proposed"])
    assert unit_for("police_chief", "Ballia").audience != unit_for("police_chief", "Moradabad").audience
