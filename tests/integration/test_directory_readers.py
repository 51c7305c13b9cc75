"""After a reorganisation: who reads records, their amendments and the events about them.

Rows of imports stand for every protected row: the rebuild walks all models alike.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from arranging import begun_heads
from samanvay.audit.actions.sealing import seal_log
from samanvay.audit.amendments import amend
from samanvay.audit.models import Amendment, Event
from samanvay.audit.operations import operation
from samanvay.audit.verifying import verify_log
from samanvay.directory import queries
from samanvay.directory.models import Place, Unit
from samanvay.directory.places.actions import places as place_actions
from samanvay.directory.places.actions.places import NewDistrict
from samanvay.directory.units.actions import readers as reader_actions
from samanvay.directory.units.actions import units as unit_actions
from samanvay.documents import events as import_events
from samanvay.documents.importing.actions import stage_file
from samanvay.documents.models import ImportRow, ImportRun
from samanvay.kernel.db.scope import SYSTEM, Actor, Held, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Refused


@pytest.fixture
def directory(fresh_state: str) -> None:
    """India's places and the units of Uttar Pradesh, in a database of its own."""


def place(key: str) -> Place:
    return Place.objects.get(pk=key)


def actor(role: str, code: str) -> Actor:
    at = Unit.objects.get(code=code)
    return Actor(uuid7(), role, (at.audience,), (Held(role, at.audience, at.compartment),))


def records_at(code: str) -> ImportRun:
    """Make protected rows at home in a unit: a run and twelve rows."""
    unit = Unit.objects.get(code=code)
    lines = "".join(f"N-{code}-{number},Name,AHTU Agra,AHTU\n" for number in range(12))
    content = f"Employee number,Name,Unit,Role\n{lines}".encode()
    return stage_file(by=SYSTEM, kind="officers", content=content, file_name=f"{code}.csv", audience=unit.audience)


def seen_by(code: str) -> int:
    by = actor("station_officer", code)
    with reading(by):
        return ImportRow.objects.count()


def share(run: ImportRun, code: str) -> None:
    with operation(import_events.IMPORT_CHECKED, by=SYSTEM, target=("import", run.id)):
        for row in ImportRow.objects.filter(run=run):
            readers = sorted({*row.readers, Unit.objects.get(code=code).audience})
            ImportRow.objects.filter(pk=row.pk).update(readers=readers)


def test_after_a_reorganisation_the_readers_follow_the_tree_and_shares_stay(directory: None) -> None:
    """Splits a district, moves one between divisions with its police, and rebuilds the readers."""
    run = records_at("police:station:180:rupaidiha")
    beside = records_at("police:ahtu:197")
    share(run, "police:ahtu:197")
    assert seen_by("police:range:devipatan") == 12
    assert seen_by("police:range:basti") == 0

    [made] = place_actions.split_district(by=SYSTEM, district=place("district:180"), into=[NewDistrict("Nanpara")])
    place_actions.move_district(by=SYSTEM, district=made, division=place("division:UP:basti"))
    head = unit_actions.create_unit(
        by=SYSTEM, kind="district_police", name="District Police Nanpara", place=made,
        parent=Unit.objects.get(code="police:range:basti"), code="police:district:nanpara",
    )  # fmt: skip
    unit_actions.move_unit(by=SYSTEM, unit=Unit.objects.get(code="police:circle:180:nanpara"), parent=head)

    waiting = set(queries.units_awaiting_rebuild().values_list("code", flat=True))
    assert waiting == {
        "police:circle:180:nanpara", "police:station:180:rupaidiha", "police:station:180:nanpara",
    }  # fmt: skip
    assert seen_by("police:range:devipatan") == 12, "until the rebuild the former superiors still read"
    told: list[tuple[int, int, int]] = []
    done = reader_actions.rebuild_readers(by=SYSTEM, batch=5, progress=lambda *now: told.append(now))
    assert (done.units, done.by_table) == (3, {"audit_event": 1, "documents_importrow": 12, "documents_importrun": 1})
    assert told[-1] == (3, 3, 14)
    assert seen_by("police:range:devipatan") == 0
    assert seen_by("police:district:180") == 0
    assert seen_by("police:district:nanpara") == 12
    assert seen_by("police:range:basti") == 12
    assert seen_by("police:ahtu:197") == 24, "what was shared stays shared"
    assert seen_by("police:IN-UP") == 24
    assert not queries.units_awaiting_rebuild().exists()
    with reading(SYSTEM):
        rows = ImportRow.objects.filter(run=beside)
        assert {tuple(row.readers) for row in rows} == {
            tuple(queries.readers_for(Unit.objects.get(code="police:ahtu:197").audience))
        }
    assert reader_actions.rebuild_readers(by=SYSTEM).changed == 0


