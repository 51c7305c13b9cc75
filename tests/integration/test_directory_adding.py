"""Adding places and facilities, correcting a name, merging districts, and the records' readers following, on pages."""

import pytest
from django.test import Client
from django.urls import reverse
from test_directory_pages import SURE, person, text

from samanvay.directory import tasks
from samanvay.directory.models import Facility, Place, PlaceChange, PlaceName, Unit
from samanvay.documents.importing.actions import stage_file
from samanvay.documents.models import ImportRow
from samanvay.kernel.db.scope import SYSTEM, Actor, Held, reading
from samanvay.kernel.ids import uuid7
from samanvay_insight import gazetteer


@pytest.fixture
def administrator(fresh_state: str) -> Client:
    """The administrator's browser, in a state that knows its places and units."""
    client = Client()
    client.force_login(person("A-1", "administrator", "administration:IN-UP"))
    return client


def page(name: str, key: str) -> str:
    return reverse(name, kwargs={"key": key})


def test_a_village_and_a_ward_are_added_and_found(administrator: Client) -> None:
    add = page("place_add", "district:180")
    made = administrator.post(add, {"kind": "village", "name": "Naya Purwa", "name_hi": "नया पुरवा"})
    assert made.status_code == 302
    village = Place.objects.get(name="Naya Purwa")
    assert (village.parent_id, village.district_id, village.state_id) == ("district:180", "district:180", "IN-UP")
    assert village.lat is None
    again = administrator.post(add, {"kind": "village", "name": "naya purwa"})
    assert again.status_code == 400
    assert "already" in text(again)
    ward = {"kind": "ward", "name": "Ward 3", "lat": "27.57", "lon": "81.6"}
    assert administrator.post(page("place_add", village.key), ward).status_code == 302
    assert Place.objects.get(name="Ward 3").district_id == "district:180"
    assert "Naya Purwa" in text(administrator.get(f"{reverse('places')}?q=naya"))
    assert "Ward 3" in text(administrator.get(page("place", village.key)))


@pytest.mark.parametrize(
    "wrong",
    [{"lat": "27.5"}, {"lat": "127.5", "lon": "81"}, {"kind": "district"}, {"name": " "}],
    ids=lambda wrong: "-".join(wrong),
)
def test_half_a_point_a_wild_one_or_a_district_is_refused(administrator: Client, wrong: dict[str, str]) -> None:
    given = {"kind": "village", "name": "Naya Purwa", **wrong}
    assert administrator.post(page("place_add", "district:180"), given).status_code == 400
    assert not Place.objects.filter(name="Naya Purwa").exists()


def test_a_facility_is_added_at_a_village_that_had_no_row(administrator: Client) -> None:
    village = next(place for place in gazetteer.places(["village"]) if place.district == "district:180")
    add = page("facility_add", village.key)
    assert administrator.get(add).status_code == 200
    assert not Place.objects.filter(pk=village.key).exists()
    given = {"kind": "home", "name": "Shelter Nanpara", "operator": "DCPU Bahraich", "on": "2026-11-01"}
    assert administrator.post(add, {**given, "operator": "Nobody"}).status_code == 400
    assert administrator.post(add, given).status_code == 302
    made = Facility.objects.get(name="Shelter Nanpara")
    assert (made.place_id, made.district_id) == (village.key, "district:180")
    assert made.operator == Unit.objects.get(name="DCPU Bahraich")
    assert "Shelter Nanpara" in text(administrator.get(page("place", village.key)))


def test_a_corrected_name_keeps_no_history_and_is_found_by_both_spellings(administrator: Client) -> None:
    correct = page("place_correct", "district:180")
    stale = {"name": "Baharaich", "name_hi": "बहराइच", "version": "9"}
    assert administrator.post(correct, stale).status_code == 409
    assert administrator.post(correct, {**stale, "version": "1"}).status_code == 302
    assert Place.objects.get(pk="district:180").name == "Baharaich"
    assert not PlaceChange.objects.filter(place="district:180").exists()
    assert PlaceName.objects.get(place="district:180", name="Bahraich").kind == "other"
    for words in ("Baharaich", "Bahraich"):
        assert page("place", "district:180") in text(administrator.get(f"{reverse('places')}?q={words}&kind=district"))


