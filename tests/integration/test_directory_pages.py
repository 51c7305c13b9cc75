"""The pages of the directory and of imports, as a constable, a partner and an administrator see them."""

import csv
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from samanvay.access.models import User
from samanvay.config.env import ROOT
from samanvay.directory.models import Officer, Place, Posting, Unit
from samanvay.directory.officers.actions import accounts as account_actions
from samanvay.directory.officers.actions import officers as officer_actions
from samanvay.directory.officers.actions import postings as posting_actions
from samanvay.documents.models import ImportRun
from samanvay.kernel.db.scope import SYSTEM, reading

EXAMPLES = ROOT / "examples"
SURE = {"confirmed": "1"}


def person(number: str, role: str, code: str, language: str = "en") -> User:
    officer = officer_actions.add_officer(
        by=SYSTEM,
        employee_no=number,
        home_state="IN-UP",
        name=f"Officer {number}",
        language=language,
        phone="94150 11111",
    )
    posting_actions.post_officer(by=SYSTEM, officer=officer, unit=Unit.objects.get(code=code), role=role)
    return account_actions.open_account(by=SYSTEM, officer=officer, is_persona=True)


@pytest.fixture
def state(fresh_state: str) -> dict[str, Client]:
    """Clients of four people, in a state that knows its places and units."""
    users = {
        "station": person("S-1", "station_officer", "police:station:180:rupaidiha"),
        "hindi": person("S-2", "women_help_desk", "police:help_desk:180", "hi"),
        "partner": person("N-1", "ngo_worker", "ngo:180"),
        "administrator": person("A-1", "administrator", "administration:IN-UP"),
    }
    clients = {}
    for name, user in users.items():
        clients[name] = Client()
        clients[name].force_login(user)
    return clients


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def unit_url(code: str) -> str:
    return reverse("unit", kwargs={"key": Unit.objects.get(code=code).id})


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=Allahabad", "Prayagraj"),
        ("q=बहराइच", "Bahraich"),
        ("q=bahraich&kind=district", "Bahraich"),
        ("state=IN-UP", "Shrawasti"),
        ("kind=division", "Devipatan"),
        ("kind=crossing&district=district:180", "Rupaidiha"),
        ("", "Uttar Pradesh"),
        ("q=zzqqxxyy", "No place matches this name"),
    ],
)
def test_places_are_found_and_listed(state: dict[str, Client], query: str, expected: str) -> None:
    answer = state["station"].get(f"{reverse('places')}?{query}")
    assert answer.status_code == 200
    assert expected in text(answer)


def test_places_come_as_csv_with_the_same_filters(state: dict[str, Client]) -> None:
    answer = state["station"].get(f"{reverse('places')}?state=IN-UP&as=csv")
    rows = list(csv.DictReader(io.StringIO(text(answer).lstrip("\ufeff"))))
    assert len(rows) == 75
    assert {row["state"] for row in rows} == {"IN-UP"}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("district:180", ["Bahraich", "Devipatan", "Shrawasti", "AHTU Bahraich", "District Court, Bahraich"]),
        ("district:175", ["Prayagraj", "Allahabad (इलाहाबाद)", "2018"]),
        ("station:BSB", ["Trains that stop here", "Previous stop", "GRP"]),
        ("crossing:rupaidiha", ["SSB Border Post Rupaidiha", "Bahraich"]),
        ("region:up-nepal-border", ["Districts of the group", "Pilibhit"]),
        ("IN-UP", ["Places inside", "Agra"]),
        ("NP", ["Nodal desk, Nepal"]),
    ],
)
def test_a_place_shows_what_is_known_of_it(state: dict[str, Client], key: str, expected: list[str]) -> None:
    body = text(state["station"].get(reverse("place", kwargs={"key": key})))
    for words in expected:
        assert words in body, words


def test_a_village_that_has_no_row_yet_is_shown_from_the_gazetteer(state: dict[str, Client]) -> None:
    from samanvay_insight import gazetteer

    village = next(place for place in gazetteer.places(["village"]) if place.district == "district:180")
    assert not Place.objects.filter(pk=village.key).exists()
    answer = state["station"].get(reverse("place", kwargs={"key": village.key}))
    assert answer.status_code == 200
    assert "AHTU Bahraich" in text(answer)
    assert not Place.objects.filter(pk=village.key).exists()


def test_every_page_speaks_hindi(state: dict[str, Client]) -> None:
    client = state["hindi"]
    for url in (
        reverse("places"),
        reverse("groups"),
        reverse("units"),
        reverse("officers"),
        reverse("place", kwargs={"key": "district:180"}),
        unit_url("police:district:180"),
    ):
        answer = client.get(url)
        assert answer.status_code == 200, url
        assert '<html lang="hi">' in text(answer)
    body = text(client.get(reverse("place", kwargs={"key": "district:180"})))
    assert "बहराइच" in body


