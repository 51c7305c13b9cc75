"""The pages of the picture without a browser: filters, CSV, ground, district sheet, partners, what is not hinted at."""

import csv
import gzip
import io
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from test_picture import NOW, actor_at, report_by

from arranging import arranging
from samanvay.access.models import User
from samanvay.audit import outbox
from samanvay.cases.actions import open_case
from samanvay.cases.legs.actions import add_leg
from samanvay.cases.people.actions.people import add_person
from samanvay.directory.models import Jurisdiction, Place
from samanvay.directory.queries import district_units, place_for
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.spreadsheets import harmless
from samanvay.picture.facts.actions.projecting import open_facts
from samanvay.picture.models import Fact, ReportedWeek, StatLayer, StatValue
from samanvay.reports.actions import confirm_all, submit_report
from samanvay.web.picture.views import TABS
from samanvay_insight import gazetteer

BIJNOR, BALLIA = (next(iter(gazetteer.find(name, kinds=["district"]))).place.key for name in ("Bijnor", "Ballia"))


@pytest.fixture
def officers(fresh_state: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Actor]]:
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    with clock.frozen(NOW):
        yield {
            "moradabad": actor_at("police_chief", "moradabad"),
            "ballia": actor_at("police_chief", "ballia"),
            "ngo": actor_at("ngo_worker", ""),
        }


@pytest.fixture
def told(officers: dict[str, Actor], settled: Callable[[], None]) -> None:
    """Moradabad confirms a report; the outbox delivers."""
    report = report_by(officers["moradabad"])
    with reading(officers["moradabad"]):
        confirm_all(by=officers["moradabad"], report=report)
        submit_report(by=officers["moradabad"], report=report)
    settled()
    while outbox.deliver_all():
        settled()


def page(actor: Actor, url: str) -> Any:
    client = Client()
    client.force_login(User.objects.get(pk=actor.id))
    return client.get(url)


def text(actor: Actor, url: str) -> str:
    answer = page(actor, url)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return str(answer.content.decode())


def rows(actor: Actor, name: str) -> list[list[str]]:
    answer = page(actor, f"/picture/{name}.csv")
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_page_shows_arcs_signs_and_tables(told: None, officers: dict[str, Actor]) -> None:
    shown = text(officers["moradabad"], "/picture/?view=state")
    assert "<title>Jharkhand → Bijnor: 1 journey, 3 persons</title>" in shown
    assert "Bijnor: stop-over of 1 journey" in shown
    assert "Jharkhand, district not known: 3 persons." in shown
    assert "74 without reports" in shown
    assert not re.search(r"\sstyle=|<script>", shown)


def test_far_officer_is_given_no_hint_until_the_next_day(told: None, officers: dict[str, Actor]) -> None:
    shown = text(officers["ballia"], "/picture/")
    assert '<g class="arc"' not in shown
    assert "No records match these filters yet." in shown
    with clock.frozen(NOW + timedelta(days=1)):
        assert open_facts() > 0
        assert "Jharkhand → Bijnor" in text(officers["ballia"], "/picture/?from=2026-10&to=2026-12&view=state")


def test_page_of_a_far_officer_is_the_same_as_if_nothing_had_happened(
    officers: dict[str, Actor], settled: Callable[[], None], request: pytest.FixtureRequest
) -> None:
    def shown() -> str:
        pages = [f"/picture/?view=state&tab={tab}" for tab in TABS]
        pages += ["/picture/", "/picture/?part=map&view=state", f"/picture/district/{BIJNOR}/"]
        said = "".join(text(officers["ballia"], url) for url in pages)
        return re.sub(r"[A-Za-z0-9]{64}", "", said)

    with reading(officers["moradabad"]):
        submit_report(by=officers["moradabad"], report=report_by(officers["moradabad"], "Nothing was found."))
    settled()
    while outbox.deliver_all():
        settled()
    before = shown()
    request.getfixturevalue("told")
    assert shown() == before


