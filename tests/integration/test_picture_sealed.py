"""Who may not read a case moves none of its facts, whatever they report and whatever they answer."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from reporting_state import district
from test_reports_same import NOW, deliver, fresh
from test_reports_same_sight import people, sealed

from samanvay.audit.operations import operation
from samanvay.cases.models import CaseEvent
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading
from samanvay.picture import queries
from samanvay.picture.facts.actions.projecting import open_facts
from samanvay.picture.facts.actions.rebuilding import rebuild_facts
from samanvay.picture.models import Fact
from samanvay.reports.actions import confirm_claim, settle_same, submit_report, write_report
from samanvay.reports.events import CLAIM_ASKED_AGAIN
from samanvay.reports.models import Claim
from samanvay.reports.sameness import candidates as same

__all__ = ["deliver", "people"]

YEAR = queries.Filters(queries.Period(date(2026, 1, 1), date(2026, 12, 1)))
CELL = ("kind", "event_kind", "place", "quarter", "month", "persons", "who", "forms", "lures", "certainty")


def cells(actor: Actor) -> list[tuple[str, ...]]:
    """Return all that an actor is told of every fact, in order."""
    with reading(actor):
        return sorted(tuple(str(getattr(row, name)) for name in CELL) for row in queries.facts(actor, YEAR))


def tell(actor: Actor, day: str, form: str) -> Claim:
    words = f"On {day} one girl was rescued from {form} at Bahraich."
    with reading(actor):
        report = write_report(by=actor, narrative=words, period_from=date(2026, 6, 1), period_to=date(2026, 6, 30))
        claim = Claim.objects.select_related("report").get(report=report)
        confirm_claim(by=actor, claim=claim, answer=same.NONE)
        submit_report(by=actor, report=report)
        return fresh(claim)


def answered(actor: Actor, claim: Claim, other: Claim | None) -> None:
    with reading(actor):
        found = same.candidates_of(actor, fresh(claim))
        key = next((each.key for each in found if other is not None and each.claim == other.pk), same.NONE)
        settle_same(by=actor, claim=fresh(claim), answer=key)


@pytest.mark.parametrize("day", ["15.6.2026", "10.6.2026"], ids=["right", "wrong"])
@pytest.mark.parametrize("attack", ["guess", "same", "chain", "before"])
def test_right_guess_moves_no_more_of_a_sealed_case_than_a_wrong_one(
    people: dict[str, Actor], deliver: Callable[[], None], attack: str, day: str
) -> None:
    sho, far = people["sho"], people["far"]
    forms = {"guess": ("begging",), "chain": ("begging", "child labour", "forced marriage")}
    claims: list[Claim] = []

    def invent() -> None:
        claims.extend(tell(sho, day, form) for form in forms.get(attack, ("begging", "child labour")))
        deliver()
        for claim, other in pairwise(claims):
            answered(sho, claim, other)
            deliver()

    with clock.frozen(NOW):
        if attack == "before":
            invent()
        for each in (5, 15, 25):
            sealed(people["dcpu"], date(2026, 6, each))
        deliver()
    with clock.frozen(NOW + timedelta(days=1)):
        open_facts()
        if attack != "before":
            before = [cells(far), cells(sho)]
            invent()
    with clock.frozen(NOW + timedelta(days=2)):
        open_facts()
        after = [cells(far), cells(sho)]
        told_of_cases = [[row for row in told if "online" in row[7]] for told in after]
        assert [len(told) for told in told_of_cases] == [3, 3]
        for row in (*told_of_cases[0], *told_of_cases[1]):
            assert (row[4], "female" in row[6]) == ("2026-06-01", True), "the lot tells month, sex and age as before"
        if attack != "before":
            assert told_of_cases == [[row for row in told if "online" in row[7]] for told in before]
        own = [[row for row in told if "online" not in row[7]] for told in after]
        shown = [[(*row[:7], *row[8:]) for row in told] for told in own]
        where, rest = ("event", "rescue", district("Bahraich"), "2026-04-01"), ("1", "[]", "[]", "stated")
        assert shown == [[(*where, "None", *rest)], [(*where, "2026-06-01", *rest)]], "right or wrong"
        with reading(SYSTEM):
            kept = sorted(Fact.objects.values_list("forms", "supports", "month"))
        rebuild_facts()
        with reading(SYSTEM):
            assert sorted(Fact.objects.values_list("forms", "supports", "month")) == kept
            assert sorted(supports for _forms, supports, _month in kept) == [0, 1, 1, 1]


def test_question_of_before_keeps_no_reading_of_a_station_from_counting(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    with clock.frozen(NOW):
        case = sealed(people["dcpu"], date(2026, 6, 15))
        claim = tell(people["sho"], "15.6.2026", "begging")
        with reading(SYSTEM):
            event = CaseEvent.objects.get(case=case)
        of_report = {"target": ("report", claim.report_id), "readers": claim.readers, "claim": claim.pk}
        with acting_as(SYSTEM), operation(CLAIM_ASKED_AGAIN, by=SYSTEM, **of_report):
            Claim.objects.filter(pk=claim.pk).update(is_asked=True, beyond=[event.pk])
        deliver()
        rebuild_facts()
    with reading(SYSTEM):
        assert Fact.objects.count() == 2, "nobody is asked any more, so that it does not wait"
