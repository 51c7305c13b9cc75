"""Registers of other systems: sealed while they wait, entries with boxes, known again, taken back."""

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.utils.html import escape
from reporting_state import officer, unit_for

from samanvay.access.boxes.actions.opening import open_box
from samanvay.access.boxes.groups import Purpose
from samanvay.access.models import Box, DataKey, SearchToken, TeamMember, User
from samanvay.audit.models import Event
from samanvay.audit.outbox import deliver_all
from samanvay.config.env import ROOT
from samanvay.documents.importing import actions as imports
from samanvay.documents.importing.queries import counts_by_status, faults, first_rows, import_seen
from samanvay.documents.models import ImportRow, ImportRun
from samanvay.duties.models import Duty
from samanvay.importing import SheetError
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Refused
from samanvay.tracing.entries.actions import amend_entry
from samanvay.tracing.models import Entry, EntryStep
from samanvay_insight.script.legacy import to_legacy

EXAMPLES = ROOT / "examples"
MISSING, FOUND, PFIF = "missing_register_invented.csv", "found_register_invented.xlsx", "pfif_invented.xml"
DISTRICT = "Bahraich"


@pytest.fixture
def by(fresh_state: str) -> Actor:
    return officer("ahtu_in_charge", DISTRICT)


def stage(by: Actor, kind: str, name: str, content: bytes | None = None) -> ImportRun:
    data = content if content is not None else (EXAMPLES / name).read_bytes()
    audience = unit_for("ahtu_in_charge", DISTRICT).audience
    with reading(by):
        return imports.stage_file(by=by, kind=kind, content=data, file_name=name, audience=audience)


def write(by: Actor, run: ImportRun) -> dict[str, int]:
    imports.begin_apply(by=by, run=run)
    imports.apply_rows(by=by, run=run)
    with reading(by):
        return counts_by_status(run)


def named(by: Actor, run: ImportRun) -> list[tuple[int, str]]:
    with reading(by):
        return [(error.row, error.field) for error in faults(run)]


def opened(by: Actor, entry: Entry, group: str) -> dict[str, str]:
    with reading(by):
        box = Box.objects.get(subject_id=entry.subject, group=group)
    return open_box(by=by, box_id=box.id, purpose=Purpose.TRACING)


def stored(run: ImportRun) -> str:
    """Return all that the database keeps of an import, its rows and its events, as one text."""
    with reading(SYSTEM):
        rows = list(ImportRow.objects.filter(run=run).values_list("cells", "errors", "before"))
        kept = ImportRun.objects.filter(pk=run.pk).values_list("summary", "mapping", "headers", "notes").get()
        events = list(Event.objects.values_list("body", flat=True))
    return repr((rows, kept, events))


def test_a_missing_register_waits_sealed_and_becomes_entries_of_the_unit(by: Actor) -> None:
    run = stage(by, "missing", MISSING)
    assert named(by, run) == [(6, "age"), (7, "happened"), (8, "district"), (9, "external")]
    assert (run.good, run.bad) == (3, 4)
    for name in ("सुनीता", "रामलाल", "9415012301", "गाल पर तिल", "बस अड्डे"):
        assert name not in stored(run)
    assert write(by, run)["created"] == 3
    assert "सुनीता" not in stored(run)
    with reading(by):
        first, second, third = Entry.objects.order_by("number")
        assert (first.external, first.kind, first.state, first.sex, first.age_from) == (
            "TC-2026-5101", "missing", "open", "female", 14,
        )  # fmt: skip
        assert (first.height_from, first.marks, first.languages) == (147, ["mole:left cheek"], ["hindi", "bhojpuri"])
        assert first.gone_for == "job"
        assert first.noun == "girl"
        assert (second.age_from, second.age_to, second.age_is_guessed) == (8, 10, True)
        assert second.happened.words("en") == "Oct 2026"
        assert (third.place.key, third.age_to) == ("district:181", 20)
        step = EntryStep.objects.get(entry=first)
        assert (step.kind, step.reference, str(step.on)) == ("fir", "112/2026", "2026-10-13")
        assert TeamMember.objects.get(record_id=first.id).user_id == by.id
        assert SearchToken.objects.filter(subject_id=first.subject).exists()
    assert opened(by, first, "identity")["father"] == "रामलाल"
    assert opened(by, first, "contact") == {"family_phone": "+919415012301"}
    assert opened(by, first, "tracing")["seen_words"] == "रुपईडीहा; बस अड्डे के पास"