def test_each_tab_reads_what_it_shows_alone(told: None, officers: dict[str, Actor]) -> None:
    chief = officers["moradabad"]
    heads = {
        "": "Point at a district",
        "districts": "Taken from here",
        "corridors": "Via",
        "incidents": "Arrests: whose journey and where",
        "stops": "Passed on the route, as reported",
        "silent": "Last week reported",
        "more": "Many journeys pass, few are recorded",
    }
    assert heads.keys() == TABS.keys()
    for tab in heads:
        with CaptureQueriesContext(connection) as asked:
            shown = text(chief, f"/picture/?tab={tab}")
        assert [other for other in heads if heads[other] in shown] == [tab]
        assert ('id="routes"' in shown) is (tab == "")
        counts_read = any("picture_facttally" in each["sql"] for each in asked)
        assert counts_read is (tab not in ("silent", "more")), tab
        assert f'href="/picture/{f"?tab={tab}" if tab else ""}" aria-current="page"' in shown


def test_page_of_the_map_is_light_and_leaves_what_is_the_same_for_all_to_the_browser(
    told: None, officers: dict[str, Actor]
) -> None:
    for query in ("", "?view=state", "?view=india"):
        shown = text(officers["moradabad"], f"/picture/{query}")
        assert len(gzip.compress(shown.encode(), 6)) < 60_000
        districts = shown[shown.index('<g class="districts">') : shown.index('<g class="arcs">')]
        assert districts.count("<use ") > 5
        assert "<path" not in districts, "outlines come from an address of their own"


def test_map_stands_around_the_readers_district_by_name(told: None, officers: dict[str, Actor]) -> None:
    for name in ("moradabad", "ballia"):
        shown = text(officers[name], "/picture/")
        (own,) = set(re.findall(r'<text class="name own[^>]*>([^<]*)', shown))
        assert own == name.capitalize()
        assert 'class="own-line"' in shown
        assert 'class="own-line"' not in text(officers[name], "/picture/?view=state")


def test_value_of_the_address_that_cannot_be_read_is_told(told: None, officers: dict[str, Actor]) -> None:
    for query in ("view=moon", "rails=maybe", "tab=none", "part=half"):
        said = query.partition("=")[2]
        assert f"“{said}” is not a choice" in text(officers["moradabad"], f"/picture/?{query}"), query
    assert "“x” is not a number (First row)" in text(officers["moradabad"], "/picture/findings/?after=x")
    for url in ("/cases/", "/tracing/"):
        assert "“x” is not a row of this list" in text(officers["moradabad"], f"{url}?after=x"), url
    assert page(officers["moradabad"], "/picture/map.svg?view=moon").status_code == 400, "a file cannot tell"


def test_csv_holds_what_the_actor_may_see(told: None, officers: dict[str, Actor]) -> None:
    head, first = rows(officers["moradabad"], "corridors")
    assert head == ["From", "Via", "To", "Journeys", "Persons", "Certainty"]
    assert first == ["Jharkhand", "Bijnor", "Delhi", "1", "3", "Stated"]
    assert ["Moradabad", "Arrest", "1", "2"] in rows(officers["moradabad"], "events")
    assert rows(officers["moradabad"], "stopovers")[1:] == [["Bijnor", "1"]]
    assert len(rows(officers["ballia"], "corridors")) == 1
    assert len(rows(officers["ballia"], "silent")) == 75
    assert page(officers["moradabad"], "/picture/secrets.csv").status_code == 404


@pytest.mark.parametrize("bad", ["=1+1", "+1", "-1", "@sum", "\tx", "  =1", "\r=1"])
def test_csv_runs_no_formula(bad: str) -> None:
    assert harmless(bad) == f"'{bad}"
    assert harmless(-5) == -5


def test_name_of_a_place_that_looks_like_a_formula_stays_words(told: None, officers: dict[str, Actor]) -> None:
    with arranging():
        Place.objects.filter(name="Bijnor", kind="district").update(name="=HYPERLINK(1)")
    assert rows(officers["moradabad"], "stopovers")[1:] == [["'=HYPERLINK(1)", "1"]]


