"""What the reader missed: sentences of which nothing was read, and what an officer adds."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from reporting_state import district, officer

from read_by_hand import Reads, event, reads, words
from samanvay.access.models import User
from samanvay.audit.models import Event
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.reports.actions import (
    ClaimFields,
    add_claim,
    confirm_claim,
    correct_claim,
    reopen_claim,
    revise_report,
    submit_report,
    write_report,
)
from samanvay.reports.models import Claim, SituationReport
from samanvay.reports.narratives.beside import beside_of, unread_in
from samanvay.reports.narratives.paragraphs import sentences_of

__all__ = ["reads"]

READ, MISSED = "Two accused were arrested at Moradabad.", "A girl aged 12 went with a stranger to Bijnor."
STORY = f"{READ} {MISSED}"
WEEK = {"period_from": date(2026, 11, 9), "period_to": date(2026, 11, 15)}


@pytest.fixture
def people(fresh_state: str) -> dict[str, Actor]:
    return {"chief": officer("police_chief", "Moradabad"), "other": officer("police_chief", "Ballia")}


@pytest.fixture
def report(people: dict[str, Actor], reads: Reads) -> SituationReport:
    reads(events=(event(STORY, READ, "arrest", people=2),), unread=(words(STORY, MISSED),))
    with reading(people["chief"]):
        return write_report(by=people["chief"], narrative=STORY, **WEEK)


@pytest.fixture
def chief(people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    client = Client()
    client.force_login(User.objects.get(pk=people["chief"].id))
    return client


def claims(report: SituationReport) -> list[Claim]:
    with reading(SYSTEM):
        return list(report.claims.select_related("report").order_by("start", "number"))


def added(by: Actor, report: SituationReport, said: str = MISSED, **more: Any) -> Claim:
    told = {"kind": "event", "event_kind": "missing", "place": district("Bijnor"), "people": 1, **more}
    start = report.narrative.index(said)
    with reading(by):
        return add_claim(by=by, report=report, start=start, end=start + len(said), told=ClaimFields(**told))


def test_sentence_of_which_nothing_was_read_stands_in_the_text(chief: Client, report: SituationReport) -> None:
    start = STORY.index(MISSED)
    assert unread_in(report, claims(report)) == [(start, len(STORY))]
    page = chief.get(f"/reports/{report.pk}/").content.decode()
    assert f'<mark class="unread" data-at="{start}">{MISSED}</mark>' in page
    assert f"/reports/{report.pk}/add/?start={start}&amp;end={len(STORY)}" in page


def test_report_of_before_is_read_for_it_when_it_is_looked_at(report: SituationReport) -> None:
    with reading(SYSTEM):
        old = SituationReport.objects.get(pk=report.pk)
        old.unread, old.numbers = None, None
        assert beside_of(old).unread == [(STORY.index(MISSED), len(STORY))]


def test_what_is_added_counts_and_says_who_added_it(
    people: dict[str, Actor], report: SituationReport, chief: Client
) -> None:
    claim = added(people["chief"], report, females=1, children=1, occurred=PartialDate.day(date(2026, 11, 12)))
    assert (claim.state, claim.evidence, claim.added_by) == ("confirmed", MISSED, people["chief"].id)
    assert (claim.people, claim.females, claim.males, claim.children) == (1, 1, None, 1)
    assert unread_in(report, claims(report)) == []
    with reading(SYSTEM):
        kinds = list(
            Event.objects.filter(subject_kind="report", subject_id=str(report.pk))
            .order_by("seq")
            .values_list("kind", flat=True)
        )
    assert kinds == ["report:written", "claim:added", "claim:confirmed"]
    page = chief.get(f"/reports/{report.pk}/").content.decode()
    assert "Added by police_chief of Moradabad" in page
    assert "Women and girls" in page


def test_what_is_added_is_withdrawn_corrected_and_outlives_a_new_reading(
    people: dict[str, Actor], report: SituationReport, reads: Reads
) -> None:
    by = people["chief"]
    claim = added(by, report)
    with reading(by):
        reopen_claim(by=by, claim=claim)
        correct_claim(
            by=by, claim=claim, origin=None, via=[], destination=None, place=district("Ballia"), people=2,
            occurred=None, event_kind="missing",
        )  # fmt: skip
        reads(
            events=(event(STORY, READ, "arrest", people=2), event(STORY, "A girl aged 12", "missing", people=1)),
            unread=(),
        )
        again = SituationReport.objects.get(pk=report.pk)
        revise_report(by=by, report=again, narrative=STORY, expected=again.version, **WEEK)
    told = [(each.event_kind, each.place_id, each.people) for each in claims(report)]
    assert told == [("arrest", None, 2), ("missing", district("Ballia"), 2)], "what an officer added is not read twice"
    reads(events=(event(READ, READ, "arrest", people=2),))
    with reading(by):
        again = SituationReport.objects.get(pk=report.pk)
        confirm_claim(by=by, claim=next(each for each in claims(report) if each.added_by))
        with pytest.raises(Invalid):
            revise_report(by=by, report=again, narrative=READ, expected=again.version, **WEEK)
    with reading(by):
        reopen_claim(by=by, claim=next(each for each in claims(report) if each.added_by))
        again = SituationReport.objects.get(pk=report.pk)
        revise_report(by=by, report=again, narrative=READ, expected=again.version, **WEEK)
    assert [each.event_kind for each in claims(report)] == ["arrest"], "its words are gone"


def test_nobody_adds_to_another_s_report_nor_without_words(people: dict[str, Actor], report: SituationReport) -> None:
    with pytest.raises(Refused):
        added(people["other"], report)
    with reading(people["chief"]):
        for start, end in ((-3, 4), (5, 5), (len(READ), len(READ) + 1), (9_000, 9_001)):
            with pytest.raises(Invalid) as refusal:
                add_claim(
                    by=people["chief"], report=report, start=start, end=end,
                    told=ClaimFields(kind="event", event_kind="missing"),
                )  # fmt: skip
            assert refusal.value.field == "start"


def test_a_detail_rests_on_a_sentence_or_two(people: dict[str, Actor], reads: Reads) -> None:
    reads()
    with reading(people["chief"]):
        long = write_report(by=people["chief"], narrative="A girl of Gonda is missing. " * 60, **WEEK)
        with pytest.raises(Invalid, match="too many words") as refusal:
            add_claim(
                by=people["chief"], report=long, start=0, end=1200,
                told=ClaimFields(kind="event", event_kind="missing"),
            )  # fmt: skip
    assert refusal.value.field == "start"


def test_signs_that_nobody_sees_are_taken_out(people: dict[str, Actor], reads: Reads) -> None:
    reads()
    with reading(people["chief"]):
        report = write_report(by=people["chief"], narrative="\u202eOn 10 Nov\x07 क्\u200dष\x1b[2J.\n\tNext", **WEEK)
    assert report.narrative == "On 10 Nov क्\u200dष[2J.\n\tNext"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"people": 2, "females": 2, "males": 1}, "people"),
        ({"people": 1, "children": 2}, "children"),
        ({"females": -1}, "females"),
        ({"event_kind": "party"}, "event_kind"),
        ({"forms": ["nonsense"]}, "forms"),
        ({"occurred": PartialDate.day(date(2099, 1, 1))}, "occurred"),
    ],
)
def test_what_cannot_be_is_refused(
    people: dict[str, Actor], report: SituationReport, told: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        added(people["chief"], report, **told)
    assert refusal.value.field == field


def test_both_sexes_make_the_number_of_persons(people: dict[str, Actor], report: SituationReport) -> None:
    assert added(people["chief"], report, people=None, females=2, males=1).people == 3


def test_same_incident_is_asked_before_what_is_added_counts(people: dict[str, Actor], report: SituationReport) -> None:
    by = people["chief"]
    added(by, report)
    with reading(by):
        submit_report(by=by, report=SituationReport.objects.get(pk=report.pk))
        second = write_report(by=by, narrative=STORY, **WEEK)
    claim = added(by, second)
    assert claim.state == "proposed"
    with reading(by), pytest.raises(Invalid):
        confirm_claim(by=by, claim=claim)


def test_page_takes_a_sentence_or_the_words_chosen_in_it(chief: Client, report: SituationReport) -> None:
    address, start = f"/reports/{report.pk}/add/", STORY.index(MISSED)
    page = chief.get(address).content.decode()
    assert f"{MISSED} (nothing found)" in page
    sentence = {"sentence": f"{start}-{len(STORY)}"}
    missing = chief.post(address, {**sentence, "kind": "missing", "place": "Bijnor", "people": "1"})
    chosen = {"start": str(STORY.index("went")), "end": str(len(STORY) - 1)}
    way = {"kind": "movement", "origin": "Moradabad", "destination": "Bijnor", "place": "Ballia"}
    taken = chief.post(address, {**sentence, **chosen, **way})
    assert (missing.status_code, taken.status_code) == (302, 302)
    told = {each.kind: each for each in claims(report) if each.added_by}
    assert told["event"].evidence == MISSED
    assert told["movement"].evidence == "went with a stranger to Bijnor"
    assert told["movement"].place_id is None, "where an event happened is not asked of a movement"
    wrong = chief.post(address, {"kind": "movement", "origin": "Moradabad"})
    assert wrong.status_code == 400
    assert "Choose the words of the report that say it." in wrong.content.decode()
    assert chief.get(f"{address}?start=x&end=9").status_code == 200


def test_sentences_are_cut_where_they_end() -> None:
    text = "P.S. Kotwali found two. FIR No. 12/26 was made!  Then?\nतीन बालिकाएँ मिलीं। दो गए"
    assert [text[start:end] for start, end in sentences_of(text)] == [
        "P.S. Kotwali found two.",
        "FIR No. 12/26 was made!",
        "Then?",
        "तीन बालिकाएँ मिलीं।",
        "दो गए",
    ]
    assert sentences_of("  ") == []
