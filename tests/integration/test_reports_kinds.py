"""Found again, raid, awareness programme: told apart from rescue and arrest in everything that counts."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils.translation import override
from reporting_state import district, officer

from read_by_hand import Reads, event, place, reads
from samanvay.audit import outbox
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.picture import queries
from samanvay.picture.models import Fact
from samanvay.picture.sheets import district_sheet
from samanvay.reports.actions import (
    ClaimFields,
    add_claim,
    confirm_all,
    confirm_claim,
    correct_claim,
    submit_report,
    write_report,
)
from samanvay.reports.models import Claim
from samanvay.reports.sameness.candidates import candidates_of
from samanvay.reports.vocabulary import EVENT_KINDS
from samanvay.reports.weeks.proposing import proposals
from samanvay.web.kit import sentences
from samanvay.web.reports.presenters import readings_of, who_sees_now

__all__ = ["reads"]

STORY = "Three girls were traced at Bijnor. A raid was made at Bijnor. A camp was held at Bijnor for 120 people."
EVER = queries.Filters(queries.Period(date(2026, 1, 1), date(2026, 12, 1)))


@pytest.fixture
def chief(fresh_state: str) -> Actor:
    return officer("police_chief", "Moradabad")


@pytest.fixture
def told(chief: Actor, reads: Reads, settled: Callable[[], None]) -> list[Claim]:
    here = place(STORY, "Bijnor", district("Bijnor"))
    reads(
        events=(
            event(STORY, "Three girls were traced at Bijnor.", "traced", here, people=3, females=3, children=2),
            event(STORY, "A raid was made at Bijnor.", "raid", here),
            event(STORY, "A camp was held at Bijnor for 120 people.", "sensitisation", here, people=120),
        )
    )
    with reading(chief):
        report = write_report(by=chief, period_from=date(2026, 11, 9), period_to=date(2026, 11, 15), narrative=STORY)
        confirmed = confirm_all(by=chief, report=report)
        submit_report(by=chief, report=report)
    settled()
    while outbox.deliver_all():
        settled()
    return confirmed


def test_each_kind_is_a_fact_of_its_own_that_can_be_filtered(chief: Actor, told: list[Claim]) -> None:
    assert len(told) == 3
    with reading(SYSTEM):
        facts = sorted(Fact.objects.values_list("event_kind", "persons"))
    assert facts == [("raid", 0), ("sensitisation", 120), ("traced", 3)], "a raid as such counts nobody"
    with reading(chief):
        only = queries.picture(chief, queries.Filters(EVER.period, kind="traced"))
        assert [(each.kind, each.persons) for each in only.happenings] == [("traced", 3)]


def test_found_again_is_no_rescue_in_the_sheet_of_a_district(chief: Actor, told: list[Claim]) -> None:
    with reading(chief):
        sheet = district_sheet(chief, district("Bijnor"), EVER)
    assert sheet.caught_here == {"traced": 3, "raid": 0, "sensitisation": 120}
    assert sheet.totals["caught"] == 0


def test_words_say_each_kind(chief: Actor, told: list[Claim]) -> None:
    with reading(chief):
        cards = {card.claim.event_kind: card for card in readings_of(chief, told)}
        drawn = queries.picture(chief, EVER)
        said = sentences.happenings("Bijnor", sorted(drawn.happenings, key=lambda each: each.kind))
    assert [cards[kind].title for kind in ("traced", "raid", "sensitisation")] == [
        "Missing person traced",
        "Raid",
        "Awareness programme",
    ]
    assert ("Participants", "120 persons") in [(row.name, row.value) for row in cards["sensitisation"].details]
    assert [(row.name, row.value) for row in cards["traced"].details][1:4] == [
        ("How many", "3 persons"),
        ("Women and girls", "3"),
        ("Under 18", "2"),
    ]
    assert said == "Bijnor. Raid: 1 time · Awareness programme: 120 persons · Missing person traced: 3 persons"


def test_observation_stands_on_its_report_and_counts_nowhere(
    chief: Actor, reads: Reads, settled: Callable[[], None]
) -> None:
    text = "A girl was seen waiting at Bijnor with an unknown man. He went away. One girl was rescued at Bijnor."
    seen, rescued = text.split(". ")[0] + ".", "One girl was rescued at Bijnor."
    reads(
        events=(
            event(text, seen, "interception", place(text, "Bijnor", district("Bijnor")), people=1),
            event(text, rescued, "rescue", place(text, "Bijnor", district("Bijnor")), people=1),
        )
    )
    with reading(chief):
        report = write_report(by=chief, period_from=date(2026, 11, 9), period_to=date(2026, 11, 15), narrative=text)
        first, second = report.claims.select_related("report").order_by("number")
        correct_claim(
            by=chief, claim=first, origin=None, via=[], destination=None, place=district("Bijnor"), people=1,
            occurred=None, event_kind="observed",
        )  # fmt: skip
        assert candidates_of(chief, first) == [], "nothing happened that another record could tell of"
        confirm_claim(by=chief, claim=first)
        confirm_claim(by=chief, claim=second, answer="none")
        assert {figure: each.total for figure, each in proposals(chief, report).items()} == {"rescued": 1}
        submit_report(by=chief, report=report)
        card = readings_of(chief, [first])[0]
    assert (card.title, first.is_told) == ("Seen, nobody stopped", False)
    with override("hi"), reading(chief):
        assert readings_of(chief, [first])[0].title == "देखा गया, किसी को रोका नहीं गया"
    settled()
    while outbox.deliver_all():
        settled()
    with reading(SYSTEM):
        assert list(Fact.objects.values_list("event_kind", flat=True)) == ["rescue"]
    assert "observed" not in EVENT_KINDS, "the picture does not offer what it never counts"


def test_observation_is_added_where_the_reader_missed_it_and_shared_with_nobody(chief: Actor, reads: Reads) -> None:
    text = "A girl was seen waiting at Bijnor with an unknown man."
    reads()
    with reading(chief):
        report = write_report(by=chief, period_from=date(2026, 11, 9), period_to=date(2026, 11, 15), narrative=text)
        told = ClaimFields(kind="event", event_kind="observed", place=district("Bijnor"), people=1)
        claim = add_claim(by=chief, report=report, start=0, end=len(text), told=told)
        assert claim.state == "confirmed"
        assert who_sees_now([claim]) == []