def test_a_merger_shows_what_it_changes_before_it_is_carried_out(administrator: Client) -> None:
    merge = page("district_merge", "district:181")
    sent = {"into": "Bahraich", "on": "2026-11-01", "order_no": "GO 11"}
    shown = text(administrator.post(merge, sent))
    for words in ("Nothing is changed yet", "Continues", "Bahraich", "AHTU Shrawasti", "close or move each"):
        assert words in shown, words
    assert Place.objects.get(pk="district:181").valid_to is None
    assert administrator.post(merge, {**sent, "into": "Shrawasti"}).status_code == 400
    assert administrator.post(merge, {**sent, **SURE})["Location"] == page("place", "district:180")
    ended = Place.objects.get(pk="district:181")
    assert ended.valid_to is not None
    assert ended.valid_to.isoformat() == "2026-10-31"
    body = text(administrator.get(page("place", "district:181")))
    assert "was merged into" in body
    assert merge not in body


def test_records_follow_a_moved_unit_in_the_background(administrator: Client) -> None:
    unit, above = Unit.objects.get(code="police:ahtu:180"), Unit.objects.get(code="police:district:180")
    content = b"Employee number,Name,Unit,Role\nX-1,A,B,C\n"
    stage_file(by=SYSTEM, kind="officers", content=content, file_name="a.csv", audience=unit.audience)
    chief = Actor(uuid7(), "chief", (above.audience,), (Held("police_chief", above.audience, "police"),))
    to = {"parent": "Devipatan Range", "on": "2026-11-01", **SURE}
    assert administrator.post(reverse("unit_move", kwargs={"key": unit.id}), to)["Location"] == reverse("units")
    assert "being handed over" in text(administrator.get(reverse("units")))
    assert "0 of 1" in text(administrator.get(f"{reverse('readers_progress')}?of=1"))
    with reading(chief):
        assert ImportRow.objects.exists()
    assert administrator.post(reverse("readers_rebuild")).status_code == 302
    tasks.rebuild.call()
    with reading(chief):
        assert not ImportRow.objects.exists()
    assert "1 of 1" in text(administrator.get(f"{reverse('readers_progress')}?of=1"))
    assert reverse("readers_rebuild") not in text(administrator.get(reverse("units")))


def test_a_district_says_since_when_and_out_of_which(administrator: Client) -> None:
    body = text(administrator.get(page("place", "district:663")))
    for words in ("28 Sep", "2011", "Formed from", "Moradabad", "Budaun", "(2011 to 2012)"):
        assert words in body, words
    assert "Gave territory to" in text(administrator.get(page("place", "district:135")))


def test_a_form_pressed_twice_makes_one_unit_and_one_facility(administrator: Client) -> None:
    village = next(place for place in gazetteer.places(["village"]) if place.district == "district:180")
    unit = {"kind": "station", "name": "PS Fresh", "parent": "District Police Bahraich", "place": "Bahraich"}
    facility = {"kind": "home", "name": "Shelter Nanpara", "operator": "DCPU Bahraich"}
    for url, given in ((reverse("unit_new"), unit), (page("facility_add", village.key), facility)):
        pressed = {**given, "on": "2026-11-01", "csrfmiddlewaretoken": "of-one-page"}
        first, second = administrator.post(url, pressed), administrator.post(url, pressed)
        assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
        assert first.status_code == 302
    assert Unit.objects.filter(name="PS Fresh").count() == 1
    assert Facility.objects.filter(name="Shelter Nanpara").count() == 1
    # The page asked for anew is another form: whoever means two of one name may have them.
    administrator.post(reverse("unit_new"), {**unit, "on": "2026-11-01", "csrfmiddlewaretoken": "of-another"})
    assert Unit.objects.filter(name="PS Fresh").count() == 2
