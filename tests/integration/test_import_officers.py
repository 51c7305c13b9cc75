"""Lists of officers as offices send them: staged, checked, mended, written, taken back."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.db import connection

from samanvay.access.actors import actor_for
from samanvay.access.models import Proposal
from samanvay.audit.models import Event
from samanvay.config.env import ROOT
from samanvay.directory.models import Officer, Posting, Unit
from samanvay.directory.officers.actions.accounts import open_account
from samanvay.directory.officers.actions.officers import add_officer, correct_officer
from samanvay.directory.officers.actions.postings import post_officer
from samanvay.documents.importing import actions as imports
from samanvay.documents.importing.queries import counts_by_status, faults, import_seen, imports_seen
from samanvay.documents.models import ColumnMapping, ImportRow, ImportRun
from samanvay.importing import Fault, SheetError, errors_as_csv
from samanvay.kernel.db.scope import SYSTEM, Actor, Held, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Unseen

EXAMPLES = ROOT / "examples"
SPECIMEN = "999941057058"


@pytest.fixture
def desk(fresh_state: str) -> Unit:
    """The administrator's desk of Uttar Pradesh, with all places and units."""
    return Unit.objects.get(code="administration:IN-UP")


@pytest.fixture
def administrator(desk: Unit) -> Actor:
    officer = add_officer(by=SYSTEM, employee_no="ADM-1", home_state="IN-UP", name="Administrator One")
    user = open_account(by=SYSTEM, officer=officer)
    post_officer(by=SYSTEM, officer=officer, unit=desk, role="administrator")
    held = Held("administrator", desk.audience, desk.compartment)
    return Actor(user.id, "Administrator One", (desk.audience,), (held,))


def stage(by: Actor, desk: Unit, content: bytes | str, name: str = "list.csv") -> ImportRun:
    data = content.encode() if isinstance(content, str) else content
    run = imports.stage_file(by=by, kind="officers", content=data, file_name=name, audience=desk.audience)
    return fetch(by, run)


def fetch(by: Actor, run: ImportRun) -> ImportRun:
    with reading(by):
        return import_seen(by, run.id)


def statuses(by: Actor, run: ImportRun) -> dict[str, int]:
    with reading(by):
        return counts_by_status(run)


def faults_of(by: Actor, run: ImportRun) -> list[tuple[int, str, Fault]]:
    with reading(by):
        return [(error.row, error.field, error.fault) for error in faults(run)]


def finish(by: Actor, run: ImportRun) -> ImportRun:
    with reading(by):
        imports.begin_apply(by=by, run=run)
        return imports.apply_rows(by=by, run=run)


def test_a_clean_list_makes_officers_and_postings(administrator: Actor, desk: Unit) -> None:
    run = stage(administrator, desk, (EXAMPLES / "officers_clean.csv").read_bytes(), "officers_clean.csv")
    assert (run.total, run.good, run.bad) == (12, 12, 0)
    run = finish(administrator, run)
    assert run.state == "applied"
    assert statuses(administrator, run) == {"created": 12}
    sunita = Officer.objects.get(employee_no="UP-P-20411")
    assert (sunita.phone, sunita.name_hi, sunita.sex) == ("+919415022011", "सुनीता मौर्य", "female")
    posting = sunita.postings.get()
    assert (posting.unit.code, posting.role, posting.since.isoformat()) == (
        "police:ahtu:180", "ahtu_in_charge", "2025-04-01",
    )  # fmt: skip


def test_the_same_list_again_changes_nothing(administrator: Actor, desk: Unit) -> None:
    content = (EXAMPLES / "officers_clean.csv").read_bytes()
    finish(administrator, stage(administrator, desk, content))
    before = list(Officer.objects.order_by("id").values_list("id", "version")), Posting.objects.count()
    run = finish(administrator, stage(administrator, desk, content))
    assert statuses(administrator, run) == {"unchanged": 12}
    assert (
        list(Officer.objects.order_by("id").values_list("id", "version")),
        Posting.objects.count(),
    ) == before


