"""Which place is proposed for words that no list has, and taking back what one press settled."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from reporting_state import district, officer

from read_by_hand import Reads, event, movement, place, reads
from samanvay.access.models import User
from samanvay.audit import outbox
from samanvay.audit.models import Event
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import AlreadyDone, Unseen
from samanvay.picture.models import Fact
from samanvay.reports.actions import confirm_claim, settle_place, submit_report, undo_settling, write_report
from samanvay.reports.models import Claim
from samanvay.reports.settling import queries
from samanvay.reports.settling.beside import areas_beside, areas_named
from samanvay.reports.settling.written import WrittenPlace, reopened_on_the_way, settled_on_the_way
from samanvay.web.kit.places import likely_places

__all__ = ["reads"]

WEEK = {"period_from": date(2026, 11, 9), "period_to": date(2026, 11, 15)}
THANE, MORADABAD = "district:517", "Moradabad"


@pytest.fixture
def chief(fresh_state: str) -> Actor:
    return officer("police_chief", MORADABAD)


@pytest.fixture
def client(chief: Actor, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    client = Client()
    client.force_login(User.objects.get(pk=chief.id))
    return client


@pytest.fixture
def deliver(settled: Callable[[], None]) -> Callable[[], None]:
    def until_quiet() -> None:
        settled()
        while outbox.deliver_all():
            settled()

    return until_quiet


def told(reads: Reads, actor: Actor, text: str, said: str, evidence: str = "") -> Claim:
    """Write a report in which one rescue is read, at a place that no list has."""
    reads(events=(event(text, evidence or text, "rescue", place(text, said), people=2, date="2026-11-12"),))
    with reading(actor):
        report = write_report(by=actor, narrative=text, **WEEK)
    return again(Claim(report=report))


def again(claim: Claim) -> Claim:
    with reading(SYSTEM):
        return Claim.objects.select_related("report").get(report=claim.report_id)


def proposed(actor: Actor, claim: Claim) -> list[str]:
    words = claim.written_places[0].words
    with reading(actor):
        return [key for key, _label in likely_places(actor, words, areas_beside(claim, words))]


def test_areas_are_named_by_districts_states_and_well_known_towns() -> None:
    assert areas_named("Girls were kept in Thane, and one in Rajasthan.", but="Mahape") == {THANE, "IN-RJ"}
    assert areas_named("kept at Navi Mumbai near the station", but="Mahape") == {THANE}
    assert areas_named("ठाणे में दो लड़कियाँ मिलीं", but="महापे") == {THANE}
    assert areas_named("Police raided a House near Thane", but="Thane") == set(), "the words themselves do not count"


def test_places_of_the_same_sentence_come_first_then_of_the_report_then_its_district(
    chief: Actor, reads: Reads
) -> None:
    plain = told(reads, chief, "Two girls were rescued at Rampur.", "Rampur")
    assert proposed(chief, plain)[0] == "district:136", "no place beside it: the best known"
    text = "A raid was done in Ratnagiri. Two girls were rescued at Rampur in Nalbari."
    both = told(reads, chief, text, "Rampur", text.partition(". ")[2])
    nalbari, ratnagiri = "town:323-rampur", "town:528-rampur"
    with reading(chief):
        near, of_report, own = areas_beside(both, "Rampur")
    assert (near, of_report) == ({"district:323"}, {"district:323", "district:528"})
    assert own == {district(MORADABAD)}
    assert proposed(chief, both)[:2] == [nalbari, ratnagiri], "of the sentence, then of the report"


def test_report_s_own_district_lifts_what_lies_in_it(chief: Actor) -> None:
    with reading(chief):
        plain = [key for key, _label in likely_places(chief, "Rampur")]
        there = [key for key, _label in likely_places(chief, "Rampur", [set(), set(), {"district:193"}])]
    assert "village:193-rampur" not in plain
    assert "village:193-rampur" in there[:3]


def settle(actor: Actor, claim: Claim, key: str | None, **more: bool) -> None:
    with reading(actor):
        settle_place(by=actor, claim=again(claim), number=0, key=key, **more)


def press_of(actor: Actor) -> queries.Settled:
    with reading(actor):
        [found] = queries.just_settled(actor)
        return found


def test_one_press_is_undone_in_every_detail_and_stands_in_the_log(
    chief: Actor, reads: Reads, deliver: Callable[[], None]
) -> None:
    one, two = (told(reads, chief, f"{n} girls were rescued at Mahape.", "Mahape") for n in ("Two", "Three"))
    with reading(chief):
        confirm_claim(by=chief, claim=one)
        submit_report(by=chief, report=one.report)
    settle(chief, one, district("Bijnor"), everywhere=True)
    deliver()
    with reading(SYSTEM):
        assert list(Fact.objects.values_list("place", flat=True)) == [district("Bijnor")]
    found = press_of(chief)
    assert {claim.pk for claim in found.claims} == {one.pk, two.pk}
    with reading(chief):
        undo_settling(by=chief, press=found.press)
        assert queries.just_settled(chief) == []
    for claim in (one, two):
        assert again(claim).place_id is None
        assert again(claim).is_unsettled
    deliver()
    with reading(SYSTEM):
        assert list(Fact.objects.values_list("place", flat=True)) == [""]
        undone = Event.objects.filter(kind="claim:place_reopened")
        assert {each.detail["claim"] for each in undone} == {str(one.pk), str(two.pk)}


def test_what_somebody_built_on_is_not_undone(chief: Actor, reads: Reads) -> None:
    claim = told(reads, chief, "Two girls were rescued at Mahape.", "Mahape")
    settle(chief, claim, district("Bijnor"))
    press = press_of(chief).press
    with reading(chief):
        confirm_claim(by=chief, claim=again(claim))
        assert queries.just_settled(chief) == []
        with pytest.raises(AlreadyDone):
            undo_settling(by=chief, press=press)
    other = officer("police_chief", "Ballia")
    with reading(other), pytest.raises(Unseen):
        undo_settling(by=other, press=press)
    assert again(claim).place_id == district("Bijnor")


def test_report_sent_since_keeps_its_places(chief: Actor, reads: Reads) -> None:
    claim = told(reads, chief, "Two girls were rescued at Mahape.", "Mahape")
    with reading(chief):
        confirm_claim(by=chief, claim=claim)
    settle(chief, claim, district("Bijnor"))
    with reading(chief):
        assert [len(each.claims) for each in queries.just_settled(chief)] == [1]
        submit_report(by=chief, report=again(claim).report)
        assert queries.just_settled(chief) == []


def test_way_and_kept_words_are_as_before(chief: Actor, reads: Reads) -> None:
    places = [WrittenPlace("via", "One", 1), WrittenPlace("via", "Two", 1), WrittenPlace("via", "Three", 2)]
    via, made = settled_on_the_way(["a", "b"], places, 0, "one")
    assert reopened_on_the_way(via, made, 0) == (["a", "b"], places)
    via, made = settled_on_the_way(["a", "b"], places, 1, "two")
    assert reopened_on_the_way(via, made, 1) == (["a", "b"], places)
    text = "A girl went from Moradabad through Mahape to Ballia; she was kept at Mahape for two days."
    ends = (place(text, "Moradabad", district("Moradabad")), place(text, "Ballia", district("Ballia")))
    reads(movements=(movement(text, text, ends[0], place(text, "Mahape"), ends[1]),))
    with reading(chief):
        claim = again(Claim(report=write_report(by=chief, narrative=text, **WEEK)))
    settle(chief, claim, district("Bijnor"))
    assert again(claim).stops == [district("Bijnor")]
    with reading(chief):
        undo_settling(by=chief, press=press_of(chief).press)
    after = again(claim)
    assert (after.via, after.stops, after.written) == (claim.via, claim.stops, claim.written)
    settle(chief, claim, None)
    with reading(chief):
        undo_settling(by=chief, press=press_of(chief).press)
    assert again(claim).is_unsettled


def test_page_asks_once_more_where_several_details_follow(chief: Actor, reads: Reads, client: Client) -> None:
    first = told(reads, chief, "One girl was rescued at Mahape.", "Mahape")
    settle(chief, first, district("Bijnor"))
    two, three = (told(reads, chief, f"{n} girls were rescued at Mahape.", "Mahape") for n in ("Two", "Three"))
    address = f"/reports/readings/{two.pk}/place/0/again/"
    listed = client.get("/reports/places-to-settle/").content.decode()
    assert f'href="{address}"' in listed
    assert f"/reports/{three.report_id}/#reading-{three.pk}" in listed, "which reports say it can be opened"
    for answer in (client.get(address), client.post(address), client.post(address, {"details": "1"})):
        asked = answer.content.decode()
        assert answer.status_code == 200
        assert "Yes, in all 2 details" in asked
        assert "Three girls were rescued at Mahape." in asked
        assert again(two).place_id is None
    assert client.post(address, {"details": "2"}).status_code == 302
    assert [again(each).place_id for each in (two, three)] == [district("Bijnor")] * 2
    page = client.get("/reports/places-to-settle/").content.decode()
    assert "“Mahape” is Bijnor in 2 details." in page
    with reading(chief):
        latest = queries.just_settled(chief)[0]
    undo = f"/reports/places-to-settle/{latest.press}/undo/"
    assert undo in page
    assert client.post(undo).status_code == 302
    assert [again(each).place_id for each in (two, three)] == [None, None]
    assert again(first).place_id == district("Bijnor"), "what another press settled stays"
    assert client.post(undo).status_code == 409
