"""The state's desk is asked whether decided reports may teach the reader, and is asked for the second person."""

from collections.abc import Callable
from datetime import date

import pytest
from reporting_state import district, officer

from read_by_hand import Reads, event, place, reads
from samanvay.audit import outbox
from samanvay.directory.models import Unit
from samanvay.duties.actions.duties import do_duty
from samanvay.duties.models import Duty
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Invalid
from samanvay.reports.actions import confirm_claim, refuse_claim, submit_report, write_report
from samanvay.reports.models import Claim
from samanvay.reports.teaching.actions.consenting import confirm_consent, give_consent, withdraw_consent

__all__ = ["reads"]

TEXT = "Two girls were rescued at Agra."


@pytest.fixture
def people(fresh_state: str) -> dict[str, Actor]:
    with reading(SYSTEM):
        police = Unit.objects.get(code="police:IN-UP")
    return {
        "chief": officer("police_chief", "Moradabad"),
        "nodal": officer("state_nodal_officer", unit=police),
        "desk": officer("state_bureau"),
    }


@pytest.fixture
def deliver(settled: Callable[[], None]) -> Callable[[], None]:
    def until_quiet() -> None:
        settled()
        while outbox.deliver_all():
            settled()

    return until_quiet


@pytest.fixture
def report_sent(people: dict[str, Actor], reads: Reads, deliver: Callable[[], None]) -> Callable[..., None]:
    """Send a report of one detail that its officer rejected, or, with ``is_right``, confirmed as it was read."""

    def send(*, is_right: bool = False) -> None:
        reads(events=(event(TEXT, TEXT, "rescue", place(TEXT, "Agra", district("Agra")), people=2),))
        with reading(people["chief"]) as chief:
            report = write_report(by=chief, narrative=TEXT, period_from=date(2026, 11, 9), period_to=date(2026, 11, 15))
            submit_report(by=chief, report=report)
            claim = Claim.objects.select_related("report").get(report=report)
            if is_right:
                confirm_claim(by=chief, claim=claim, answer="none")
            else:
                refuse_claim(by=chief, claim=claim)
        deliver()

    return send


def tasks_of(kind: str) -> list[str]:
    with reading(SYSTEM):
        return sorted(Duty.objects.waiting().filter(kind=kind).values_list("owner_role", flat=True))


def test_desk_is_asked_once_when_rows_wait_and_its_consent_closes_the_task(
    people: dict[str, Actor], report_sent: Callable[..., None], deliver: Callable[[], None]
) -> None:
    desk, nodal = people["desk"], people["nodal"]
    report_sent(is_right=True)
    assert tasks_of("reader:rows") == [], "what was read right teaches nothing"
    report_sent()
    report_sent()
    assert tasks_of("reader:rows") == ["state_bureau"]
    with reading(desk):
        consent = give_consent(by=desk, reason="The reader misses much here.")
    deliver()
    assert tasks_of("reader:rows") == []
    assert tasks_of("reader:second") == ["state_nodal_officer"], "not the seat of the one who gave it"
    with reading(nodal):
        consent = confirm_consent(by=nodal, consent=consent)
    deliver()
    assert tasks_of("reader:second") == []
    with reading(nodal):
        withdraw_consent(by=nodal, consent=consent, reason="Not any more.")
    report_sent()
    assert tasks_of("reader:rows") == [], "asked and decided in this quarter"


def test_consent_that_is_withdrawn_waits_for_nobody(
    people: dict[str, Actor], report_sent: Callable[..., None], deliver: Callable[[], None]
) -> None:
    with reading(people["nodal"]) as nodal:
        consent = give_consent(by=nodal, reason="The reader misses much here.")
    deliver()
    assert tasks_of("reader:second") == ["state_bureau"]
    with reading(people["desk"]) as desk:
        withdraw_consent(by=desk, consent=consent, reason="Not any more.")
    deliver()
    assert tasks_of("reader:second") == []


def test_no_is_a_decision_too_and_needs_words(people: dict[str, Actor], report_sent: Callable[..., None]) -> None:
    report_sent()
    with reading(people["desk"]) as desk:
        [duty] = Duty.objects.waiting().filter(kind="reader:rows")
        with pytest.raises(Invalid):
            do_duty(by=desk, duty=duty)
        do_duty(by=desk, duty=duty, proof="The state does not consent this year.")
    report_sent()
    assert tasks_of("reader:rows") == []