SEEN_UNDER = {
    "": True,
    "from=2026-11&to=2026-11": True,
    "from=2026-01&to=2026-10": False,
    "kind=arrest": False,
    "kind=movement": True,
    "form=begging": False,
    "lure=job": False,
    "disparity=poverty": False,
    "sex=female": False,
    "age=child": False,
    "mode=train": False,
    "view=india": True,
    "at=2026-11": True,
    "at=2026-10": False,
    "rails=off": True,
}


def test_filters_of_the_address_narrow_the_page(told: None, officers: dict[str, Actor]) -> None:
    told_under = {
        query: "Jharkhand → Bijnor" in text(officers["moradabad"], f"/picture/?{query}") for query in SEEN_UNDER
    }
    assert told_under == SEEN_UNDER


def test_picture_is_narrowed_by_persons_means_and_what_was_exploited(
    officers: dict[str, Actor], settled: Callable[[], None]
) -> None:
    chief = officers["moradabad"]
    with reading(chief):
        case = open_case(by=chief, what="On a train", source="checking", people=4, disparities=["school_left"])
        add_leg(by=chief, case_id=case.id, role="source", place="IN-JH")
        add_leg(by=chief, case_id=case.id, role="destination", place="IN-DL", mode="train")
        for sex, age in (("female", 13), ("female", 17), ("male", 20)):
            add_person(by=chief, case_id=case.id, role="victim", sex=sex, age=age)
    settled()
    while outbox.deliver_all():
        settled()
    said = {
        "": "4 persons",
        "sex=female": "2 persons",
        "sex=female&age=12_15": "1 person",
        "age=adult": "1 person",
        "disparity=school_left&mode=train&age=child": "2 persons",
        "sex=transgender": None,
        "mode=bus": None,
    }
    for query, persons in said.items():
        shown = text(chief, f"/picture/?{query}")
        found = re.search(r"<title>Jharkhand → Delhi: 1 journey, (\d persons?)</title>", shown)
        assert (found[1] if found else None) == persons, query
    shown = text(chief, "/picture/?sex=female&age=child&mode=train&disparity=school_left")
    for chip in ("Sex: Female ×", "Age: Under 18 ×", "By: Train ×", "Exploited: Left school ×"):
        assert chip in shown, chip


def test_filters_that_there_are_not_are_refused_in_words(officers: dict[str, Actor]) -> None:
    for query in (
        "from=2026-13",
        "from=x",
        "from=2026-11&to=2026-01",
        "form=none",
        "kind=1",
        "from=1990-01",
        "disparity=caste",
        "sex=unknown",
        "age=13",
        "mode=unknown",
    ):
        assert page(officers["moradabad"], f"/picture/?{query}").status_code == 400, query


def test_district_sheet_tells_who_comes_goes_and_was_caught(told: None, officers: dict[str, Actor]) -> None:
    bijnor = Place.objects.get(name="Bijnor", kind="district").key
    moradabad = Place.objects.get(name="Moradabad", kind="district").key
    assert "Stopped here on the route" in text(officers["moradabad"], f"/picture/district/{bijnor}/")
    caught = text(officers["moradabad"], f"/picture/district/{moradabad}/")
    assert "<b>Arrest</b>" in caught
    assert "No records for this district" in text(officers["ballia"], f"/picture/district/{bijnor}/")
    for unknown in ("IN-UP", "no-such-thing", "district:99999"):
        assert page(officers["ballia"], f"/picture/district/{unknown}/").status_code == 404


def test_partner_sees_counts_and_no_map(told: None, officers: dict[str, Actor]) -> None:
    shown = text(officers["ngo"], "/picture/")
    assert "counts of ten or more persons" in shown
    assert "<svg class=" not in shown
    assert rows(officers["ngo"], "cells") == [["Place", "Form of exploitation", "Quarter", "Persons"]]
    assert page(officers["ngo"], "/picture/corridors.csv").status_code == 403
    assert page(officers["ngo"], "/picture/district/district:135/").status_code == 403