def test_two_moves_before_one_rebuild_leave_no_reader_of_either_old_place(directory: None) -> None:
    head = Unit.objects.get(code="police:district:180")
    records_at("police:ahtu:180")
    unit_actions.move_unit(by=SYSTEM, unit=head, parent=Unit.objects.get(code="police:range:basti"))
    records_at("police:ahtu:180")  # made under the new tree
    unit_actions.move_unit(
        by=SYSTEM, unit=Unit.objects.get(pk=head.pk), parent=Unit.objects.get(code="police:range:bareilly")
    )
    reader_actions.rebuild_readers(by=SYSTEM)
    assert seen_by("police:range:devipatan") == 0
    assert seen_by("police:range:basti") == 0
    assert seen_by("police:range:bareilly") == 24
    assert seen_by("police:zone:bareilly") == 24


def test_a_move_back_before_the_rebuild_takes_nothing_away(directory: None) -> None:
    head = Unit.objects.get(code="police:district:180")
    records_at("police:ahtu:180")
    old = head.parent
    unit_actions.move_unit(by=SYSTEM, unit=head, parent=Unit.objects.get(code="police:range:basti"))
    unit_actions.move_unit(by=SYSTEM, unit=Unit.objects.get(pk=head.pk), parent=old)
    reader_actions.rebuild_readers(by=SYSTEM)
    assert seen_by("police:range:devipatan") == 12
    assert seen_by("police:range:basti") == 0


