"""The register of nodal officers: versions, what is stale, the quarter's duty, a list taken in and taken back."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from case_world import BAHRAICH, officer, world

from samanvay.config.env import ROOT
from samanvay.directory.places.actions.places import keep_place
from samanvay.directory.units.actions.units import create_unit
from samanvay.documents.importing.actions import apply_rows, begin_apply, begin_undo, stage_file, undo_rows
from samanvay.documents.models import ImportRun
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.measures.contacts import queries
from samanvay.measures.contacts.actions import (
    add_contact,
    correct_contact,
    open_verify_duty,
    verify_contact,
    void_contact,
)
from samanvay.measures.models import NodalContact

HEAD = "State/UT,District,Department,Designation,Office,Office telephone,E-mail,Source\n"
SAID = {
    "place": "IN-JH", "compartment": "police", "designation": "Nodal officer", "office": "Invented cell",
    "email": "cell@example.org", "source": "Letter 12",
}  # fmt: skip


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    made = world()
    bureau = create_unit(
        by=SYSTEM, kind="state_bureau", name="Bureau", home_state="IN-UP", parent=made.police,
        place=keep_place(by=SYSTEM, key="IN-UP"),
    )  # fmt: skip
    made.bureau = officer("bureau", "state_bureau", bureau)
    for key in ("IN-JH", "IN-BR", "IN-DL", "IN-RJ", "IN-WB"):
        keep_place(by=SYSTEM, key=key)
    return made


def current(actor: Actor, **asked: object) -> list[NodalContact]:
    with reading(actor):
        return list(queries.contacts_found(actor, **asked))  # type: ignore[arg-type]


def test_correction_is_a_new_version_and_the_old_one_stays_readable(people: SimpleNamespace) -> None:
    by = people.bureau.actor
    with reading(by):
        first = add_contact(by=by, said=SAID)
        second = correct_contact(by=by, contact=first, said={**SAID, "office": "Invented cell, Ranchi"})
        assert [each.office for each in queries.versions_of(by, second)] == ["Invented cell, Ranchi", "Invented cell"]
        with pytest.raises(Refused):
            correct_contact(by=by, contact=first, said=SAID)
        with pytest.raises(Invalid):
            add_contact(by=by, said={**SAID, "office": "invented cell, ranchi"})
        with pytest.raises(Invalid) as refusal:
            add_contact(by=by, said={**SAID, "office": "Another", "email": ""})
    assert refusal.value.field == "phone"
    assert current(by) == [second]
    with reading(people.sho.actor), pytest.raises(Refused):
        add_contact(by=people.sho.actor, said=SAID)


def test_stale_of_ones_own_state_is_a_duty_of_the_bureau_once_a_quarter(people: SimpleNamespace) -> None:
    by = people.bureau.actor
    assert open_verify_duty() is None
    with reading(by):
        add_contact(by=by, said=SAID)  # never verified, but of another state
    assert open_verify_duty() is None
    with reading(by):
        own = add_contact(by=by, said={**SAID, "place": BAHRAICH, "verified_on": clock.today() - timedelta(days=181)})
    duty = open_verify_duty()
    assert duty is not None
    assert duty.owner_role == "state_bureau"
    assert open_verify_duty() is None
    assert {each.pk for each in current(by, is_stale=True, state="IN-UP")} == {own.pk}
    with reading(by):
        verify_contact(by=by, contact=own)
    assert current(by, is_stale=True, state="IN-UP") == []
    with reading(SYSTEM):
        assert Duty.objects.get(pk=duty.pk).done_at is not None


def test_districts_with_nobody_are_told_by_state(people: SimpleNamespace) -> None:
    by = people.bureau.actor
    with reading(by):
        told = {each.state: each for each in queries.coverage(by)}
    assert BAHRAICH not in told["IN-UP"].without, "somebody serves there"
    assert not told["IN-JH"].has_state_office
    with reading(by):
        contact = add_contact(by=by, said=SAID)
        assert {each.state: each for each in queries.coverage(by)}["IN-JH"].has_state_office
        void_contact(by=by, contact=contact, reason="Closed")
        assert not {each.state: each for each in queries.coverage(by)}["IN-JH"].has_state_office


def staged(by: Actor, content: bytes) -> ImportRun:
    with reading(by):
        return stage_file(by=by, kind="contacts", content=content, file_name="list.csv", audience=by.grants[0].audience)


def written(by: Actor, run: ImportRun) -> ImportRun:
    with reading(by):
        return apply_rows(by=by, run=begin_apply(by=by, run=run))


def test_example_is_taken_in_whole_and_taken_back(people: SimpleNamespace) -> None:
    by = people.bureau.actor
    run = staged(by, (ROOT / "examples" / "nodal_offices_invented.csv").read_bytes())
    assert (run.total, run.bad) == (8, 0)
    written(by, run)
    places = {each.place_id for each in current(by)}
    assert len(current(by)) == 8
    assert {"IN-BR", "IN-JH", "IN-DL"} <= places
    with reading(by):
        undo_rows(by=by, run=begin_undo(by=by, run=ImportRun.objects.get(pk=run.pk)))
    assert current(by) == []


def test_bad_rows_name_row_and_field_and_good_ones_are_kept(people: SimpleNamespace) -> None:
    by = people.bureau.actor
    run = staged(
        by,
        (
            HEAD
            + "Jharkhand,,Police,Nodal officer,Invented cell,,cell@example.org,Letter 1\n"
            + "Jharkhand,Nowhere at all,Police,In charge,AHTU,,a@example.org,Letter 1\n"
            + "Jharkhand,,Police,Deputy,Second cell,,,Letter 1\n"
        ).encode(),
    )
    assert (run.good, run.bad) == (1, 2)
    with reading(by):
        faults = {row.number: row.errors[0]["field"] for row in run.rows.filter(status="bad")}
    assert faults == {3: "district", 4: "email"}
    written(by, run)
    assert [each.office for each in current(by)] == ["Invented cell"]


def test_same_list_again_changes_nothing_and_a_changed_row_is_a_version_that_can_be_undone(
    people: SimpleNamespace,
) -> None:
    by = people.bureau.actor
    row = "Jharkhand,,Police,Nodal officer,Invented cell,,{mail},Letter 1\n"
    written(by, staged(by, (HEAD + row.format(mail="old@example.org")).encode()))
    [first] = current(by)
    written(by, staged(by, (HEAD + row.format(mail="old@example.org")).encode()))
    assert current(by) == [first]
    run = written(by, staged(by, (HEAD + row.format(mail="new@example.org")).encode()))
    [second] = current(by)
    assert (second.email, second.series) == ("new@example.org", first.series)
    with reading(by):
        undo_rows(by=by, run=begin_undo(by=by, run=ImportRun.objects.get(pk=run.pk)))
    assert [each.email for each in current(by)] == ["old@example.org"]