def test_a_workbook_as_sent_keeps_its_good_rows_beside_named_faults(administrator: Actor, desk: Unit) -> None:
    run = stage(administrator, desk, (EXAMPLES / "officers_as_sent.xlsx").read_bytes(), "as_sent.xlsx")
    assert (run.total, run.good, run.bad) == (11, 4, 7)
    assert faults_of(administrator, run) == [
        (5, "unit", Fault.NOT_A_CHOICE),
        (9, "employee_no", Fault.DUPLICATE),
        (10, "phone", Fault.NOT_A_PHONE),
        (11, "name", Fault.MISSING),
        (12, "टिप्पणी", Fault.AADHAAR),
        (13, "role", Fault.RULE),
        (14, "since", Fault.NOT_A_DATE),
    ]
    with reading(administrator):
        misspelt = next(faults(run))
    assert "AHTU Bahraich" in misspelt.expected.en  # the nearest unit is offered
    assert statuses(administrator, run) == {"aside": 1, "bad": 7, "waiting": 4}
    run = finish(administrator, run)
    assert statuses(administrator, run) == {"aside": 1, "bad": 7, "created": 4}
    rekha = Officer.objects.get(employee_no="UP-P-31001")
    assert (rekha.name_hi, rekha.phone) == ("रेखा यादव", "+919415033001")
    assert rekha.name.isascii()
    neelam = Officer.objects.get(employee_no="UP-P-31005")
    assert neelam.postings.get().unit.code == "police:help_desk:180"  # from the merged cell above


def test_an_aadhaar_number_is_kept_nowhere(administrator: Actor, desk: Unit) -> None:
    run = stage(administrator, desk, (EXAMPLES / "officers_as_sent.xlsx").read_bytes(), "as_sent.xlsx")
    with reading(administrator):
        kept = json.dumps(
            [run.summary, run.headers, list(run.rows.values_list("cells", "errors"))],
            ensure_ascii=False,
            default=str,
        )
        events = " ".join(Event.objects.values_list("body", flat=True))
        report = "".join(errors_as_csv(faults(run)))
    for text in (kept, events, report):
        assert SPECIMEN not in text.replace(" ", "")
        assert "9999 4105" not in text


def test_the_error_list_names_row_field_and_what_is_expected(administrator: Actor, desk: Unit) -> None:
    run = stage(administrator, desk, (EXAMPLES / "officers_as_sent.xlsx").read_bytes(), "as_sent.xlsx")
    with reading(administrator):
        rows = list(csv.DictReader(io.StringIO("".join(errors_as_csv(faults(run))))))
    assert len(rows) == 7
    assert rows[0]["row"] == "5"
    assert rows[0]["field"] == "Unit"
    assert rows[0]["expected"]


def test_a_mended_row_is_written_after_the_others(administrator: Actor, desk: Unit) -> None:
    run = finish(
        administrator,
        stage(administrator, desk, (EXAMPLES / "officers_as_sent.xlsx").read_bytes(), "as_sent.xlsx"),
    )
    with reading(administrator):
        header = run.mapping["columns"]["unit"]
        row = imports.mend_row(by=administrator, run=run, number=5, cells={header: "AHTU Bahraich"})
        assert row.status == "waiting"
        phone = run.mapping["columns"]["name"]
        with pytest.raises(Invalid, match="Aadhaar"):
            imports.mend_row(by=administrator, run=run, number=11, cells={phone: SPECIMEN})
    run = finish(administrator, fetch(administrator, run))
    assert statuses(administrator, run) == {"aside": 1, "bad": 6, "created": 5}
    assert Officer.objects.filter(employee_no="UP-P-31002").exists()


def test_a_mended_row_is_still_refused_as_the_duplicate_of_a_written_one(administrator: Actor, desk: Unit) -> None:
    run = finish(
        administrator,
        stage(administrator, desk, (EXAMPLES / "officers_as_sent.xlsx").read_bytes(), "as_sent.xlsx"),
    )
    count = Officer.objects.filter(employee_no="UP-P-31003").count()
    assert count == 1
    with reading(administrator):
        imports.mend_row(by=administrator, run=run, number=9, cells={})
        run.refresh_from_db()
        row = run.rows.get(number=9)
    assert row.status == "bad"