def test_ground_is_outlines_alone_and_may_be_kept(officers: dict[str, Actor]) -> None:
    shown = text(officers["ballia"], "/picture/")
    for kind in ("ground", "outlines", "rails"):
        found = re.search(rf"/picture/{kind}/[\d-]+\.svg\?v=[0-9a-f]{{12}}", shown)
        assert found is not None, kind
        answer = page(officers["ballia"], found[0])
        assert answer["Content-Type"].startswith("image/svg+xml")
        assert "max-age=31536000" in answer["Cache-Control"]
        assert "immutable" in answer["Cache-Control"]
        assert b"<script" not in answer.content
        assert page(officers["ballia"], found[0].partition("?")[0])["Cache-Control"] == "private, max-age=86400"
        old = page(officers["ballia"], found[0][:-12] + "0" * 12)
        assert "immutable" not in old["Cache-Control"], "what is drawn otherwise by now is not kept for good"
        client = Client()
        client.force_login(User.objects.get(pk=officers["ballia"].id))
        packed = client.get(found[0], headers={"Accept-Encoding": "gzip"})
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == answer.content
    for bad in ("0-0-1-1", "400-0-300-9", "x"):
        assert page(officers["ballia"], f"/picture/ground/{bad}.svg").status_code == 404


def test_month_of_a_fact_is_known_to_its_bar(told: None, officers: dict[str, Actor]) -> None:
    shown = text(officers["moradabad"], "/picture/")
    assert re.search(r'aria-label="November 2026: [1-9]\d* facts?" data-month="2026-11"', shown)
    assert date(2026, 11, 1) == clock.today().replace(day=1)


def test_one_month_of_the_span_is_shown_alone_and_fetched_by_itself(told: None, officers: dict[str, Actor]) -> None:
    chief = officers["moradabad"]
    whole = text(chief, "/picture/?at=2026-10&form=")
    assert "Routes, October 2026" in whole
    assert 'href="/picture/?form=&amp;at=2026-11"' in whole, "the other months are one press away"
    part = text(chief, "/picture/?at=2026-11&part=map")
    assert "part=map" not in part, "no link leads to a part of a page"
    assert "Jharkhand → Bijnor" in part
    assert "<table" not in part
    assert "<html" not in part
    assert page(chief, "/picture/?from=2026-01&to=2026-03&at=2026-11").status_code == 400


def test_reporting_stands_beside_what_was_seen(told: None, officers: dict[str, Actor]) -> None:
    chief = officers["moradabad"]
    with arranging():
        for week in (date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)):
            ReportedWeek.objects.create(district=BIJNOR, week=week, agency="police")
        ReportedWeek.objects.create(district=BALLIA, week=date(2026, 11, 9), agency="police")
    head, *lines = rows(chief, "districts")
    assert head[-1] == "Weeks with a report"
    by_name = {line[0]: line for line in lines}
    assert by_name["Bijnor"][2:4] == ["3", "0"]
    assert by_name["Bijnor"][-1] == "3 / 51"
    shown = text(chief, "/picture/?at=2026-11&view=state")
    assert "reported in 3 of 3 weeks" in shown
    drawn = re.findall(r"<title>(\w+)\. [^<]*</title><use[^>]*/>(?:<use[^>]*url\(#([a-z]+)-hatch\))?", shown)
    assert dict(drawn)["Bijnor"] == ""
    assert dict(drawn)["Ballia"] == "thin", "one week of three"
    assert dict(drawn)["Bareilly"] == "silent"