def test_units_are_listed_filtered_and_walked_as_trees(state: dict[str, Client]) -> None:
    client = state["station"]
    body = text(client.get(f"{reverse('units')}?q=bahraich&compartment=police"))
    assert "AHTU Bahraich" in body
    assert "CWC Bahraich" not in body
    trees = text(client.get(f"{reverse('units')}?view=tree&compartment=police&state=IN-UP"))
    assert "State nodal office" in trees
    assert "AHTU Bahraich" not in trees
    assert "No unit matches" in text(client.get(f"{reverse('units')}?q=nowhere+at+all"))


def test_long_lists_have_a_next_page(state: dict[str, Client]) -> None:
    client = state["station"]
    first = text(client.get(f"{reverse('units')}?kind=ahtu"))
    assert 'rel="next"' in first
    second = text(client.get(f"{reverse('units')}?kind=ahtu&after=50"))
    assert 'rel="next"' not in second
    assert "AHTU Varanasi" in second


def test_a_unit_shows_who_stands_above_and_who_serves(state: dict[str, Client]) -> None:
    body = text(state["station"].get(unit_url("police:station:180:rupaidiha")))
    for words in ("Devipatan Range", "Gorakhpur Zone", "District Police Bahraich", "Officer S-1"):
        assert words in body
    assert "Nobody is posted here" in text(state["station"].get(unit_url("cwc:180")))


def test_telephone_numbers_are_for_officers_not_for_partners(state: dict[str, Client]) -> None:
    officer = Officer.objects.get(employee_no="S-1")
    url = reverse("officer", kwargs={"key": officer.id})
    assert "+919415011111" in text(state["hindi"].get(url))
    assert "+919415011111" not in text(state["partner"].get(url))
    listed = reverse("officers")
    assert "+919415011111" in text(state["station"].get(listed))
    assert "+919415011111" not in text(state["partner"].get(listed))
    assert "+919415011111" not in text(state["partner"].get(f"{listed}?as=csv"))


def test_officers_are_found_by_name_unit_below_and_role(state: dict[str, Client]) -> None:
    client, url = state["administrator"], reverse("officers")
    assert "Officer S-1" in text(client.get(f"{url}?q=s-1"))
    assert "Officer S-1" not in text(client.get(f"{url}?unit=police:district:180"))
    below = text(client.get(f"{url}?unit=police:district:180&below=1"))
    assert "Officer S-1" in below
    assert "Officer S-2" in below
    assert "Officer N-1" not in below
    only = text(client.get(f"{url}?role=ngo_worker"))
    assert "Officer N-1" in only
    assert "Officer S-1" not in only
    assert "“unknown” is not a choice for Unit" in text(client.get(f"{url}?unit=unknown"))
    assert client.get(f"{url}?unit=unknown&as=csv").status_code == 400


def test_only_the_administrator_sees_and_reaches_the_changes(state: dict[str, Client]) -> None:
    unit = Unit.objects.get(code="police:ahtu:180")
    ways = [
        reverse("unit_new"),
        reverse("unit_rename", kwargs={"key": unit.id}),
        reverse("unit_move", kwargs={"key": unit.id}),
        reverse("unit_close", kwargs={"key": unit.id}),
        reverse("unit_serves", kwargs={"key": unit.id}),
        reverse("place_rename", kwargs={"key": "district:180"}),
        reverse("district_split", kwargs={"key": "district:180"}),
        reverse("district_move", kwargs={"key": "district:180"}),
        reverse("group_new"),
        reverse("group_members_set", kwargs={"key": "region:terai"}),
        reverse("officer_new"),
        reverse("imports"),
    ]
    for way in ways:
        assert state["station"].get(way).status_code == 403, way
        assert state["administrator"].get(way).status_code == 200, way
    page = unit_url("police:ahtu:180")
    assert reverse("unit_move", kwargs={"key": unit.id}) not in text(state["station"].get(page))
    assert reverse("unit_move", kwargs={"key": unit.id}) in text(state["administrator"].get(page))


def test_no_form_is_shown_for_renaming_a_group_that_its_action_refuses(state: dict[str, Client]) -> None:
    client, key = state["administrator"], {"key": "region:terai"}
    assert client.get(reverse("place_rename", kwargs=key)).status_code == 403
    assert client.get(reverse("group_members_set", kwargs=key)).status_code == 200


