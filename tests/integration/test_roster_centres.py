"""Centres and closed weeks: entered, amended, struck out, taken in from a sheet and taken back; a chief's own sheet."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from case_world import officer
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from roster_world import a_published_plan, this_monday, world

from samanvay.audit.models import Event
from samanvay.documents.importing import actions as imports
from samanvay.documents.importing.queries import counts_by_status, faults, import_seen
from samanvay.documents.models import ImportRun
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.rosters.centres.actions import close_weeks, keep_centre, void_centre, void_closure
from samanvay.rosters.models import Centre, Closure
from samanvay.training.models import Member

pytestmark = pytest.mark.django_db
SHEET = (
    "केंद्र कोड,केंद्र का नाम,जनपद,Capacity,महिला छात्रावास,कक्षों की संख्या,Lat,Long\n"
    "tc-1,First centre,Bahraich,120,30,2,,\n"
    "tc-2,Second centre,Varanasi,80,,,25.4,83.1\n"
    "C-EAST,Centre C-EAST,Varanasi,90,,,,\n"
    "tc-3,Third centre,Nowhere,80,,,,\n"
    "tc-4,Fourth centre,Varanasi,80,,,25.4,\n"
)


@pytest.fixture
def here() -> SimpleNamespace:
    return world()


def centre(code: str) -> Centre:
    with reading(SYSTEM):
        return Centre.objects.get(code=code)


def entered(here: SimpleNamespace, **more: object) -> Centre:
    said = {"code": "tc-9", "name": "Ninth  centre", "place": here.places[0], "seats": 100}
    return keep_centre(by=here.trainer.actor, **{**said, **more})  # type: ignore[arg-type]


def test_a_centre_without_a_point_lies_where_its_district_does(here: SimpleNamespace) -> None:
    made = entered(here)
    assert (made.code, made.name) == ("TC-9", "Ninth centre")
    assert abs(made.latitude - 27.6) < 0.5, "Bahraich"
    assert abs(made.longitude - 81.6) < 0.5
    assert made.home_unit == here.faculty.audience
    with pytest.raises(Invalid) as refusal:
        entered(here)
    assert refusal.value.field == "code"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"seats": 0}, "seats"),
        ({"halls": 0}, "halls"),
        ({"latitude": 26.0}, "longitude"),
        ({"latitude": 126.0, "longitude": 80.0}, "latitude"),
        ({"name": " "}, "name"),
        ({"code": ""}, "code"),
    ],
)
def test_what_a_centre_cannot_be_is_said_at_its_field(
    here: SimpleNamespace, said: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        entered(here, **said)
    assert refusal.value.field == field


def test_an_amendment_has_its_reason_and_only_who_coordinates_writes(here: SimpleNamespace) -> None:
    made = entered(here)
    said = {"code": made.code, "name": made.name, "place": made.place, "seats": 150, "centre": made}
    said |= {"latitude": made.latitude, "longitude": made.longitude}
    with pytest.raises(Invalid):
        keep_centre(by=here.trainer.actor, **said)
    with pytest.raises(Refused):
        keep_centre(by=here.sho.actor, reason="A new hall.", **said)
    keep_centre(by=here.trainer.actor, reason="A new hall.", **said)
    assert centre("TC-9").seats == 150
    with reading(SYSTEM):
        told = Event.objects.filter(kind="centre:kept").order_by("seq").last()
        assert told is not None
        assert told.detail["fields"] == ["seats"]


def test_a_centre_that_coming_batches_use_is_not_struck_out(here: SimpleNamespace) -> None:
    a_published_plan(here)
    with pytest.raises(Invalid):
        void_centre(by=here.trainer.actor, centre=here.west, reason="It is sold.")
    made = entered(here)
    void_centre(by=here.trainer.actor, centre=made, reason="Entered twice.")
    with reading(SYSTEM):
        assert not Centre.objects.standing().filter(code="TC-9").exists()


def test_weeks_are_closed_by_their_mondays_and_taken_back(here: SimpleNamespace) -> None:
    by, monday = here.trainer.actor, this_monday() + timedelta(weeks=3)
    for first, last in ((monday + timedelta(days=1), None), (monday, monday - timedelta(weeks=1))):
        with pytest.raises(Invalid):
            close_weeks(by=by, centre=None, kind="mela", first_monday=first, last_monday=last)
    with pytest.raises(Invalid):
        close_weeks(by=by, centre=None, kind="strike", first_monday=monday)
    with pytest.raises(Invalid) as refusal:
        close_weeks(by=by, centre=None, kind="other", first_monday=monday, words="Sunita, 14, of ward 7, 94150 11111")
    assert refusal.value.field == "words"
    made = close_weeks(by=by, centre=here.east, kind="works", first_monday=monday)
    assert made.last_monday == monday
    with pytest.raises(Refused):
        void_closure(by=here.sho.actor, closure=made, reason="No.")
    void_closure(by=by, closure=made, reason="The works are put off.")
    with pytest.raises(Invalid):
        void_closure(by=by, closure=made, reason="Again.")
    with reading(SYSTEM):
        assert not Closure.objects.standing().exists()


def test_a_sheet_of_centres_enters_amends_names_faults_and_is_taken_back(here: SimpleNamespace) -> None:
    by = here.trainer.actor
    run = imports.stage_file(
        by=by, kind="centres", content=SHEET.encode(), file_name="centres.csv", audience=here.faculty.audience
    )
    with reading(by):
        run = import_seen(by, run.pk)
        assert {(each.row, each.field) for each in faults(run)} == {(5, "district"), (6, "longitude")}
        imports.begin_apply(by=by, run=run)
        imports.apply_rows(by=by, run=run)
        assert counts_by_status(run) == {"bad": 2, "created": 2, "updated": 1}
    first, second = centre("TC-1"), centre("TC-2")
    assert (first.seats, first.women_places, first.halls) == (120, 30, 2)
    assert (second.latitude, second.longitude, second.women_places) == (25.4, 83.1, None)
    assert centre("C-EAST").seats == 90
    assert centre("C-EAST").latitude == here.east.latitude, "a cell that is empty changes nothing"
    with reading(by):
        imports.begin_undo(by=by, run=run)
        imports.undo_rows(by=by, run=run)
    assert centre("C-EAST").seats == here.east.seats
    with reading(SYSTEM):
        assert set(Centre.objects.standing().values_list("code", flat=True)) == {"C-EAST", "C-WEST"}


def test_centres_are_taken_in_by_who_coordinates_alone(here: SimpleNamespace) -> None:
    chief = officer("chief", "police_chief", here.districts[0])
    for by, unit in ((chief, here.districts[0]), (here.sho, here.stations[0])):
        with pytest.raises(Refused):
            imports.stage_file(
                by=by.actor, kind="centres", content=SHEET.encode(), file_name="c.csv", audience=unit.audience
            )


def test_a_chief_takes_in_the_sheet_of_the_own_line_and_of_no_other(here: SimpleNamespace) -> None:
    """A chief keeps the roll but runs no other import; whom the sheet names elsewhere is refused by row."""
    chief = officer("chief", "police_chief", here.districts[0])
    own, other = here.stations[0], here.stations[1]
    sheet = f"PNO,Name,Posting\nCH-1,Asha Verma,{own.code}\nCH-2,Vivek Pal,{other.code}\n"
    client = Client()
    client.force_login(chief.user)
    page = client.get(reverse("imports"))
    assert page.status_code == 200
    kinds = [code for code, _words in page.context["form"].fields["kind"].choices if code]
    assert kinds == ["members", "members_whole"]
    file = SimpleUploadedFile("own.csv", sheet.encode(), "text/csv")
    staged = client.post(reverse("imports"), {"kind": "members", "file": file})
    assert staged.status_code == 302
    with reading(SYSTEM):
        run = ImportRun.objects.get()
    assert client.post(reverse("import_apply", args=[run.pk])).status_code == 302
    assert "own.csv" in client.get(reverse("imports")).content.decode()
    with reading(SYSTEM):
        assert counts_by_status(run) == {"created": 1, "refused": 1}
        assert Member.objects.get(employee_no="CH-1").unit_id == own.pk
        assert not Member.objects.filter(employee_no="CH-2").exists()
    file = SimpleUploadedFile("cases.csv", b"What,Place\nx,Bahraich\n", "text/csv")
    assert client.post(reverse("imports"), {"kind": "cases", "file": file}).status_code == 400


def test_who_keeps_no_roll_and_runs_no_import_gets_no_page_of_imports(here: SimpleNamespace) -> None:
    client = Client()
    client.force_login(here.sho.user)
    assert client.get(reverse("imports")).status_code == 403