def test_children_of_a_list_without_an_fir_are_one_duty_not_one_each(by: Actor) -> None:
    run = stage(by, "missing", MISSING)
    write(by, run)
    deliver_all()
    with reading(SYSTEM):
        duty = Duty.objects.waiting().get(subject_id=str(run.id))
        assert (duty.kind, duty.owner_user_id) == ("tracing:firs_of_list", by.id)
        assert resolve(duty.link).url_name == "import_run", "its page is there"
        assert not Duty.objects.filter(kind__in=("tracing:fir", "tracing:questions", "tracing:inquiry")).exists()


def test_the_same_numbers_again_add_nothing_and_a_list_is_taken_back(by: Actor) -> None:
    run = stage(by, "missing", MISSING)
    write(by, run)
    again = stage(by, "missing", MISSING)
    assert write(by, again)["unchanged"] == 3
    with reading(by):
        entry = Entry.objects.get(external="TC-2026-5103")
        amend_entry(by=by, entry_id=entry.id, reason="told anew", expected=entry.version, changes={"sex": "unknown"})
        run = import_seen(by, run.id)
    imports.begin_undo(by=by, run=run)
    imports.undo_rows(by=by, run=run)
    with reading(by):
        assert list(Entry.objects.standing().values_list("external", flat=True)) == ["TC-2026-5103"]
        assert counts_by_status(run)["kept"] == 1
    third = stage(by, "missing", MISSING)
    assert write(by, third) == {"aside": 1, "bad": 4, "created": 2, "unchanged": 1}


def test_rows_that_name_people_are_opened_by_who_took_the_file_alone(by: Actor, fresh_state: str) -> None:
    run = stage(by, "missing", MISSING)
    chief = officer("police_chief", DISTRICT)
    with reading(chief):
        seen = import_seen(chief, run.id)
        assert first_rows(chief, seen, 5) == []
        with pytest.raises(Refused, match="Only the officer who imported it"):
            imports.row_to_mend(by=chief, run=seen, number=6)
    with reading(by):
        row = imports.row_to_mend(by=by, run=run, number=6)
        assert "गोपाल" in row.cells
        imports.mend_row(by=by, run=run, number=6, cells={"उम्र": "70"})
        assert run.rows.get(number=6).status == ImportRow.Status.WAITING
        assert "गोपाल" in next(each for each in first_rows(by, run, 9) if each.number == 6).cells
    assert "गोपाल" not in stored(run)
    with reading(SYSTEM):
        assert Event.objects.filter(kind="import:row_opened", subject_id=str(run.id)).count() == 1
    imports.drop_run(by=by, run=run)
    with reading(SYSTEM):
        assert not DataKey.objects.filter(subject_id=run.id).exists()