def test_a_district_is_split_renamed_and_moved_on_its_pages(state: dict[str, Client]) -> None:
    client = state["administrator"]
    split = reverse("district_split", kwargs={"key": "district:180"})
    sent = {"name": "Nanpara", "name_hi": "नानपारा", "on": "2026-11-01", "order_no": "GO 9"}
    shown = client.post(split, sent)
    assert shown.status_code == 200
    for words in ("Nothing is changed yet", "AHTU Bahraich", "they continue to serve", 'value="GO 9"'):
        assert words in text(shown), words
    assert not Place.objects.filter(name="Nanpara", kind="district").exists()
    assert client.post(split, {**sent, "again": "1"}).status_code == 200
    answer = client.post(split, {**sent, **SURE})
    assert answer.status_code == 302
    made = Place.objects.get(name="Nanpara", kind="district")
    assert answer["Location"] == reverse("place", kwargs={"key": made.key})
    assert client.post(split, {"name": "Nanpara", "on": "2026-11-01"}).status_code == 400
    move = reverse("district_move", kwargs={"key": made.key})
    assert client.post(move, {"division": "Gorakhpur", "on": "2026-11-10", **SURE}).status_code == 302
    assert client.post(move, {"division": "Nowhere", "on": "2026-11-10"}).status_code == 400
    rename = reverse("place_rename", kwargs={"key": made.key})
    stale = {"name": "Nanpara Nagar", "on": "2026-11-15", "version": "1"}
    assert client.post(rename, stale).status_code == 409
    assert client.post(rename, {**stale, "version": "2", **SURE}).status_code == 302
    body = text(client.get(reverse("place", kwargs={"key": made.key})))
    for words in ("Nanpara Nagar", "Renamed from Nanpara", "was carved out of Bahraich", "Gorakhpur"):
        assert words in body, words
    assert "Nanpara Nagar" in text(state["station"].get(f"{reverse('places')}?q=Nanpara+Nagar&kind=district"))


def test_units_and_groups_are_made_and_changed_on_their_pages(state: dict[str, Client]) -> None:
    client = state["administrator"]
    made = client.post(
        reverse("unit_new"),
        {
            "kind": "station",
            "name": "PS Fresh",
            "parent": "District Police Bahraich",
            "place": "Bahraich",
            "on": "2026-11-01",
        },
    )
    assert made.status_code == 302
    unit = Unit.objects.get(name="PS Fresh")
    assert unit.parent == Unit.objects.get(code="police:district:180")
    key = {"key": unit.id}
    wrong = client.post(reverse("unit_move", kwargs=key), {"parent": "DCPU Bahraich", "on": "2026-11-02"})
    assert wrong.status_code == 400
    assert "own department" in text(wrong)
    to = {"parent": "Circle Nanpara", "on": "2026-11-02"}
    foreseen = text(client.post(reverse("unit_move", kwargs=key), to))
    assert "Will be able to read" in foreseen
    assert "District Police Bahraich → Circle Nanpara" in foreseen
    moved = client.post(reverse("unit_move", kwargs=key), {**to, **SURE})
    assert moved.status_code == 302
    serves = client.post(
        reverse("unit_serves", kwargs=key), {"places": "crossing:rupaidiha\nBahraich", "on": "2026-11-02"}
    )
    assert serves.status_code == 302
    assert client.post(reverse("unit_close", kwargs=key), {"on": "2026-11-20"}).status_code == 302
    group = client.post(
        reverse("group_new"),
        {"name": "Ghaghra belt", "members": "Bahraich\nबाराबंकी\ndistrict:183", "on": "2026-11-01"},
    )
    assert group.status_code == 302, text(group)
    assert (
        client.post(reverse("group_new"), {"name": "X", "members": "Bahraich", "on": "2026-11-01"}).status_code == 400
    )


def test_an_officer_is_added_posted_transferred_and_ended_on_the_pages(state: dict[str, Client]) -> None:
    client = state["administrator"]
    answer = client.post(
        reverse("officer_new"),
        {"employee_no": "p-77", "name": "Rani Kumari", "language": "hi", "phone": "94150 22222"},
    )
    assert answer.status_code == 302, text(answer)
    officer = Officer.objects.get(employee_no="P-77")
    key = {"key": officer.id}
    wrong = client.post(
        reverse("officer_post", kwargs=key), {"unit": "AHTU Bahraich", "role": "dcpu", "since": "2026-11-01"}
    )
    assert wrong.status_code == 400
    good = {"unit": "AHTU Bahraich", "role": "ahtu_in_charge", "since": "2026-11-01", "order_no": "7"}
    assert client.post(reverse("officer_post", kwargs=key), good).status_code == 302
    assert client.post(reverse("officer_account", kwargs=key)).status_code == 302
    officer.refresh_from_db()
    assert officer.user is not None
    posting = Posting.objects.get(officer=officer)
    to = {"unit": "AHTU Varanasi", "role": "ahtu_in_charge", "since": "2026-11-10"}
    assert client.post(reverse("posting_transfer", kwargs={"key": posting.id}), to).status_code == 302
    last = Posting.objects.get(officer=officer, unit__name="AHTU Varanasi")
    assert client.post(reverse("posting_end", kwargs={"key": last.id}), {}).status_code == 302
    correct = {"name": "Rani Kumari Devi", "language": "hi", "version": "1"}
    assert client.post(reverse("officer_correct", kwargs=key), correct).status_code == 409
    body = text(client.get(reverse("officer", kwargs=key)))
    assert "AHTU Varanasi" in body
    assert "ended" in body