def test_map_is_taken_along_as_svg_and_png_with_what_the_page_shows(told: None, officers: dict[str, Actor]) -> None:
    chief, far = officers["moradabad"], officers["ballia"]
    svg = page(chief, "/picture/map.svg")
    assert svg["Content-Disposition"] == 'attachment; filename="samanvay-map.svg"'
    assert "no-store" in svg["Cache-Control"]
    drawn = svg.content.decode()
    root = ElementTree.fromstring(drawn)
    words = ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert words[0] == "Routes, December 2025 to November 2026"
    assert "Bijnor" in words
    assert any(each.startswith("stop-over: people were reported to be kept there") for each in words)
    assert "railway, thick = many trains" in words
    assert "railway, thick = many trains" not in page(chief, "/picture/map.svg?rails=off").content.decode()
    assert "Bijnor" not in page(far, "/picture/map.svg").content.decode(), "nothing of it is seen there"
    png = page(chief, "/picture/map.png?form=begging").content
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.width == 2000
        assert picture.height > 1500
    assert page(chief, "/picture/map.pdf").status_code == 404
    assert page(officers["ngo"], "/picture/map.svg").status_code == 403


def test_published_numbers_shade_the_ground_and_enter_no_fact(told: None, officers: dict[str, Actor]) -> None:
    chief = officers["moradabad"]
    with arranging():
        layer = StatLayer.objects.create(kind="ncrb-crimes", source="NCRB", made_at=clock.now(), made_by=chief.id)
        StatValue.objects.create(
            layer=layer, place_id=BIJNOR, year=2021, head="human_trafficking", value=41, row=uuid7()
        )
    ground = "ground=ncrb-crimes.human_trafficking"
    before, shown = text(chief, "/picture/"), text(chief, f"/picture/?{ground}")
    assert "published for 2021" not in before
    assert "published for 2021: 41" in shown
    assert "published for 2021: none" in shown
    assert 'class="published-' in shown
    assert "Human trafficking (IPC 370), 2021, low to high (published, not recorded here)" in shown
    seen = [re.search(r'id="picture-seen">([^<]*)', each)[1] for each in (before, shown)]  # type: ignore[index]
    assert seen[0] == seen[1]
    assert page(chief, "/picture/?ground=ncrb-crimes.murder").status_code == 400


def pdf_words(answer: Any) -> str:
    """Return the words of a PDF of one page."""
    assert answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    try:
        assert len(document) == 1, "one page"
        return str(document[0].get_textpage().get_text_range())
    finally:
        document.close()


def test_sheet_of_a_district_is_one_page_of_paper_in_both_languages(told: None, officers: dict[str, Actor]) -> None:
    chief = officers["moradabad"]
    words = pdf_words(page(chief, f"/picture/district/{BIJNOR}/sheet.pdf"))
    for said in ("Bijnor", "Stopped here on the route", "Jharkhand", "What changed", "Lures"):
        assert said in words
    assert "Last reported week: Police: never" in words
    assert "Jharkhand" not in pdf_words(page(officers["ballia"], f"/picture/district/{BIJNOR}/sheet.pdf"))
    client = Client()
    client.force_login(User.objects.get(pk=chief.id))
    hindi = client.get(f"/picture/district/{BIJNOR}/sheet.pdf", headers={"Accept-Language": "hi"})
    assert len(pdf_words(hindi)) > 200
    assert page(officers["ngo"], f"/picture/district/{BIJNOR}/sheet.pdf").status_code == 403


def test_sheet_of_a_beat_counts_what_happens_at_its_own_station_alone(told: None, officers: dict[str, Actor]) -> None:
    chief = officers["moradabad"]
    unit = district_units(BIJNOR)["police"]
    shown = text(chief, f"/picture/beat/{unit.id}/")
    assert "Records here do not say a place within the district: this is the sheet of Bijnor." in shown
    assert "Jharkhand" in shown
    station = next(place.key for place in gazetteer.places(["station"]) if place.district == BIJNOR)
    with arranging():
        Jurisdiction.objects.filter(unit=unit).update(place_id=place_for(station).pk)
    alone = text(chief, f"/picture/beat/{unit.id}/")
    assert "No records for this district in this period." in alone, "the journey is known by its district"
    with arranging():
        Fact.objects.filter(kind="movement").update(via=[station])
    assert "Jharkhand" in pdf_words(page(chief, f"/picture/beat/{unit.id}/sheet.pdf"))