def test_names_in_an_old_font_are_shown_to_who_took_the_file_and_stored_nowhere_open(
    by: Actor, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["सुनीता देवी", "रमेश कुमार", "मोहम्मद आरिफ"]
    heads = [to_legacy(each) for each in ("क्रमांक", "नाम", "पिता का नाम", "उम्र", "लिंग", "जनपद")]
    lines = [f"TC-{at},{to_legacy(name)},{to_legacy('रामलाल')},14,F,Bahraich" for at, name in enumerate(names)]
    run = stage(by, "missing", "old.csv", "\n".join([",".join(heads), *lines, ""]).encode())
    assert all(column["examples"] == [] for column in run.summary["legacy"]["columns"])
    for name in names:
        assert name not in stored(run)
        assert to_legacy(name) not in stored(run)
    monkeypatch.setattr("samanvay.web.signin.door.has_second_factor", lambda user: True)
    client.force_login(User.objects.get(pk=by.id))
    for address in ("import_run", "import_old_font"):
        answer = client.get(reverse(address, kwargs={"key": run.id}))
        assert answer.status_code == 200, answer.headers
        page = answer.content.decode()
        for name in names:
            assert name in page
            assert escape(to_legacy(name)) in page
    with reading(SYSTEM):
        assert Event.objects.filter(kind="import:row_opened", subject_id=str(run.id)).count() == 2
    chief = officer("police_chief", DISTRICT)
    with reading(chief), pytest.raises(Refused, match="Only the officer who imported it"):
        imports.legacy_words(by=chief, run=import_seen(chief, run.id))
    with reading(by):
        imports.read_legacy(by=by, run=import_seen(by, run.id), take=True)
        assert names[0] in first_rows(by, import_seen(by, run.id), 1)[0].cells
    assert names[0] not in stored(run)


def test_a_file_whose_first_row_is_no_header_keeps_nothing(by: Actor) -> None:
    with pytest.raises(SheetError, match="header"):
        stage(by, "missing", "x.csv", "सुनीता,रामलाल,14\nमोहन,शिवपूजन,9\n".encode())
    with reading(SYSTEM):
        assert not ImportRun.objects.exists()


def test_a_found_register_gives_categories_homes_and_asks_where_in_doubt(by: Actor) -> None:
    run = stage(by, "found", FOUND)
    assert named(by, run) == [(6, "languages"), (7, "home_district")]
    assert write(by, run)["created"] == 3
    with reading(by):
        girl, santali, body = Entry.objects.order_by("number")
        assert (girl.category, girl.home_id, girl.marks) == ("shelter", "IN-UP", ["mole:left cheek"])
        assert (santali.category, santali.home_id, santali.languages) == ("shelter", "district:362", ["santali"])
        assert (santali.age_from, santali.age_to) == (10, 14)
        assert (body.category, body.noun, body.marks) == ("body", "man", ["tattoo:right forearm"])
    assert opened(by, santali, "tracing")["home_words"] == "near the big tank, Dumka side"


def test_pfif_records_are_entries_and_an_expired_one_is_kept_nowhere(by: Actor) -> None:
    run = stage(by, "pfif", PFIF)
    assert named(by, run) == [(3, "expiry_date"), (4, "age")]
    with reading(by):
        expired = imports.row_to_mend(by=by, run=run, number=3)
        assert "Nobody Anymore" not in expired.cells
    assert write(by, run)["created"] == 2
    with reading(by):
        sought, met = Entry.objects.order_by("external")
        assert (sought.kind, sought.external) == ("missing", "flood.example.org/person.1")
        assert (sought.age_from, sought.age_to, sought.marks) == (7, 9, ["scar:right knee"])
        assert sought.home.name == DISTRICT
        assert (met.kind, met.category, str(met.happened_earliest)) == ("found", "lost", "2026-09-16")
        assert (met.age_from, met.age_to, met.place_id) == (45, 46, None)
    assert opened(by, sought, "identity")["given"] == "Sonu"
    assert opened(by, met, "tracing")["seen_words"] == "Relief camp near the old mill"
    assert "Came to the camp alone." in opened(by, met, "statement")["words"]
    with reading(SYSTEM):
        assert Duty.objects.filter(kind="tracing:records_end").count() == 1
    again = stage(by, "pfif", PFIF)
    assert write(by, again)["unchanged"] == 2


def test_a_file_with_entities_is_no_pfif(by: Actor) -> None:
    with pytest.raises(SheetError, match="document type"):
        stage(by, "pfif", "x.xml", b'<!DOCTYPE p [<!ENTITY a "b">]><pfif xmlns="http://zesty.ca/pfif/1.4">&a;</pfif>')
