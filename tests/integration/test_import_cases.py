"""Sheets of cases: cases with their events in the log, known again, taken back, gone on with after a stop."""

import io
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from case_world import BAHRAICH
from reporting_state import district, officer, unit_for

from samanvay.access.models import TeamMember, User
from samanvay.acts.models import Act
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.audit.outbox import deliver_all
from samanvay.audit.vocabulary import register
from samanvay.cases.importing import sheets as importing
from samanvay.cases.importing.spec import FIELDS
from samanvay.cases.models import Case, CaseEvent, CaseLeg, CasePerson
from samanvay.cases.people.actions.people import add_person
from samanvay.config.env import ROOT
from samanvay.directory.models import Place
from samanvay.directory.units.actions.units import create_unit
from samanvay.documents import tasks
from samanvay.documents.actions import add_document
from samanvay.documents.importing import actions as imports
from samanvay.documents.importing.queries import counts_by_status, faults, import_seen, same_file_before
from samanvay.documents.models import ImportRun
from samanvay.importing.folding import fold
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.picture.models import Fact
from samanvay_insight.script.legacy import to_legacy

CLOSED = register("test:account_closed", "Closed", "बंद")
SHEET = """Monthly statement of cases,,,,,,,,,,,
Sl,Date,जनपद,Thana,Brief facts,Type,Lured by,Victims,Rescued,Arrested,FIR No,U/s
1,3.4.25,बहराइच,Rupaidiha,Three girls stopped at the border,sexual exploitation,Job,३,३,2,214/25,143 BNS
2,45848,Allahabad,,Five boys freed from a factory,बाल श्रम,,5,5,-,,
3,31.02.2025,Bahraich,,No such day,Begging,,1,1,,,
4,5.5.25,Nowhere,,No such district,Begging,,1,1,,,
5,6.5.25,Bahraich,Unknown Station,A woman traced,,शादी,1,,0,,
6,6.5.25,Bahraich,,"Of many, too many",Begging,,"1,23,456",,,,
,Total,,,,,,10,9,2,,
"""


@pytest.fixture
def by(fresh_state: str) -> Actor:
    return officer("state_bureau")


def stage(by: Actor, content: str | bytes = SHEET, name: str = "cases.csv") -> ImportRun:
    data = content.encode() if isinstance(content, str) else content
    audience = unit_for("state_bureau", "").audience
    with reading(by):
        return imports.stage_file(by=by, kind="cases", content=data, file_name=name, audience=audience)


def write(by: Actor, run: ImportRun) -> dict[str, int]:
    imports.begin_apply(by=by, run=run)
    imports.apply_rows(by=by, run=run)
    return counted(by, run)


def take_back(by: Actor, run: ImportRun) -> dict[str, int]:
    with reading(by):
        run = import_seen(by, run.id)
    imports.begin_undo(by=by, run=run)
    imports.undo_rows(by=by, run=run)
    return counted(by, run)


def counted(by: Actor, run: ImportRun) -> dict[str, int]:
    with reading(by):
        return counts_by_status(run)


def test_good_rows_become_cases_with_events_team_and_log(by: Actor) -> None:
    run = stage(by)
    with reading(by):
        assert [(error.row, error.field) for error in faults(run)] == [(5, "occurred"), (6, "district"), (8, "people")]
    assert write(by, run) == {"aside": 1, "bad": 3, "created": 3}
    with reading(by):
        girls, boys, woman = Case.objects.order_by("id")
        assert [case.number[-6:] for case in (girls, boys, woman)] == ["000001", "000002", "000003"]
        assert (str(girls.occurred), girls.people, girls.forms) == ("3 Apr 2025", 3, ["sexual_exploitation"])
        assert (boys.place_id, boys.source, str(boys.occurred)) == ("district:175", "report", "10 Jul 2025")
        # a station that the directory does not know: its district is the place, and its name stays in words
        assert (woman.place_id, "Unknown Station" in woman.narrative) == (BAHRAICH, True)
        told = CaseEvent.objects.filter(case=girls).values_list("kind", "people", "note")
        assert sorted(told) == [("arrest", 2, ""), ("fir", None, "214/25, 143 BNS"), ("rescue", 3, "")]
        members = TeamMember.objects.filter(record_id=girls.id).values_list("user_id", "role")
        assert list(members) == [(by.id, "lead")]
        log = Counter(Event.objects.filter(subject_id=str(girls.id)).values_list("kind", flat=True))
    assert log == {"case:opened": 1, "team:member_named": 1, "case:event_added": 3}


