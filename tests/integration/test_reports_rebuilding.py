"""``samanvay rebuild-tallies`` puts right what the cases say beside reports, and leaves alone what is right."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from test_reports_counts import GIRLS, deliver, figures, given, people, rescue, sent, written

from arranging import arranging
from samanvay.audit.models import Event
from samanvay.cli import main
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.reports.figures import Cell
from samanvay.reports.models import CaseCount, Figure, TallyLine

__all__ = ["deliver", "people"]

LOOKED = ("cases", "entries", "readings", "reports")
NOTHING = {**dict.fromkeys(LOOKED, 0), **{f"{what}_changed": 0 for what in LOOKED}}


def rebuilt() -> dict[str, Any]:
    done = CliRunner().invoke(main, ["rebuild-tallies", "--json"])
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.stdout))


def log() -> list[dict[str, Any]]:
    with reading(SYSTEM):
        return [event.detail for event in Event.objects.filter(kind="report:tallies_rebuilt").order_by("seq")]


def test_tallies_are_put_right_once_and_what_was_typed_or_sent_stays(
    people: dict[str, Actor], deliver: Callable[[], None]
) -> None:
    chief = people["chief"]
    draft, typed, gone = written(chief), written(chief), written(chief)
    given(chief, typed, {GIRLS: 5})
    given(chief, gone, {GIRLS: 7})
    sent(chief, gone)
    lost = rescue(chief)
    rescue(chief)
    deliver()
    right = [figures(report) for report in (draft, typed, gone)]
    assert [said[GIRLS] for said in right] == [(4, 4, "cases"), (5, 4, "typed"), (7, 4, "typed")]
    assert rebuilt() == {**NOTHING, "cases": 2, "reports": 3}
    assert log() == [], "nothing was wrong: nothing is written, and nothing told"
    with arranging():
        TallyLine.objects.filter(of=lost.case_id).update(number=9)
        TallyLine.objects.filter(of=lost.case_id, figure="cases").delete()
        line = TallyLine.objects.exclude(of=lost.case_id).filter(figure="rescued").get()
        line.pk, line.of = uuid7(), uuid7()  # a line of a case that is not there any more
        line._state.adding = True
        line.save(force_insert=True)
        CaseCount.objects.filter(report=gone).delete()
        Figure.objects.filter(report=draft, figure="cases").update(number=3)
    assert rebuilt() == {**NOTHING, "cases": 3, "cases_changed": 2, "reports": 3, "reports_changed": 2}
    assert [figures(report) for report in (draft, typed, gone)] == right
    with reading(SYSTEM):
        keys = sorted(TallyLine.objects.values_list("pk", flat=True))
    assert log() == [{"cases": 2}, {"reports": 2}]
    assert rebuilt() == {**NOTHING, "cases": 2, "reports": 3}
    with reading(SYSTEM):
        assert sorted(TallyLine.objects.values_list("pk", flat=True)) == keys
    assert len(log()) == 2


def test_command_says_what_it_did(people: dict[str, Actor], deliver: Callable[[], None]) -> None:
    rescue(people["chief"])
    done = CliRunner().invoke(main, ["rebuild-tallies"])
    assert done.exit_code == 0, done.output
    assert done.stdout == (
        "1 cases, 0 entries of registers, 0 readings and 0 reports looked at.\n"
        "Put right: 1 cases, 0 entries, 0 readings, 0 reports.\n"
    )
    with reading(SYSTEM):
        assert TallyLine.objects.filter(figure="cases").get().district
    deliver()
    with reading(people["chief"]):
        assert figures(written(people["chief"]))[Cell("cases")] == (1, 1, "cases")


@pytest.mark.parametrize("batch", [1, 2])
def test_batches_come_to_the_same(people: dict[str, Actor], batch: int) -> None:
    from samanvay.reports.tallies.actions import rebuild_tallies

    for _number in range(3):
        rescue(people["chief"])
    told: list[tuple[int, int]] = []
    done = rebuild_tallies(lambda *now: told.append(now), batch=batch)
    assert (done.cases_changed, told[-1]) == (3, (3, 3))
