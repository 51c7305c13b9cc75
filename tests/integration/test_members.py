"""The roll of members: taken in from sheets, corrected, closed by a whole sheet, taken back, and counted."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from case_world import BAHRAICH, VARANASI, world
from exam_world import CODE, course

from samanvay.access.actors import actor_for
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.directory.models import Unit
from samanvay.directory.officers.actions.accounts import open_account
from samanvay.directory.officers.actions.officers import add_officer
from samanvay.directory.officers.actions.postings import post_officer
from samanvay.directory.units.actions.units import create_unit
from samanvay.documents.importing import actions as imports
from samanvay.documents.importing.queries import counts_by_status, faults, import_seen
from samanvay.documents.models import ImportRun
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, Held, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Refused
from samanvay.picture.queries import Route
from samanvay.training.examining.actions.certifying import revoke_certificate
from samanvay.training.examining.actions.sitting import GivenAnswer, begin_sitting, hand_in, save_answers
from samanvay.training.examining.marking import as_shown, key_of
from samanvay.training.examining.queries import examinations as examining
from samanvay.training.models import Certificate, Member
from samanvay.training.roll import queries
from samanvay.training.roll.actions import certificates
from samanvay.training.roll.actions.members import amend_member
from samanvay.training.roll.events import MEMBER_AMENDED
from samanvay.training.roll.queries import MemberFilters
from samanvay.training.roll.standing import Standing, standing_of

pytestmark = pytest.mark.django_db
HEADER = "PNO,Name,Rank,Posting,Last trained on,Leave from,Leave to\n"


@pytest.fixture
def units() -> dict[str, Unit]:
    """Two districts' police under the state's, the bureau beside them, and a child protection unit of another tree."""
    state = create_unit(by=SYSTEM, kind="state_police", name="State", code="m:state", home_state="IN-UP")
    made = {"state": state}
    for name, kind in (("one", "district_police"), ("two", "district_police"), ("bureau", "state_bureau")):
        made[name] = create_unit(
            by=SYSTEM, kind=kind, name=f"Unit {name}", code=f"m:{name}", home_state="IN-UP", parent=state
        )
    made["dcpu"] = create_unit(by=SYSTEM, kind="dcpu", name="Unit dcpu", code="m:dcpu", home_state="IN-UP")
    return made


def serving(role: str, unit: Unit) -> Actor:
    return Actor(uuid7(), role, (unit.audience,), (Held(role, unit.audience, unit.compartment),))


def take_in(by: Actor, unit: Unit, rows: str, kind: str = "members") -> ImportRun:
    content = (HEADER + rows).encode()
    run = imports.stage_file(by=by, kind=kind, content=content, file_name="roll.csv", audience=unit.audience)
    with reading(by):
        run = import_seen(by, run.pk)
        imports.begin_apply(by=by, run=run)
        return imports.apply_rows(by=by, run=run)


def followed(kind: str) -> None:
    with reading(SYSTEM):
        event = Event.objects.get(kind=kind)
    certificates.follow_certificate(event)


def statuses(by: Actor, run: ImportRun) -> dict[str, int]:
    with reading(by):
        return counts_by_status(run)


def roll(by: Actor, **asked: str) -> list[str]:
    with reading(by):
        return sorted(queries.members(by, MemberFilters(**asked)).values_list("employee_no", flat=True))


def test_a_quarter_makes_training_due_and_two_make_it_overdue() -> None:
    last = date(2026, 1, 1)
    for passed, lately in ((last, Standing.TRAINED), (None, Standing.ATTENDED)):
        told = {week: standing_of(last, passed, last + timedelta(weeks=week)) for week in (0, 12, 13, 26)}
        assert told == {0: lately, 12: lately, 13: Standing.DUE, 26: Standing.DUE}
        assert standing_of(last, passed, last + timedelta(weeks=26, days=1)) is Standing.OVERDUE
    assert standing_of(None, None, last) is Standing.NEVER


def test_presence_alone_trains_nobody_and_an_old_pass_no_more() -> None:
    today = date(2026, 6, 1)
    old = today - timedelta(weeks=14)
    assert standing_of(today, None, today) is Standing.ATTENDED
    assert standing_of(today, old, today) is Standing.ATTENDED, "attended again, not yet passed again"
    assert standing_of(today, today, today) is Standing.TRAINED


@pytest.mark.parametrize("weeks", [0, 12, 13, 26, 27, None])
@pytest.mark.parametrize("passed", [0, 12, 13, 30, None])
def test_the_database_counts_standing_as_one_by_one(
    units: dict[str, Unit], weeks: int | None, passed: int | None
) -> None:
    bureau, today = serving("state_bureau", units["bureau"]), clock.today()
    take_in(bureau, units["bureau"], "P-1,Asha Rani,S.I.,Unit one,,,\n")
    days = [None if each is None else today - timedelta(weeks=each) for each in (weeks, passed)]
    with operation(MEMBER_AMENDED, by=SYSTEM):
        Member.objects.filter(employee_no="P-1").update(trained_on=days[0], certified_on=days[1])
    with reading(bureau):
        one = Member.objects.get(employee_no="P-1")
        group = queries.coverage(bureau, "unit", MemberFilters())[0]
    standing = standing_of(one.last_on, one.certified_on, today)
    assert {each: group.count(each) for each in Standing} == {each: int(each is standing) for each in Standing}
    assert group.total == 1
    assert group.attended == (standing in (Standing.TRAINED, Standing.ATTENDED))
    assert roll(bureau, standing=standing.value) == ["P-1"]


def test_a_sheet_makes_members_whom_their_own_line_and_the_bureau_see(units: dict[str, Unit]) -> None:
    bureau = serving("state_bureau", units["bureau"])
    days = [(clock.today() - timedelta(weeks=weeks)).isoformat() for weeks in (2, 20, 40)]
    run = take_in(
        bureau,
        units["bureau"],
        f"P-1,Asha Rani,S.I.,Unit one,{days[0]},,\n"
        f"P-2,Mohan Lal,सिपाही,Unit two,{days[1]},,\n"
        f"W-1,Rekha Devi,Protection Officer,Unit dcpu,{days[2]},,\n"
        f"P-3,Vivek Rana,Constable,Unit one,,{clock.today().isoformat()},\n"
        "P-4,Nobody Here,Constable,Unit nowhere,,,\n"
        "P-5,Wrong Leave,Constable,Unit one,,2026-03-04,2026-03-01\n",
    )
    assert statuses(bureau, run) == {"created": 4, "bad": 2}
    with reading(bureau):
        assert [(each.row, each.field) for each in faults(run)] == [(6, "unit"), (7, "leave_until")]
    assert roll(bureau) == ["P-1", "P-2", "P-3", "W-1"]
    chief = serving("police_chief", units["one"])
    assert roll(chief) == ["P-1", "P-3"]
    assert roll(serving("dcpu", units["dcpu"])) == ["W-1"]
    assert roll(serving("state_nodal_officer", units["state"])) == ["P-1", "P-2", "P-3"]
    assert roll(bureau, rank="constable", standing="due") == ["P-2"]
    assert roll(bureau, standing="leave") == ["P-3"]
    with reading(bureau):
        groups = queries.coverage(bureau, "unit", MemberFilters())
    told = {each.key: (each.trained, each.attended, each.due, each.overdue, each.never) for each in groups}
    assert told == {"m:one": (0, 1, 0, 0, 1), "m:two": (0, 0, 1, 0, 0), "m:dcpu": (0, 0, 0, 1, 0)}
    with reading(chief):
        assert [each.key for each in queries.coverage(chief, "unit", MemberFilters())] == ["m:one"]


def test_a_corridor_is_without_a_trained_officer_where_no_district_along_it_has_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = world()
    bureau = serving("state_bureau", people.police)
    create_unit(
        by=SYSTEM, kind="ahtu", name="Unit there", home_state="IN-UP", parent=people.there, place=people.there.place
    )
    take_in(bureau, people.police, f"P-1,Asha Rani,S.I.,Unit there,{clock.today().isoformat()},,\n")
    ways = [
        Route("IN-BR", ("passed",), BAHRAICH, 3, 4),
        Route("IN-BR", (), BAHRAICH, 2, 2),
        Route("IN-BR", (), VARANASI, 9, 9),
        Route("", (), BAHRAICH, 7, 7),
    ]
    monkeypatch.setattr(queries, "picture", lambda actor, filters: SimpleNamespace(routes=ways))

    def told() -> list[tuple[str, int, int]]:
        with reading(bureau):
            return [
                (each.route.destination, each.route.journeys, each.attended)
                for each in queries.gaps(bureau, "IN-UP")[0]
            ]

    assert told() == [(VARANASI, 9, 1), (BAHRAICH, 5, 0)]  # a sheet is no certificate; half a way no corridor
    with operation(MEMBER_AMENDED, by=SYSTEM):
        Member.objects.filter(employee_no="P-1").update(certified_on=clock.today())
    assert told() == [(BAHRAICH, 5, 0)]


def test_a_known_number_is_transferred_a_doubtful_one_asked_and_all_taken_back(units: dict[str, Unit]) -> None:
    bureau = serving("state_bureau", units["bureau"])
    take_in(bureau, units["bureau"], "P-1,Asha Rani,SI,Unit one,2026-03-01,,\nP-2,Mohan Lal,HC,Unit one,,,\n")
    run = take_in(
        bureau,
        units["bureau"],
        "p-1,Asha Rani,,Unit two,2026-02-01,,\nP-2,Farzana Khatoon,HC,Unit one,,,\nP-9,Salim Khan,HC,Unit one,,,\n",
    )
    assert statuses(bureau, run) == {"updated": 1, "refused": 1, "created": 1}
    with reading(bureau):
        asha = Member.objects.get(employee_no="P-1")
        assert (asha.unit.code, asha.trained_on, asha.rank) == ("m:two", date(2026, 3, 1), "sub_inspector")
    assert roll(serving("police_chief", units["two"])) == ["P-1"]
    with reading(bureau):
        imports.begin_undo(by=bureau, run=run)
        imports.undo_rows(by=bureau, run=run)
    assert roll(serving("police_chief", units["one"])) == ["P-1", "P-2"]
    assert roll(serving("police_chief", units["two"])) == []


def test_a_whole_sheet_closes_who_left_once_no_row_is_in_doubt(units: dict[str, Unit]) -> None:
    bureau = serving("state_bureau", units["bureau"])
    start = "P-1,Asha Rani,SI,Unit one,,,\nP-2,Mohan Lal,HC,Unit one,,,\nP-3,Vivek Rana,HC,Unit two,,,\n"
    take_in(bureau, units["bureau"], start)
    take_in(bureau, units["bureau"], "P-1,Asha Rani,SI,Unit one,,,\n")
    assert roll(bureau) == ["P-1", "P-2", "P-3"], "a sheet that is not whole closes nobody"
    doubtful = "P-1,Asha Rani,SI,Unit one,,,\nP-2,Mohan Lal,HC,Unit oen xx,,,\n"
    take_in(bureau, units["bureau"], doubtful, "members_whole")
    assert roll(bureau) == ["P-1", "P-2", "P-3"], "the one in doubt may be the one who seems to be missing"
    run = take_in(bureau, units["bureau"], "P-1,Asha Rani,SI,Unit one,,,\n", "members_whole")
    assert roll(bureau) == ["P-1", "P-3"], "of the unit that the sheet does not name nobody left"
    with reading(bureau):
        imports.begin_undo(by=bureau, run=run)
        imports.undo_rows(by=bureau, run=run)
    assert roll(bureau) == ["P-1", "P-2", "P-3"]


def test_a_chief_amends_the_own_line_alone(units: dict[str, Unit]) -> None:
    bureau = serving("state_bureau", units["bureau"])
    take_in(bureau, units["bureau"], "P-1,Asha Rani,SI,Unit one,,,\n")
    one, two = (serving("police_chief", units[name]) for name in ("one", "two"))
    with reading(bureau):
        asha = Member.objects.get()
    same = {"name": asha.name, "languages": ["hindi"], "leave_from": None, "leave_until": None, "is_gone": False}
    with pytest.raises(Refused):
        amend_member(by=two, member=asha, reason="transfer", unit=units["two"], **same)
    with reading(one):
        amend_member(by=one, member=asha, reason="transfer by order", unit=units["two"], expected=1, **same)
    assert (roll(one), roll(two)) == ([], ["P-1"])


def test_a_certificate_of_the_core_stands_on_the_roll_until_it_is_revoked(
    units: dict[str, Unit], monkeypatch: pytest.MonkeyPatch
) -> None:
    course()
    monkeypatch.setattr(certificates, "core_courses", lambda: [CODE])
    bureau = serving("state_bureau", units["bureau"])
    take_in(bureau, units["bureau"], "P-1,Asha Rani,SI,Unit one,,,\n")
    officer = add_officer(by=SYSTEM, employee_no="P-1", home_state="IN-UP", name="Asha Rani")
    user = open_account(by=SYSTEM, officer=officer, username="asha", is_persona=True)
    post_officer(by=SYSTEM, officer=officer, unit=units["one"], role="police_chief")
    asha = actor_for(user)
    with reading(asha):
        sitting = begin_sitting(by=asha, code=CODE)
    texts = [each.text() for each in examining.texts_of(sitting)]
    right = [as_shown(line, key_of(text)) for line, text in zip(sitting.paper, texts, strict=True)]
    save_answers(by=asha, key=sitting.pk, answers=[GivenAnswer(at, tuple(given), 1) for at, given in enumerate(right)])
    hand_in(by=asha, key=sitting.pk)
    followed("certificate:issued")
    assert roll(bureau, standing="trained") == ["P-1"]
    with reading(SYSTEM):
        held = Certificate.objects.get()
    revoke_certificate(by=bureau, certificate=held, reason="issued by mistake")
    followed("certificate:revoked")
    assert roll(bureau, standing="never") == ["P-1"]