@pytest.mark.parametrize("district", ["Bahraich", ""])
def test_a_station_of_the_directory_is_the_place_where_it_stands(by: Actor, district: str) -> None:
    for name in ("PS Nanpara", "PS Gate Four"):
        create_unit(by=SYSTEM, kind="station", name=name, home_state="IN-UP", place=Place.objects.get(pk=BAHRAICH))
    rows = f"2,6.5.25,{district},PS Nanpara,One woman traced\n3,6.5.25,{district},Gate Four,One man traced\n"
    write(by, stage(by, "No,Date,District,PS,What\n" + rows))
    with reading(by):
        places = [case.place_id for case in Case.objects.order_by("id")]
    assert places == ["town:180-nanpara", BAHRAICH], "of a station without a place of its own the district is known"


def test_a_source_is_read_by_its_word_of_today_and_of_before() -> None:
    source = next(field for field in FIELDS if field.code == "source")
    assert {source.folded_choices[fold(said)] for said in ("स्थिति रिपोर्ट", "स्थिति प्रतिवेदन", "प्रतिवेदन")} == {"report"}


def test_what_was_assumed_is_told_by_column_and_kind_with_its_rows(by: Actor) -> None:
    notes = {(note["field"], note["kind"]): note for note in stage(by).summary["notes"]}
    told = {key: [(each["words"]["en"], each["rows"]) for each in note["examples"]] for key, note in notes.items()}
    assert told["district", "respelt"] == [("Allahabad read as Prayagraj.", [4])]
    assert told["station", "around"] == [("Unknown Station is not known; its district Bahraich is used instead.", [7])]
    assert told["occurred", "full year"] == [("Year 25 read as 2025.", [3, 6, 7, 8])]
    assert told["occurred", "day number"] == [("Excel’s day number 45848 read as 10 Jul 2025.", [4])]
    assert notes["occurred", "day first"]["count"] == 3


def test_merged_cells_are_told_when_the_rows_are_checked_anew(by: Actor) -> None:
    book = openpyxl.Workbook()
    for cells in (
        ["Date", "District", "What happened", "Persons"],
        ["10 Jul 2025", "Bahraich", "Three girls stopped", 3],
        ["11 Jul 2025", None, "Five boys freed", 5],
        ["12 Jul 2025", None, "Two boys freed", 2],
    ):
        book.active.append(cells)
    book.active.merge_cells("B2:B4")
    content = io.BytesIO()
    book.save(content)
    run = stage(by, content.getvalue(), "merged.xlsx")
    [filled] = [note for note in run.summary["notes"] if note["kind"] == "merged"]
    assert (filled["field"], filled["count"], filled["rows"]) == ("district", 2, [3, 4])
    with reading(by):
        imports.mend_row(by=by, run=run, number=4, cells={"District": "Lucknow"})
    [filled] = [note for note in run.summary["notes"] if note["kind"] == "merged"]
    assert filled["rows"] == [3], "a cell that a person wrote comes from no merged one"


def test_the_same_file_is_recognised_and_adds_nothing(by: Actor) -> None:
    first, second = stage(by), stage(by)
    write(by, first)
    with reading(by):
        before = same_file_before(second)
    assert before is not None
    assert before.id == first.id
    assert write(by, second) == {"aside": 1, "bad": 3, "unchanged": 3}
    grown = stage(by, SHEET.replace(",Total", "7,7.5.25,Bahraich,,Another,Begging,,1,1,,,\n,Total"))
    assert write(by, grown) == {"aside": 1, "bad": 3, "created": 1, "unchanged": 3}