ODD = "No.,Person,Where,What\nUP-X-1,Asha Rani,AHTU Bahraich,ahtu_in_charge\n"


def test_columns_are_chosen_once_and_remembered_for_the_same_header(administrator: Actor, desk: Unit) -> None:
    run = stage(administrator, desk, ODD)
    assert set(run.summary["missing"]) >= {"unit", "role"}
    with reading(administrator), pytest.raises(Invalid, match="no good row"):
        imports.begin_apply(by=administrator, run=run)
    columns = {"employee_no": "No.", "name": "Person", "unit": "Where", "role": "What"}
    with reading(administrator):
        imports.choose_columns(by=administrator, run=run, columns=columns)
    assert (run.good, run.bad) == (1, 0)
    again = stage(administrator, desk, ODD.replace("UP-X-1", "UP-X-2").replace("No.,", "no ,"))
    assert again.good == 1
    assert set(again.mapping["how"].values()) == {"remembered"}
    assert ColumnMapping.objects.count() == 1
    other = stage(SYSTEM, desk, ODD)
    assert other.summary.get("missing"), "what one person chose is not taken up for another"


def test_choosing_a_column_that_is_not_there_is_refused(administrator: Actor, desk: Unit) -> None:
    run = stage(administrator, desk, ODD)
    with reading(administrator), pytest.raises(Invalid):
        imports.choose_columns(by=administrator, run=run, columns={"unit": "Elsewhere"})


def test_undo_takes_back_what_nobody_touched_and_leaves_the_rest(administrator: Actor, desk: Unit) -> None:
    run = finish(administrator, stage(administrator, desk, (EXAMPLES / "officers_clean.csv").read_bytes()))
    touched = Officer.objects.get(employee_no="UP-P-20412")
    correct_officer(by=administrator, officer=touched, rank="Inspector")
    signs_in = Officer.objects.get(employee_no="UP-P-20413")
    open_account(by=administrator, officer=signs_in)
    with reading(administrator):
        imports.begin_undo(by=administrator, run=run)
        run = imports.undo_rows(by=administrator, run=run)
    assert run.state == "undone"
    assert statuses(administrator, run) == {"undone": 10, "kept": 2}
    standing = set(Officer.objects.standing().values_list("employee_no", flat=True))
    assert standing == {"ADM-1", "UP-P-20412", "UP-P-20413"}
    assert Posting.objects.standing().filter(officer__employee_no="UP-P-20414").count() == 0
    with reading(administrator), pytest.raises(Invalid):
        imports.begin_undo(by=administrator, run=run)
    # the numbers are free again
    assert finish(administrator, stage(administrator, desk, (EXAMPLES / "officers_clean.csv").read_bytes()))
    assert Officer.objects.standing().filter(employee_no="UP-P-20411").count() == 1


TRANSFER = "Employee number,Name,Posted at,Role,Posted since\nUP-P-20411,Sunita Maurya,AHTU Varanasi,AHTU,2026-01-01\n"


def test_an_import_transfers_with_access_and_the_undo_gives_it_back(administrator: Actor, desk: Unit) -> None:
    from samanvay.access.actors import actor_for

    finish(administrator, stage(administrator, desk, (EXAMPLES / "officers_clean.csv").read_bytes()))
    sunita = Officer.objects.get(employee_no="UP-P-20411")
    user = open_account(by=administrator, officer=sunita)
    bahraich, varanasi = (Unit.objects.get(code=f"police:ahtu:{n}").audience for n in (180, 197))
    both = {bahraich, varanasi}
    assert set(actor_for(user).audiences) & both == {bahraich}
    run = finish(administrator, stage(administrator, desk, TRANSFER))
    assert statuses(administrator, run) == {"updated": 1}
    assert set(actor_for(user).audiences) & both == {varanasi}
    with reading(administrator):
        imports.begin_undo(by=administrator, run=run)
        run = imports.undo_rows(by=administrator, run=run)
    assert statuses(administrator, run) == {"undone": 1}
    assert set(actor_for(user).audiences) & both == {bahraich}
    assert [posting.unit.audience for posting in sunita.postings.standing()] == [bahraich]


