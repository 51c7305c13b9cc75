"""Counts below the details that their office confirmed: said in words, never refused, with a reason that is kept."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from reporting_state import officer

from read_by_hand import Reads, event, reads
from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Invalid
from samanvay.reports.actions import confirm_all, explain_counts, give_counts, write_report
from samanvay.reports.figures import Cell, whole
from samanvay.reports.models import SituationReport
from samanvay.reports.weeks.differing import differing_counts, reason_kept

__all__ = ["reads"]

PARTS = ("Three girls were rescued.", "Two boys were rescued.", "Four were arrested.")
STORY = " ".join(PARTS)
WORDS = "Persons rescued: 3 in the counts, 5 in the confirmed details (details 1, 2)."


@pytest.fixture
def people(fresh_state: str) -> dict[str, Actor]:
    return {"chief": officer("police_chief", "Moradabad"), "desk": officer("state_bureau")}


@pytest.fixture
def client_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)

    def client_of(actor: Actor) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=actor.id))
        return client

    return client_of


@pytest.fixture
def report(people: dict[str, Actor], reads: Reads) -> SituationReport:
    chief = people["chief"]
    reads(
        events=(
            event(STORY, PARTS[0], "rescue", people=3),
            event(STORY, PARTS[1], "rescue", people=2),
            event(STORY, PARTS[2], "arrest", people=4),
        )
    )
    with reading(chief):
        made = write_report(by=chief, period_from=date(2026, 11, 9), period_to=date(2026, 11, 15), narrative=STORY)
        confirm_all(by=chief, report=made)
        return give_counts(by=chief, report=made, numbers={whole("rescued"): 3, Cell("arrested"): 9})


def fresh(report: SituationReport) -> SituationReport:
    with reading(SYSTEM):
        return SituationReport.objects.get(pk=report.pk)


def test_only_what_the_counts_fall_short_of_differs(people: dict[str, Actor], report: SituationReport) -> None:
    with reading(people["chief"]) as chief:
        found = differing_counts(chief, report)
        assert [(each.figure, each.counted, each.told, each.readings) for each in found] == [("rescued", 3, 5, (1, 2))]
        give_counts(by=chief, report=report, numbers={whole("rescued"): 5})
        assert differing_counts(chief, report) == [], "arrests are not given any more, and say nothing"


def test_both_numbers_stand_on_the_page_and_the_report_goes_without_a_reason(
    people: dict[str, Actor], report: SituationReport, client_of: Callable[[Actor], Client]
) -> None:
    client = client_of(people["chief"])
    page = client.get(f"/reports/{report.pk}/").content.decode()
    assert page.count(WORDS) == 2, "beside the counts, and before submitting"
    assert 'name="reason"' in page
    sent = client.post(f"/reports/{report.pk}/submit/", {"version": fresh(report).version})
    assert sent.status_code == 302
    assert fresh(report).state == "submitted", "never refused"
    above = client_of(people["desk"]).get(f"/reports/{report.pk}/").content.decode()
    assert WORDS in above
    assert "No reason was given." in above


def test_reason_is_kept_logged_and_shown_above_while_the_numbers_stand(
    people: dict[str, Actor], report: SituationReport, client_of: Callable[[Actor], Client]
) -> None:
    told = {"version": fresh(report).version, "reason": "Two boys belong to the week before."}
    assert client_of(people["chief"]).post(f"/reports/{report.pk}/submit/", told).status_code == 302
    after = fresh(report)
    assert (after.state, after.explained["numbers"]) == ("submitted", {"rescued": [3, 5]})
    above = client_of(people["desk"]).get(f"/reports/{report.pk}/").content.decode()
    assert "Two boys belong to the week before." in above
    with reading(SYSTEM):
        [event_told] = Event.objects.filter(kind="report:explained")
    assert event_told.detail["numbers"] == {"rescued": [3, 5]}
    assert "boys" not in event_told.body, "the log holds no words"


def test_reason_of_other_numbers_does_not_stand_and_names_are_refused(
    people: dict[str, Actor], report: SituationReport
) -> None:
    with reading(people["chief"]) as chief:
        explain_counts(by=chief, report=report, reason="Two boys belong to the week before.")
        assert reason_kept(report, differing_counts(chief, report)) == "Two boys belong to the week before."
        give_counts(by=chief, report=report, numbers={whole("rescued"): 4})
        assert reason_kept(report, differing_counts(chief, report)) == ""
        for wrong in ("", "x" * 501, "Ask 9876543210."):
            with pytest.raises(Invalid):
                explain_counts(by=chief, report=report, reason=wrong)