def upload(client: Client, name: str) -> ImportRun:
    answer = client.post(
        reverse("imports"),
        {"kind": "officers", "file": SimpleUploadedFile(name, Path(EXAMPLES / name).read_bytes())},
    )
    assert answer.status_code == 302, text(answer)
    with reading(SYSTEM):
        return ImportRun.objects.order_by("-begun_at").first()


def test_a_list_goes_from_upload_to_undo_on_its_pages(state: dict[str, Client]) -> None:
    client = state["administrator"]
    assert "Nothing was imported" in text(client.get(reverse("imports")))
    run = upload(client, "officers_as_sent.xlsx")
    key = {"key": run.id}
    page = text(client.get(reverse("import_run", kwargs=key)))
    for words in ("Save 4 good rows", "Errors by column", "Aadhaar number", "AHTU Bahraich"):
        assert words in page, words
    assert "9999" not in page
    faults = client.get(reverse("import_faults", kwargs=key))
    assert faults["Content-Type"].startswith("text/csv")
    assert len(list(csv.reader(io.StringIO(text(faults))))) == 8
    row = reverse("import_row", kwargs={**key, "number": 5})
    form = client.get(row).context["form"]
    cells = {name: field.initial for name, field in form.fields.items()}
    unit = next(name for name, header in form.names.items() if header == run.mapping["columns"]["unit"])
    assert client.post(row, {**cells, unit: "AHTU Nowhere"})["Location"] == row
    assert client.post(row, {**cells, unit: "AHTU Bahraich"})["Location"] == reverse("import_run", kwargs=key)
    columns = dict(run.mapping["columns"])
    assert client.post(reverse("import_columns", kwargs=key), columns).status_code == 302
    assert client.post(reverse("import_apply", kwargs=key)).status_code == 302
    assert Officer.objects.filter(employee_no__startswith="UP-P-31").count() == 5
    page = text(client.get(reverse("import_run", kwargs=key)))
    assert "Undo" in page
    assert "HX-Redirect" in client.get(reverse("import_progress", kwargs=key))
    assert client.post(reverse("import_undo", kwargs=key)).status_code == 302
    assert Officer.objects.standing().filter(employee_no__startswith="UP-P-31").count() == 0
    assert client.post(reverse("import_undo", kwargs=key)).status_code == 400
    assert "withdrawn" in text(client.get(reverse("imports")))


def test_an_unusable_upload_is_named_beside_the_file(state: dict[str, Client]) -> None:
    file = SimpleUploadedFile("broken.xlsx", b"PK\x03\x04 broken")
    answer = state["administrator"].post(reverse("imports"), {"kind": "officers", "file": file})
    assert answer.status_code == 400
    assert "is damaged" in text(answer)


def test_an_import_of_another_unit_is_not_there(state: dict[str, Client]) -> None:
    run = upload(state["administrator"], "officers_clean.csv")
    url = reverse("import_run", kwargs={"key": run.id})
    analyst = Client()
    analyst.force_login(person("D-1", "state_desk_analyst", "police:IN-UP"))
    assert analyst.get(url).status_code == 404
    assert state["station"].get(url).status_code == 403
    assert state["administrator"].post(reverse("import_drop", kwargs={"key": run.id})).status_code == 302


def test_many_rows_are_left_to_the_worker(state: dict[str, Client], monkeypatch: pytest.MonkeyPatch) -> None:
    from samanvay.documents import tasks
    from samanvay.documents.importing import actions as imports

    monkeypatch.setattr(imports, "IN_REQUEST", 3)
    client = state["administrator"]
    run = upload(client, "officers_clean.csv")
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(tasks.carry_on.__class__, "enqueue", lambda self, *given: told.append(given))
    client.post(reverse("import_apply", kwargs={"key": run.id}))
    page = text(client.get(reverse("import_run", kwargs={"key": run.id})))
    assert "In progress" in page
    assert "0 of 12" in text(client.get(reverse("import_progress", kwargs={"key": run.id})))
    assert Officer.objects.filter(employee_no__startswith="UP-").count() == 0
    tasks.carry_on.func(*told[0])
    assert Officer.objects.filter(employee_no__startswith="UP-").count() == 12
    assert "12" in text(client.get(reverse("import_run", kwargs={"key": run.id})))