def test_a_transfer_dated_before_the_present_posting_refuses_that_row_alone(administrator: Actor, desk: Unit) -> None:
    finish(administrator, stage(administrator, desk, (EXAMPLES / "officers_clean.csv").read_bytes()))
    late = TRANSFER.replace("2026-01-01", "2020-01-01") + "UP-N-1,Nisha Kol,AHTU Agra,AHTU,2026-01-01\n"
    run = finish(administrator, stage(administrator, desk, late))
    assert statuses(administrator, run) == {"refused": 1, "created": 1}
    with reading(administrator):
        assert "began on" in next(faults(run)).expected.en


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "empty.csv"), (b"\x00\x01\x02\x03", "noise.bin"), (b"PK\x03\x04 broken", "broken.xlsx")],
)
def test_an_unusable_file_writes_nothing(administrator: Actor, desk: Unit, content: bytes, name: str) -> None:
    with pytest.raises(SheetError) as refused:
        stage(administrator, desk, content, name)
    assert refused.value.words.hi
    with reading(SYSTEM):
        assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("station_officer", "police:station:180:rupaidiha"),
        ("state_bureau", "bureau:IN-UP"),
        ("ngo_worker", "ngo:180"),
    ],
)
def test_only_who_posts_officers_may_import_them(desk: Unit, role: str, code: str) -> None:
    at = Unit.objects.get(code=code)
    actor = Actor(uuid7(), role, (at.audience,), (Held(role, at.audience, at.compartment),))
    with pytest.raises(Refused):
        stage(actor, at, ODD)


def test_an_import_is_seen_by_its_unit_and_by_nobody_beside_it(administrator: Actor, desk: Unit) -> None:
    run = stage(administrator, desk, ODD)
    at = Unit.objects.get(code="police:IN-UP")
    nodal = Actor(uuid7(), "nodal", (at.audience,), (Held("state_nodal_officer", at.audience, "police"),))
    with reading(nodal):
        assert list(imports_seen(nodal)) == []
        with pytest.raises(Unseen):
            import_seen(nodal, run.id)
        assert ImportRow.objects.count() == 0
    with reading(administrator):
        assert list(imports_seen(administrator)) == [run]


def test_a_run_that_stopped_half_way_goes_on_without_writing_a_row_twice(
    administrator: Actor, desk: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "BATCH", 5)
    run = stage(administrator, desk, (EXAMPLES / "officers_clean.csv").read_bytes())
    with reading(administrator):
        imports.begin_apply(by=administrator, run=run)
        calls = []

        def stops(done: int, total: int | None) -> None:
            calls.append(done)

        real = imports._Writer.__call__

        def dies(self: object, batch: object) -> object:
            if len(Officer.objects.filter(employee_no__startswith="UP-")) >= 5:
                raise KeyboardInterrupt
            return real(self, batch)  # type: ignore[arg-type]

        monkeypatch.setattr(imports._Writer, "__call__", dies)
        with pytest.raises(KeyboardInterrupt):
            imports.apply_rows(by=administrator, run=run, progress=stops)
    assert statuses(administrator, run) == {"created": 5, "waiting": 7}
    monkeypatch.setattr(imports._Writer, "__call__", real)
    with reading(administrator):
        run = imports.apply_rows(by=administrator, run=fetch(administrator, run))
    assert statuses(administrator, run) == {"created": 12}
    assert run.done == 12
    assert Officer.objects.filter(employee_no__startswith="UP-").count() == 12


def test_every_import_leaves_its_trace_in_the_log(administrator: Actor, desk: Unit) -> None:
    run = finish(administrator, stage(administrator, desk, (EXAMPLES / "officers_clean.csv").read_bytes()))
    with reading(administrator):
        kinds = list(
            Event.objects.filter(subject_kind="import", subject_id=str(run.id))
            .order_by("seq")
            .values_list("kind", flat=True)
        )
    assert kinds == ["import:staged", "import:begun", "import:rows_written", "import:applied"]