def test_a_rebuild_that_was_stopped_goes_on(directory: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from samanvay.directory.units.actions import readers

    head = Unit.objects.get(code="police:district:180")
    records_at("police:ahtu:180")
    records_at("police:help_desk:180")
    unit_actions.move_unit(by=SYSTEM, unit=head, parent=Unit.objects.get(code="police:range:basti"))
    real = readers._rebuild_table

    def stops(unit: Unit, *more: object) -> None:
        if unit.code == "police:help_desk:180":
            raise KeyboardInterrupt
        real(unit, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(readers, "_rebuild_table", stops)
    with pytest.raises(KeyboardInterrupt):
        reader_actions.rebuild_readers(by=SYSTEM)
    assert seen_by("police:range:devipatan") == 12
    monkeypatch.setattr(readers, "_rebuild_table", real)
    reader_actions.rebuild_readers(by=SYSTEM)
    assert seen_by("police:range:devipatan") == 0
    assert seen_by("police:range:basti") == 24


def test_only_the_system_rebuilds_since_it_alone_sees_every_row(directory: None) -> None:
    with pytest.raises(Refused):
        reader_actions.rebuild_readers(by=actor("administrator", "administration:IN-UP"))


def test_the_rebuild_meets_every_protected_model(directory: None) -> None:
    from django.apps import apps

    from samanvay.directory.units.actions.readers import protected_models

    met = list(protected_models())
    with_readers = [
        model
        for model in apps.get_models()
        if {"readers", "home_unit"} <= {one.name for one in model._meta.get_fields()}
    ]
    assert set(with_readers) == set(met)


def amended(run: ImportRun) -> UUID:
    """Correct a field of a run, as if it were a recorded fact; return the amendment's id."""
    with operation(import_events.IMPORT_CHECKED, by=SYSTEM, target=("import", run.id), readers=run.readers):
        [one] = amend(run, by=SYSTEM, reason="for the test", expected=None, changes={"file_name": "other.csv"})
    return one.id


def told_to(code: str, run: ImportRun) -> tuple[int, int]:
    """Return how many amendments and events of a run a unit reads."""
    with reading(actor("station_officer", code)):
        return (
            Amendment.objects.filter(target_id=run.id).count(),
            Event.objects.filter(subject_kind="import", subject_id=str(run.id)).count(),
        )


def test_amendments_and_events_follow_their_record_and_the_seal_still_holds(
    directory: None, settled: Callable[[], None], settings: Any, tmp_path: Path
) -> None:
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    begun_heads()
    run = records_at("police:ahtu:180")
    amended(run)
    settled()
    seal_log()
    before, behind = told_to("police:range:devipatan", run), told_to("police:range:basti", run)
    assert before == (1, 2)
    assert behind == (0, 0)
    head = Unit.objects.get(code="police:district:180")
    unit_actions.move_unit(by=SYSTEM, unit=head, parent=Unit.objects.get(code="police:range:basti"))
    done = reader_actions.rebuild_readers(by=SYSTEM)
    assert done.by_table["audit_amendment"] == 1
    assert done.by_table["audit_event"] == 2
    assert told_to("police:range:devipatan", run) == (0, 0)
    assert told_to("police:range:basti", run) == before
    assert told_to("police:ahtu:180", run) == before
    assert reader_actions.rebuild_readers(by=SYSTEM, everything=True).changed == 0
    settled()
    seal_log()
    verdict = verify_log()
    assert verdict.holds, verdict.findings
    assert verdict.unsealed == 0


@pytest.mark.parametrize("table", ["audit_amendment", "documents_custodyentry"])
def test_rows_that_are_never_changed_open_only_to_the_system_and_only_their_readers(
    directory: None, table: str
) -> None:
    run = records_at("police:ahtu:180")
    amended(run)
    home = run.home_unit
    ask = "select sam.follow_readers(%s::regclass, %s, %s, 10, %s, '{}'::int[])"
    given = [table, home, UUID(int=0), [0, home]]
    with operation(import_events.IMPORT_CHECKED, by=SYSTEM) as op, connection.cursor() as cursor:
        op.keep_silent()
        cursor.execute(ask, given)
        for column in ("readers", "home_state"):
            cursor.execute("select set_config('sam.follows', 'readers', true)")
            with pytest.raises(ProgrammingError, match=r"permission denied|never changed"), transaction.atomic():
                cursor.execute(f"update {table} set {column} = {column}")
        with pytest.raises(ProgrammingError, match="changed like any other"), transaction.atomic():
            cursor.execute(ask, ["documents_importrun", *given[1:]])
    with (
        operation(import_events.IMPORT_CHECKED, by=actor("station_officer", "police:ahtu:180")) as op,
        connection.cursor() as cursor,
    ):
        op.keep_silent()
        with pytest.raises(ProgrammingError, match="only the system"), transaction.atomic():
            cursor.execute(ask, given)
        with pytest.raises(ProgrammingError, match="only the system"), transaction.atomic():
            cursor.execute("select sam.follow_event_readers('{}', %s, '{}', '{}')", [home])


def test_the_command_says_what_it_did(directory: None) -> None:
    import json

    from click.testing import CliRunner

    from samanvay.cli import main

    head = Unit.objects.get(code="police:district:180")
    records_at("police:ahtu:180")
    unit_actions.move_unit(by=SYSTEM, unit=head, parent=Unit.objects.get(code="police:range:basti"))
    waiting = queries.units_awaiting_rebuild().count()
    done = CliRunner().invoke(main, ["rebuild-readers", "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["changed"] == 14
    assert told["units"] == waiting > 0
