"""Forms and lures of readings: told of whom, by which words, and put right by an officer."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from reporting_state import officer

from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid
from samanvay.reports.actions import correct_claim, write_report
from samanvay.reports.models import Claim, SituationReport
from samanvay.reports.narratives.labels import labels_told
from samanvay.reports.narratives.reading import day_of_writing
from samanvay.web.reports.presenters import readings_of

GIRLS = "three girls from Gumla were taken to Delhi for domestic work"
BOYS = "Two boys were found begging at Bahraich railway station"
WEEK = (
    f"On 16 November {GIRLS}. Two agents were arrested at Bahraich. {BOYS}.\n\n"
    "Four boys from Gonda were taken to Surat. They had been promised jobs."
)


@pytest.fixture
def chief(fresh_state: str, monkeypatch: pytest.MonkeyPatch) -> Actor:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    return officer("police_chief", "Bahraich")


def told_in(text: str, *words: str, kind: str = "movement") -> list[list[str]]:
    readings = [
        Claim(id=uuid7(), kind=kind, start=text.index(part), end=text.index(part) + len(part)) for part in words
    ]
    return [[label.code for label in labels] for labels in labels_told(text, readings)]


@pytest.mark.parametrize(
    ("text", "words", "codes"),
    [
        # The sentence that tells it, and no other of the paragraph.
        (
            WEEK,
            ["three girls from Gumla were taken to Delhi", "Two agents were arrested"],
            [["domestic_servitude"], []],
        ),
        # Two of a kind in one sentence: the nearest.
        (
            "Two girls went from Gonda to Delhi for domestic work and three boys went from Basti to Surat for begging.",
            ["Two girls went from Gonda to Delhi", "three boys went from Basti to Surat"],
            [["domestic_servitude"], ["begging"]],
        ),
        # A sentence without a reading: to the only one of its paragraph.
        (WEEK, ["Four boys from Gonda were taken to Surat"], [["job"]]),
        (
            "गोंडा से चार लड़के सूरत ले जाए गए। उन्हें नौकरी का झाँसा दिया गया था।",
            ["गोंडा से चार लड़के सूरत ले जाए गए"],
            [["job"]],
        ),
        # Where no label of the paragraph stands beside a reading it is told of all of them.
        (
            "चार बालिकाएं सोनौली पर मुक्त कराई गईं। दो अभियुक्त पकड़े गए। नौकरी का झाँसा दिया गया था।",
            ["चार बालिकाएं सोनौली पर मुक्त कराई गईं", "दो अभियुक्त पकड़े गए"],
            [["job"], ["job"]],
        ),
    ],
)
def test_label_is_given_to_the_reading_whose_words_tell_it(text: str, words: list[str], codes: list[list[str]]) -> None:
    assert told_in(text, *words) == codes


def test_only_movement_of_a_paragraph_lends_its_lure_to_the_only_interception() -> None:
    text = (
        "Two girls from Nepal were intercepted at Rupaidiha. They were being taken to Delhi on the promise of marriage."
    )
    first, end = text.index(". They") + 1, len(text)
    stopped = Claim(id=uuid7(), kind="event", event_kind="interception", start=0, end=first)
    way = Claim(id=uuid7(), kind="movement", start=first + 1, end=end)
    assert [[each.code for each in labels] for labels in labels_told(text, [stopped, way])] == [
        ["marriage"],
        ["marriage"],
    ]


def written(by: Actor, narrative: str = WEEK, **more: Any) -> SituationReport:
    week = {"period_from": date(2026, 11, 16), "period_to": date(2026, 11, 22)}
    with reading(by):
        return write_report(by=by, narrative=narrative, **{**week, **more})


def movement(report: SituationReport) -> Claim:
    with reading(SYSTEM):
        return report.claims.select_related("report").filter(kind="movement").order_by("start")[0]


def as_read(claim: Claim) -> dict[str, Any]:
    return {
        "origin": claim.origin_id,
        "via": claim.via,
        "destination": claim.destination_id,
        "place": claim.place_id,
        "people": claim.people,
        "occurred": claim.occurred,
    }


def test_card_shows_the_words_of_a_form_and_that_the_year_was_assumed(chief: Actor) -> None:
    report = written(chief)
    claim = movement(report)
    assert (claim.forms, claim.lures) == (["domestic_servitude"], [])
    page = client_of(chief).get(f"/reports/{report.pk}/").content.decode()
    assert "<li>Domestic servitude <q>domestic work</q></li>" in page
    assert "16 Nov 2026, year from the report" in page
    with reading(chief), override("hi"):
        (card,) = readings_of(chief, [claim])
    assert [(each.label, each.words) for each in card.labels] == [("घरेलू दासता", "domestic work")]
    assert "16 नवंबर 2026, वर्ष रिपोर्ट से लिया गया" in [row.value for row in card.details]


def test_forms_and_lures_are_put_right_with_codes_alone_in_the_trail(chief: Actor) -> None:
    report = written(chief)
    claim = movement(report)
    with reading(chief) as by:
        correct_claim(by=by, claim=claim, forms=["begging", "domestic_servitude"], lures=["kin"], **as_read(claim))
    with reading(SYSTEM):
        event = Event.objects.get(kind="claim:corrected")
        claim = Claim.objects.get(pk=claim.pk)
    assert (sorted(claim.forms), claim.lures) == (["begging", "domestic_servitude"], ["kin"])
    assert event.detail == {"claim": str(claim.pk), "forms": claim.forms, "lures": ["kin"]}


def test_correction_that_says_nothing_of_forms_leaves_them(chief: Actor) -> None:
    claim = movement(written(chief))
    with reading(chief) as by:
        correct_claim(by=by, claim=claim, **as_read(claim))
    assert claim.forms == ["domestic_servitude"]


@pytest.mark.parametrize(("field", "code"), [("forms", "magic"), ("lures", "begging")])
def test_code_of_no_vocabulary_is_refused(chief: Actor, field: str, code: str) -> None:
    claim = movement(written(chief))
    with pytest.raises(Invalid) as refusal, reading(chief) as by:
        correct_claim(by=by, claim=claim, **{field: [code]}, **as_read(claim))
    assert refusal.value.field == field


def test_page_of_a_correction_changes_forms_and_keeps_the_year_that_was_taken(chief: Actor) -> None:
    claim = movement(written(chief))
    address = f"/reports/readings/{claim.pk}/correct/"
    client = client_of(chief)
    page = client.get(address).content.decode()
    assert 'value="16 Nov 2026"' in page
    typed = {"origin": "Gumla", "destination": "Delhi", "people": "3", "occurred": "16 Nov 2026", "version": "1"}
    wrong = client.post(address, {**typed, "forms": ["magic"]})
    assert wrong.status_code == 400
    right = client.post(address, {**typed, "forms": ["forced_labour", "begging"], "lures": ["job"]})
    assert right.status_code == 302
    with reading(SYSTEM):
        claim = Claim.objects.get(pk=claim.pk)
    assert (claim.forms, claim.lures) == (["forced_labour", "begging"], ["job"])
    page = client.get(f"/reports/{claim.report_id}/").content.decode()
    card = re.split(r'id="reading-[0-9a-f-]{36}"', page.split(f'id="reading-{claim.pk}"', 1)[1])[0]
    assert "<li>Begging</li>" in card
    assert "year from the report" not in card


@pytest.mark.parametrize(
    ("words", "day", "said"),
    [
        ("On 16 November three girls", "2026-11-16", "16 November"),
        ("On 16.11.2026 three girls", "2026-11-16", ""),
        ("Yesterday three girls", "2026-11-21", "Yesterday"),
        ("On 20 December three girls", "2025-12-20", "20 December"),
    ],
)
def test_day_without_a_year_is_counted_from_the_report(chief: Actor, words: str, day: str, said: str) -> None:
    with clock.frozen(datetime(2027, 3, 1, tzinfo=UTC)):
        claim = movement(written(chief, f"{words} from Gumla were taken to Delhi."))
    assert claim.occurred is not None
    assert (claim.occurred.earliest.isoformat(), claim.occurred.said) == (day, said)


@pytest.mark.parametrize(
    ("written_at", "day"),
    [
        (datetime(2026, 11, 18, 12, tzinfo=UTC), date(2026, 11, 18)),
        (datetime(2026, 11, 22, 20, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 12, 20, 12, tzinfo=UTC), date(2026, 11, 22)),
    ],
    ids=["within", "the day after, in India", "long after"],
)
def test_report_was_written_when_it_was_sent_or_at_the_end_of_its_period(written_at: datetime, day: date) -> None:
    report = SituationReport(period_from=date(2026, 11, 16), period_to=date(2026, 11, 22), written_at=written_at)
    assert day_of_writing(report) == day


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.id))
    return client
