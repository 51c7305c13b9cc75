"""Measure the roster in the product: a roll taken in from a sheet, a plan made, a centre lost, a batch moved.

    python benchmarks/rosters.py [--members 60000] [--sheet 200000] [--weeks 13 52] [--home FOLDER]

A database of its own is made in a folder that goes afterwards, with the units of Uttar Pradesh. The sheet has so many
members over all units, one row in two hundred with a fault; it is staged, checked and written as the import page does.
Plans are for so many members of these, at twelve centres, once a year at a centre. Peers are beside the analytics alone
(`benchmarks/roster.py`).
"""

import argparse
import csv
import io
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.picture import state

CENTRES = ("Lucknow", "Kanpur Nagar", "Varanasi", "Gorakhpur", "Meerut", "Agra", "Prayagraj", "Bareilly", "Moradabad",
           "Jhansi", "Ayodhya", "Aligarh")  # fmt: skip
RULES = {"max_batch": 300, "centre_visits_per_year": 1, "reserve_share": 0.03, "max_away_share": 0.12}
SEATS = 600
TOLD = ("people", "trainings", "batches", "fill", "cost", "bound", "raised_in_all", "unplaced", "infeasible")
STAFFED = ("station", "ahtu", "help_desk", "circle", "district_police", "grp_station", "border_district", "dcpu", "cwc",
           "prosecution", "cmo")  # fmt: skip


@contextmanager
def timed(words: str) -> Iterator[None]:
    """Print how long something took."""
    begun = time.perf_counter()
    yield
    print(f"{words:<68} {time.perf_counter() - begun:8.1f} s", flush=True)


def sheet(members: int, units: list[Any]) -> bytes:
    """Return a sheet of so many members as a personnel office sends it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("PNO", "Name", "Designation", "Gender", "Posted at", "Last training"))
    for at in range(members):
        unit = units[at % len(units)].code if at % 200 else "nowhere"
        day = "" if at % 3 else "12.3.2026"
        writer.writerow((f"B{at:06}", f"Officer {at}", "Constable", "F" if at % 8 == 0 else "M", unit, day))
    return out.getvalue().encode()


def main() -> None:
    """Take the sheet in, then plan, lose a centre and move a batch."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--members", type=int, default=60_000)
    parser.add_argument("--sheet", type=int, default=200_000)
    parser.add_argument("--weeks", type=int, nargs="+", default=[13, 52])
    parser.add_argument("--home", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.home) as folder, state(Path(folder)):
        import django

        django.setup()
        _measure(asked)


def _measure(asked: argparse.Namespace) -> None:

    from samanvay.audit.operations import operation
    from samanvay.directory.models import Place, Unit
    from samanvay.documents.importing import actions as imports
    from samanvay.documents.importing.queries import counts_by_status
    from samanvay.kernel import clock
    from samanvay.kernel.db.scope import SYSTEM, reading
    from samanvay.kernel.ids import uuid7
    from samanvay.law.audiences import EVERYBODY
    from samanvay.rosters.batches.actions import moving
    from samanvay.rosters.centres import events as centre_events
    from samanvay.rosters.models import Batch, Centre, Plan, Turn
    from samanvay.rosters.plans import events as plan_events
    from samanvay.rosters.plans import planner_input
    from samanvay.rosters.plans.actions import changes, planning
    from samanvay.rosters.weeks import next_monday
    from samanvay.training.library.loading import load_courses
    from samanvay.training.models import CourseEdition, Member

    load_courses(by=SYSTEM)
    bureau = Unit.objects.get(kind="state_bureau", home_state="IN-UP")
    units = list(Unit.objects.filter(home_state="IN-UP", kind__in=STAFFED, place__isnull=False).order_by("code"))
    print(f"{len(units):,} units")
    content = sheet(asked.sheet, units)
    run = None
    with timed(f"a sheet of {asked.sheet:,} members read, staged and checked"):
        run = imports.stage_file(
            by=SYSTEM, kind="members", content=content, file_name="roll.csv", audience=bureau.audience
        )
    with timed("… written"), reading(SYSTEM):
        imports.begin_apply(by=SYSTEM, run=run)
        imports.apply_rows(by=SYSTEM, run=run)
    with reading(SYSTEM):
        print("rows:", dict(counts_by_status(run)))
    with operation(centre_events.CENTRE_KEPT, by=SYSTEM):
        gone = Member.objects.filter(employee_no__gte=f"B{asked.members:06}")
        gone.update(left_on=clock.today())
        for at, name in enumerate(CENTRES):
            place = Place.objects.get(kind="district", name=name, state="IN-UP")
            Centre(
                code=f"C{at:02}", name=name, place=place, latitude=place.lat, longitude=place.lon, seats=SEATS,
                changed_at=clock.now(), changed_by=SYSTEM.id, readers=list(EVERYBODY), home_unit=bureau.audience,
                home_state="IN-UP",
            ).save(force_insert=True)  # fmt: skip
    with reading(SYSTEM):
        course = CourseEdition.objects.select_related("course").order_by("course__code")[0].course.code
    monday = next_monday()
    for weeks in asked.weeks:
        with operation(plan_events.PLAN_ASKED, by=SYSTEM):
            plan = Plan(
                name="Plan", state="working", course=course, monday=monday, weeks=weeks,
                rules={**RULES, "weeks": weeks},
                elsewhere="district", asked_at=clock.now(), asked_by=SYSTEM.id, submission_id=uuid7(),
                readers=list(EVERYBODY), home_unit=bureau.audience, home_state="IN-UP",
            )  # fmt: skip
            plan.save(force_insert=True)
        with timed(f"{weeks} weeks: a plan made and written"):
            plan = planning.make_plan(plan.pk)
        print(plan.state, {name: plan.figures.get(name) for name in TOLD})
        with operation(plan_events.PLAN_PUBLISHED, by=SYSTEM, target=("plan", plan.pk)):
            plan.revise(expected=None, changes={"state": "published"})
        with timed("… read as it holds"), reading(SYSTEM):
            held = planner_input.held_of(plan)
        print(f"{len(held.roll.ids):,} people, {int((held.week >= 0).sum()):,} turns")
        with reading(SYSTEM):
            batch = Batch.objects.filter(plan=plan, centre__isnull=False).select_related("plan", "centre").first()
        if batch is None:
            continue
        with timed("… what moving a batch by a week costs"), reading(SYSTEM):
            seen = moving._seen(batch, batch.monday + timedelta(weeks=1), batch.centre)
        print(f"{seen.people} people, breaks {[each.rule for each in seen.broken]}")
        with operation(plan_events.PLAN_CHANGE_ASKED, by=SYSTEM):
            change = changes.PlanChange(
                plan=plan, kind="centre", state="working", centre=Centre.objects.get(code="C03"),
                from_monday=monday + timedelta(weeks=1), asked_at=clock.now(), asked_by=SYSTEM.id,
                submission_id=uuid7(), readers=plan.readers, home_unit=plan.home_unit, home_state=plan.home_state,
            )  # fmt: skip
            change.save(force_insert=True)
        with timed("… a centre lost: what it moves"):
            change = changes.work_out(change.pk)
        print(change.state, change.figures)
        with reading(SYSTEM):
            rows = Turn.objects.filter(batch__plan=plan).values_list("batch", flat=True)
            per = Counter(rows).values()
            print(f"batches of {min(per)} to {max(per)}")
        with operation(plan_events.PLAN_DROPPED, by=SYSTEM, target=("plan", plan.pk)):
            plan.revise(expected=None, changes={"state": "dropped"})


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samanvay.config.settings")
    main()