def test_the_examples_are_those_that_their_script_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("examples", ROOT / "scripts" / "make_officer_examples.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    module.write_clean()
    assert (tmp_path / "officers_clean.csv").read_bytes() == (EXAMPLES / "officers_clean.csv").read_bytes()


def test_nothing_of_an_import_is_written_outside_an_operation(administrator: Actor, desk: Unit) -> None:
    stage(administrator, desk, ODD)
    with reading(SYSTEM), connection.cursor() as cursor:
        cursor.execute(
            "select tgname from pg_trigger where not tgisinternal and tgrelid = any(array["
            "'documents_importrun'::regclass, 'documents_importrow'::regclass, 'documents_columnmapping'::regclass])"
        )
        assert len(cursor.fetchall()) == 3


@pytest.mark.slow
def test_a_whole_state_of_officers_is_taken_in_and_taken_back(administrator: Actor, desk: Unit) -> None:
    codes = list(Unit.objects.filter(kind="ahtu", home_state="IN-UP").order_by("code").values_list("name", flat=True))
    lines = ["Employee number,Name,Rank,Mobile,Unit,Role,Posted since"]
    for number in range(20_000):
        unit = codes[number % len(codes)] if number % 1_000 else "AHTU Nowhere"
        lines.append(f"BIG-{number:05d},Officer {number},Constable,98{number:08d},{unit},AHTU,2025-01-01")
    run = stage(administrator, desk, "\n".join(lines), "all.csv")
    assert (run.total, run.good, run.bad) == (20_000, 19_980, 20)
    run = finish(administrator, run)
    assert statuses(administrator, run) == {"bad": 20, "created": 19_980}
    assert run.done == 19_980
    assert Officer.objects.standing().filter(employee_no__startswith="BIG-").count() == 19_980
    with reading(administrator):
        imports.begin_undo(by=administrator, run=run)
        run = imports.undo_rows(by=administrator, run=run)
    assert statuses(administrator, run) == {"bad": 20, "undone": 19_980}
    assert not Officer.objects.standing().filter(employee_no__startswith="BIG-").exists()


def test_a_role_of_the_state_in_a_list_waits_for_a_second_person(administrator: Actor, desk: Unit) -> None:
    """The list makes the posting; whoever is given a sign-in for it holds nothing until a second person agrees."""
    known = add_officer(by=SYSTEM, employee_no="UP-K-1", home_state="IN-UP", name="Known Officer")
    user = open_account(by=SYSTEM, officer=known)
    watcher = add_officer(by=SYSTEM, employee_no="UP-K-2", home_state="IN-UP", name="Watching Officer")
    post_officer(
        by=SYSTEM, officer=watcher, unit=Unit.objects.get(code="data_protection:IN-UP"), role="data_protection_officer"
    )
    watching = open_account(by=SYSTEM, officer=watcher)
    content = (
        "Employee number,Name,Unit,Role\n"
        "UP-G-1,Ghost One,police:IN-UP,State nodal officer\n"
        "UP-G-2,Plain Officer,police:ahtu:180,AHTU\n"
        "UP-K-1,Known Officer,audit_office:IN-UP,Auditor\n"
        "UP-K-2,Watching Officer,audit_office:IN-UP,Auditor\n"
    )
    run = finish(administrator, stage(administrator, desk, content))
    assert statuses(administrator, run) == {"created": 2, "updated": 1, "refused": 1}
    assert not actor_for(user).grants
    assert [held.role for held in actor_for(watching).grants] == ["data_protection_officer"]
    opened = {
        number: open_account(by=administrator, officer=Officer.objects.get(employee_no=number))
        for number in ("UP-G-1", "UP-G-2")
    }
    assert not actor_for(opened["UP-G-1"]).grants
    assert [held.role for held in actor_for(opened["UP-G-2"]).grants] == ["ahtu_in_charge"]
    assert {each.user_id for each in Proposal.objects.open()} == {user.pk, opened["UP-G-1"].pk}
    # taken back, the list takes its proposals back
    with reading(administrator):
        imports.begin_undo(by=administrator, run=run)
        imports.undo_rows(by=administrator, run=run)
    assert {each.user_id for each in Proposal.objects.open()} == {opened["UP-G-1"].pk}
