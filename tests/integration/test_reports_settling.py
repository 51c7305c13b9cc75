"""Which place: one that the gazetteer lacks stays as written, counts in no district, and is settled by an officer."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from reporting_state import district, officer

from read_by_hand import Reads, event, movement, place, reads
from samanvay.access.models import User
from samanvay.audit import outbox
from samanvay.audit.models import Event
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import AlreadyDone, Invalid, Refused
from samanvay.picture.models import Fact
from samanvay.reports.actions import confirm_all, confirm_claim, refuse_claim, settle_place, submit_report, write_report
from samanvay.reports.models import Claim, SituationReport
from samanvay.reports.settling import queries
from samanvay.reports.settling.written import WrittenPlace, on_the_way, settled_on_the_way

__all__ = ["reads"]

RAID = "Two girls were rescued at Mahape on 12.11.2026."
WAY = "A girl went from Moradabad through Mahape and Ballia to Turbhe; she was kept at Mahape for two days."
WEEK = {"period_from": date(2026, 11, 9), "period_to": date(2026, 11, 15)}


@pytest.fixture
def people(fresh_state: str) -> dict[str, Actor]:
    return {
        "chief": officer("police_chief", "Moradabad"),
        "other": officer("police_chief", "Ballia"),
        "desk": officer("state_bureau"),
    }


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)

    def client_of(actor: Actor) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=actor.id))
        return client

    return client_of


def written(actor: Actor, narrative: str, **more: Any) -> SituationReport:
    with reading(actor):
        return write_report(by=actor, narrative=narrative, **{**WEEK, **more})


def of(report: SituationReport) -> Claim:
    with reading(SYSTEM):
        return Claim.objects.select_related("report").get(report=report)


def rescue(reads: Reads, actor: Actor, said: str = "Mahape") -> Claim:
    text = RAID.replace("Mahape", said)
    reads(events=(event(text, text, "rescue", place(text, said), people=2, date="2026-11-12"),))
    return of(written(actor, text))


def settled(actor: Actor, claim: Claim, number: int, key: str | None, **more: Any) -> Claim:
    with reading(actor):
        settle_place(by=actor, claim=claim, number=number, key=key, **more)
    return of(claim.report)


def test_event_at_an_unknown_place_is_kept_with_its_words(people: dict[str, Actor], reads: Reads) -> None:
    claim = rescue(reads, people["chief"])
    assert claim.place_id is None
    assert [(each.role, each.words, each.is_open) for each in claim.written_places] == [("place", "Mahape", True)]
    assert claim.is_unsettled
    assert not claim.is_undoubted, "every certain one at once leaves it to be looked at"


def test_way_keeps_the_order_of_known_and_written_places(people: dict[str, Actor], reads: Reads) -> None:
    moradabad, ballia = district("Moradabad"), district("Ballia")
    steps = (
        place(WAY, "Moradabad", moradabad),
        place(WAY, "Mahape"),
        place(WAY, "Ballia", ballia),
        place(WAY, "Turbhe"),
    )
    reads(movements=(movement(WAY, WAY, *steps),))
    claim = of(written(people["chief"], WAY))
    assert (claim.origin_id, claim.via, claim.destination_id) == (moradabad, [ballia], None)
    assert [(each.role, each.words, each.at) for each in claim.written_places] == [
        ("via", "Mahape", 0),
        ("destination", "Turbhe", 0),
    ]
    assert claim.places_named == 4
    claim = settled(people["chief"], claim, 0, district("Bijnor"))
    assert claim.via == [district("Bijnor"), ballia]
    assert claim.stops == [district("Bijnor")], "the words say that she was kept there"
    assert claim.is_unsettled, "where to is still to be said"
    claim = settled(people["chief"], claim, 1, None)
    assert not claim.is_unsettled
    assert claim.destination_id is None
    assert claim.written_places[1].is_kept


def test_way_of_two_written_places_is_settled_in_any_order() -> None:
    places = [WrittenPlace("via", "One", 1), WrittenPlace("via", "Two", 1)]
    via, places = settled_on_the_way(["a", "b"], places, 1, "two")
    assert [(step.key, step.written) for step in on_the_way(via, places)] == [
        ("a", None),
        ("", 0),
        ("two", None),
        ("b", None),
    ]
    via, places = settled_on_the_way(via, places, 0, "one")
    assert via == ["a", "one", "two", "b"]


def test_unsettled_event_counts_in_totals_and_in_no_district(
    people: dict[str, Actor], reads: Reads, settled_outbox: Callable[[], None]
) -> None:
    claim = rescue(reads, people["chief"])
    with reading(people["chief"]):
        confirm_claim(by=people["chief"], claim=claim)
        submit_report(by=people["chief"], report=claim.report)
    settled_outbox()
    with reading(SYSTEM):
        assert list(Fact.objects.values_list("event_kind", "place", "persons")) == [("rescue", "", 2)]
    settled(people["chief"], of(claim.report), 0, district("Bijnor"))
    settled_outbox()
    with reading(SYSTEM):
        assert list(Fact.objects.values_list("event_kind", "place", "persons")) == [("rescue", district("Bijnor"), 2)]


@pytest.fixture
def settled_outbox(settled: Callable[[], None]) -> Callable[[], None]:
    def until_quiet() -> None:
        settled_now = settled
        settled_now()
        while outbox.deliver_all():
            settled_now()

    return until_quiet


def test_same_words_are_settled_in_every_detail_of_the_office_and_of_no_other(
    people: dict[str, Actor], reads: Reads
) -> None:
    one, two = rescue(reads, people["chief"]), rescue(reads, people["chief"], "MAHAPE")
    elsewhere, refused = rescue(reads, people["other"]), rescue(reads, people["chief"])
    with reading(people["chief"]):
        refuse_claim(by=people["chief"], claim=refused)
        assert [each.pk for each in queries.claims_that_say(people["chief"], one, "Mahape")] == [two.pk]
        assert [(each.words, each.claims) for each in queries.places_to_settle(people["chief"])] == [("Mahape", 2)]
    settled(people["chief"], one, 0, district("Bijnor"), everywhere=True)
    assert [of(each.report).place_id for each in (one, two, elsewhere, refused)] == [
        district("Bijnor"),
        district("Bijnor"),
        None,
        None,
    ]
    with reading(SYSTEM):
        kinds = Event.objects.filter(kind="claim:place_settled")
        assert sorted(each.detail["claim"] for each in kinds) == sorted([str(one.pk), str(two.pk)])
    with reading(people["chief"]):
        assert queries.places_to_settle(people["chief"]) == []
    third = rescue(reads, people["chief"])
    with reading(people["chief"]):
        [waiting] = queries.places_to_settle(people["chief"])
        assert (waiting.first.pk, waiting.key) == (third.pk, district("Bijnor")), "proposed as it was settled before"


def test_desk_settles_what_counts_and_nobody_settles_another_office_s(people: dict[str, Actor], reads: Reads) -> None:
    claim = rescue(reads, people["chief"])
    with reading(people["desk"]), pytest.raises(Refused):
        settle_place(by=people["desk"], claim=of(claim.report), number=0, key=district("Bijnor"))
    with reading(people["chief"]):
        confirm_claim(by=people["chief"], claim=claim)
        submit_report(by=people["chief"], report=claim.report)
    with reading(people["other"]), pytest.raises(Refused):
        settle_place(by=people["other"], claim=of(claim.report), number=0, key=district("Bijnor"))
    with reading(people["desk"]):
        assert [each.words for each in queries.places_to_settle(people["desk"])] == ["Mahape"]
    assert settled(people["desk"], of(claim.report), 0, district("Bijnor")).place_id == district("Bijnor")
    with reading(people["desk"]), pytest.raises(AlreadyDone):
        settle_place(by=people["desk"], claim=of(claim.report), number=0, key=district("Ballia"))
    with reading(people["desk"]), pytest.raises(Invalid):
        settle_place(by=people["desk"], claim=of(claim.report), number=7, key=district("Ballia"))


def test_movement_with_one_known_end_may_be_confirmed(people: dict[str, Actor], reads: Reads) -> None:
    text = "A girl was taken from Moradabad to Turbhe."
    reads(movements=(movement(text, text, place(text, "Moradabad", district("Moradabad")), place(text, "Turbhe")),))
    claim = of(written(people["chief"], text))
    with reading(people["chief"]):
        assert confirm_all(by=people["chief"], report=claim.report) == []
        assert confirm_claim(by=people["chief"], claim=claim).state == "confirmed"


def test_pages_show_the_words_and_take_the_answer(
    people: dict[str, Actor], reads: Reads, signed_in: Callable[[Actor], Client]
) -> None:
    claim, other = rescue(reads, people["chief"]), rescue(reads, people["chief"])
    chief = signed_in(people["chief"])
    page = chief.get(f"/reports/{claim.report_id}/").content.decode()
    assert "Mahape" in page
    assert "which place?" in page
    address = f"/reports/readings/{claim.pk}/place/0/"
    assert address in page
    assert "1 other detail of this office says the same words." in chief.get(address).content.decode()
    nothing = chief.post(address, {"version": claim.version})
    assert nothing.status_code == 400
    assert "Choose a place, or keep it as written." in nothing.content.decode()
    listed = chief.get("/reports/places-to-settle/").content.decode()
    assert "Mahape" in listed
    answer = chief.post(address, {"version": claim.version, "place": "Bijnor", "everywhere": "1"})
    assert answer.status_code == 302
    assert [of(each.report).place_id for each in (claim, other)] == [district("Bijnor")] * 2
    third = rescue(reads, people["chief"])
    again = f"/reports/readings/{third.pk}/place/0/again/"
    assert again in chief.get("/reports/places-to-settle/").content.decode()
    assert chief.post(again).status_code == 302
    assert of(third.report).place_id == district("Bijnor")
    told = chief.get(address)
    assert told.status_code == 409
    assert "Somebody already said which place this is." in told.content.decode()
    assert chief.get(address.replace("/place/0/", "/place/7/")).status_code == 400


def test_correcting_keeps_settles_and_drops_what_is_written(
    people: dict[str, Actor], reads: Reads, signed_in: Callable[[Actor], Client]
) -> None:
    chief = signed_in(people["chief"])

    def corrected(claim: Claim, **given: str) -> Claim:
        sent = {"version": claim.version, "event_kind": "rescue", **given}
        answer = chief.post(f"/reports/readings/{claim.pk}/correct/", sent)
        assert answer.status_code == 302, answer.content.decode()
        return of(claim.report)

    kept = corrected(rescue(reads, people["chief"]), people="3", written_0="on")
    assert (kept.people, kept.is_unsettled) == (3, True)
    known = corrected(rescue(reads, people["chief"]), place="Bijnor", written_0="on")
    assert (known.place_id, known.is_unsettled) == (district("Bijnor"), False)
    assert known.written_places[0].key == district("Bijnor"), "the same words are proposed as this place from now on"
    dropped = corrected(rescue(reads, people["chief"]))
    assert (dropped.place_id, dropped.written) == (None, [])
    typed = corrected(rescue(reads, people["chief"]), place="Turbhe naka", as_written="on")
    assert [each.words for each in typed.written_places] == ["Turbhe naka"]
    refused = chief.post(
        f"/reports/readings/{typed.pk}/correct/", {"version": typed.version, "event_kind": "rescue", "place": "Qqxzk"}
    )
    assert "Or choose below to keep it as it is written." in refused.content.decode()
    for no_place in ("Naka\0Turbhe", "9" * 400):
        sent = {"version": typed.version, "event_kind": "rescue", "place": no_place, "as_written": "on"}
        assert chief.post(f"/reports/readings/{typed.pk}/correct/", sent).status_code == 400