def test_undo_voids_and_the_file_can_come_again(by: Actor) -> None:
    run = stage(by)
    write(by, run)
    assert take_back(by, run) == {"aside": 1, "bad": 3, "undone": 3}
    with reading(by):
        assert not Case.objects.standing().exists()
        assert not CaseEvent.objects.filter(voided_at__isnull=True).exists()
        assert Event.objects.filter(kind="case:voided").count() == 3
    again = stage(by)
    assert write(by, again) == {"aside": 1, "bad": 3, "created": 3}
    assert write(by, stage(by)) == {"aside": 1, "bad": 3, "unchanged": 3}


def test_a_row_comes_again_however_often_it_was_taken_back(by: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    run = stage(by)
    write(by, run)
    take_back(by, run)
    real = importing._mark
    # As though each row had been brought and taken back sixty times.
    monkeypatch.setattr(importing, "_mark", lambda row, unit, time: real(row, unit, 0 if time < 60 else time))
    assert write(by, stage(by)) == {"aside": 1, "bad": 3, "created": 3}
    assert write(by, stage(by)) == {"aside": 1, "bad": 3, "unchanged": 3}


def test_nothing_is_written_for_an_account_that_was_closed_meanwhile(by: Actor) -> None:
    run = stage(by)
    imports.begin_apply(by=by, run=run)
    with operation(CLOSED, by=SYSTEM):
        User.objects.filter(pk=by.id).update(is_active=False)
    tasks.carry_on.call(str(run.id), str(by.id))
    with reading(by):
        assert not Case.objects.exists()
        assert import_seen(by, run.id).state == "applying"
    with operation(CLOSED, by=SYSTEM):
        User.objects.filter(pk=by.id).update(is_active=True)
    tasks.carry_on.call(str(run.id), str(by.id))
    assert counted(by, run)["created"] == 3


def test_a_case_that_somebody_worked_on_stays(by: Actor) -> None:
    run = stage(by)
    write(by, run)
    with reading(by):
        case = Case.objects.order_by("id")[0]
        add_person(by=by, case_id=case.id, role="victim", sex="female", age_band="under_18")
    assert take_back(by, run) == {"aside": 1, "bad": 3, "kept": 1, "undone": 2}
    with reading(by):
        assert Case.objects.standing().get() == case


def test_a_case_of_whose_person_an_act_is_recorded_stays(by: Actor) -> None:
    run = stage(by, SHEET.replace("45848,Allahabad", f"{clock.today():%d.%m.%Y},Allahabad"))
    write(by, run)
    with reading(SYSTEM):
        person = CasePerson.objects.select_related("case").order_by("id")[0]
        assert CasePerson.objects.filter(case=person.case).count() == 5
    with operation(CLOSED, by=SYSTEM):
        Act.objects.create(
            case=person.case, person=person, case_number=person.case.number, code="produced", made_by=by.id,
            maker_unit=person.home_unit, hands=[by.id], state_since=clock.now(), declared_at=clock.now(),
            **person.case.ownership(),
        )  # fmt: skip
    assert take_back(by, run) == {"aside": 1, "bad": 3, "kept": 1, "undone": 2}
    with reading(by):
        assert Case.objects.standing().get() == person.case


def test_people_beyond_what_one_batch_lists_stay_a_number(by: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_LISTED", 4)
    write(by, stage(by, SHEET.replace("45848,Allahabad", f"{clock.today():%d.%m.%Y},Allahabad")))
    with reading(by):
        assert not CasePerson.objects.exists()
        assert CaseEvent.objects.filter(kind="rescue", people=5).exists()


def test_a_case_with_a_document_stays(by: Actor) -> None:
    run = stage(by)
    write(by, run)
    with reading(by):
        case = Case.objects.order_by("id")[0]
        add_document(
            by=by,
            record_id=case.id,
            subject_id=None,
            kind="scene",
            name="memo.txt",
            chunks=[b"Seizure memo of the bus stand"],
            readers=case.readers,
            home_unit=case.home_unit,
            home_state=case.home_state,
        )
    assert take_back(by, run) == {"aside": 1, "bad": 3, "kept": 1, "undone": 2}
    with reading(by):
        assert Case.objects.standing().get() == case


def test_a_stopped_import_goes_on_and_writes_no_row_twice(by: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "BATCH", 1)
    run = stage(by)
    imports.begin_apply(by=by, run=run)

    def stop(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("samanvay.importing.applying._PROGRESS_EVERY", 1)
    with pytest.raises(KeyboardInterrupt):
        imports.apply_rows(by=by, run=run, progress=stop)
    assert counted(by, run) == {"aside": 1, "bad": 3, "created": 1, "waiting": 2}
    with reading(by):
        run = import_seen(by, run.id)
    imports.apply_rows(by=by, run=run)
    assert counted(by, run) == {"aside": 1, "bad": 3, "created": 3}
    with reading(by):
        assert len(set(Case.objects.values_list("what", flat=True))) == 3


def test_a_repeated_row_is_named_and_not_counted_twice(by: Actor) -> None:
    line = "1,6.5.25,Bahraich,,Two children found begging,Begging,,2,2,,,\n"
    run = stage(by, SHEET.splitlines()[1] + "\n" + line + line.replace("1,", "1 ,", 1))
    with reading(by):
        assert [error.words.en for error in faults(run)] == [
            "Row 3, What happened: expected each row only once: this one repeats row 2."
        ]


def test_who_may(by: Actor) -> None:
    run = stage(by)
    with pytest.raises(Refused):
        imports.begin_apply(by=officer("state_desk_analyst", unit=unit_for("state_bureau", "")), run=run)
    with pytest.raises(Refused), reading(SYSTEM):
        imports.stage_file(by=SYSTEM, kind="cases", content=SHEET.encode(), file_name="c.csv", audience=run.home_unit)


def test_kruti_dev_is_shown_beside_its_reading_and_taken_on_agreement(by: Actor) -> None:
    run = stage(by, (ROOT / "examples" / "weekly_report_krutidev.csv").read_bytes(), "krutidev.csv")
    found = run.summary["legacy"]
    reads = {column["reads"]: column["examples"] for column in found["columns"]}
    assert reads["जनपद"][0] == ["cgjkbp", "बहराइच"]
    assert (found["decided"], run.good) == ("", 0)
    imports.read_legacy(by=by, run=run, take=True)
    assert run.mapping["columns"]["district"] == "जनपद"
    with reading(by):
        assert [error.words.en for error in faults(run)] == []
    assert write(by, run) == {"created": 7}
    with reading(by):
        assert "नेपाल सीमा पर चेकिंग" in Case.objects.order_by("id")[0].what


def test_ten_rows_in_an_old_font_below_two_hundred_of_english_are_found_and_counted(by: Actor) -> None:
    rows = [f"Bahraich,A child begging at crossing {number},1" for number in range(200)]
    typed = [to_legacy(f"थाना प्रभारी ने {number} बालिकाओं को मुक्त कराया") for number in range(11)]
    run = stage(by, "\n".join(["District,Brief facts,Rescued", *rows, *(f"Gonda,{each},3" for each in typed), ""]))
    (column,) = run.summary["legacy"]["columns"]
    assert (column["header"], column["count"]) == ("Brief facts", 11)
    assert [original for original, _text in column["examples"]] == typed[:10]
    with reading(by):
        (all_words,) = imports.legacy_words(by=by, run=run)
    assert len(all_words.words) == 11
    imports.read_legacy(by=by, run=run, take=True)
    with reading(by):
        cells = [row.cells[1] for row in run.rows.order_by("number")]
        assert imports.legacy_words(by=by, run=run) == []
    assert cells[0] == "A child begging at crossing 0"
    assert cells[-1] == "थाना प्रभारी ने 10 बालिकाओं को मुक्त कराया"


def test_nothing_is_written_before_it_is_said_how_the_old_font_reads(by: Actor) -> None:
    run = stage(by, "District,Brief facts,Rescued\nBahraich,Fkkuk izHkkjh cgjkbp us rhu ckfydkvksa dks eqDr djk;k,3\n")
    assert run.good == 1
    with pytest.raises(Invalid, match="old font"):
        imports.begin_apply(by=by, run=run)
    imports.read_legacy(by=by, run=run, take=False)
    assert write(by, run) == {"created": 1}


def test_names_in_a_column_that_nothing_takes_up_are_not_kept(by: Actor) -> None:
    sheet = (
        "Date,District,Brief facts,Type,Name of the girl\n"
        "3.4.25,Bahraich,A girl stopped at the border,Begging,Sunita Kumari\n"
        "4.4.25,Nowhere,A girl stopped again,Begging,Rekha Kumari\n"
        ",Note: Kamla told it,,,\n"
    )
    run = stage(by, sheet)
    write(by, run)
    with reading(by):
        kept = str(list(run.rows.values_list("cells", flat=True)))
        assert not [name for name in ("Sunita", "Rekha", "Kamla") if name in kept]
        assert "Nowhere" in kept, "what is still to be mended stays"
    take_back(by, run)
    with reading(by):
        assert set(map(str, run.rows.values_list("cells", flat=True))) == {"[]"}


WAY = """Date,District,Brief facts,Source,Victims,Rescued,Taken from,Passed through,Kept at,Destination
2.11.2026,Varanasi,Three girls on a train,GRP,3,3,Nepal,Gorakhpur; Deoria,Ayodhya,Delhi
3.11.2026,Moradabad,An agent at the station,Checking,2,,Jharkhand,,Bijnor,NCR
4.11.2026,Agra,A boy,Raid,1,1,,,,
"""


def test_the_way_of_a_row_becomes_legs_and_a_movement_and_goes_with_the_case(
    by: Actor, settled: Callable[[], None]
) -> None:
    run = stage(by, WAY)
    assert write(by, run) == {"created": 3}
    with reading(by):
        girls, agent, boy = Case.objects.order_by("id")
        legs = CaseLeg.objects.filter(case=girls).order_by("position").values_list("role", "place_id", "certainty")
        assert list(legs) == [
            ("source", "NP", "stated"), ("transit", district("Gorakhpur"), "stated"),
            ("transit", district("Deoria"), "stated"),
            ("stopover", district("Ayodhya"), "stated"), ("rescue", "district:197", "shown"),
            ("destination", "IN-DL", "stated"),
        ]  # fmt: skip
        roles = CaseLeg.objects.filter(case=agent).order_by("position").values_list("role", flat=True)
        assert list(roles) == ["source", "stopover", "destination"], "nobody was found there"
        assert not CaseLeg.objects.filter(case=boy).exists()
        assert Event.objects.filter(kind="case:leg_added", subject_id=str(girls.id)).count() == 6
    settled()
    while deliver_all():
        continue
    with reading(SYSTEM):
        movement = Fact.objects.get(kind="movement", origin="NP")
        assert (movement.via, movement.destination, movement.persons) == (
            [district("Gorakhpur"), district("Deoria"), district("Ayodhya")], "IN-DL", 3,
        )  # fmt: skip
        assert Fact.objects.filter(kind="movement").count() == 2
    take_back(by, run)
    settled()
    while deliver_all():
        continue
    with reading(SYSTEM):
        assert not CaseLeg.objects.filter(voided_at__isnull=True).exists()
        assert not Fact.objects.exists()


def test_rows_of_the_last_days_list_their_people_once_and_older_rows_stay_a_number(by: Actor) -> None:
    today = clock.today()
    sheet = (
        "Date,District,Brief facts,Rescued,Intercepted\n"
        f"{today - timedelta(days=3):%d.%m.%Y},Bahraich,Four on a bus,4,3\n"
        f"{today - timedelta(days=90):%d.%m.%Y},Bahraich,Five in a kiln,5,\n"
    )
    run = stage(by, sheet, "days.csv")
    write(by, run)
    with reading(SYSTEM):
        new, old = Case.objects.get(what="Four on a bus"), Case.objects.get(what="Five in a kiln")
        listed = CasePerson.objects.filter(case=new)
        assert [str(one.label) for one in listed.order_by("no")] == [f"Person {no}" for no in range(1, 5)]
        assert {one.found_in.kind for one in listed.select_related("found_in")} == {"rescue"}
        assert not CasePerson.objects.filter(case=old).exists()
    assert write(by, stage(by, sheet, "again.csv")) == {"unchanged": 2}
    with reading(SYSTEM):
        assert CasePerson.objects.count() == 4
    take_back(by, run)
    with reading(SYSTEM):
        assert Case.objects.get(pk=new.pk).is_void
        assert not CasePerson.objects.filter(voided_at=None).exists()
