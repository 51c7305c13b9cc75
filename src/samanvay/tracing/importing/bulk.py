"""Many rows as entries at once: each with its own event, team and boxes, in a few statements a thousand."""

from datetime import datetime
from typing import Any
from uuid import UUID

from samanvay.access.boxes import events as boxes
from samanvay.access.boxes.groups import TeamRole
from samanvay.access.boxes.many import ToSeal, seal_many
from samanvay.access.models import TeamMember, User
from samanvay.audit.operations import Operation
from samanvay.directory import queries as directory
from samanvay.directory.models import Place
from samanvay.directory.places.actions.places import keep_place
from samanvay.documents.models import ImportRun
from samanvay.kernel import clock
from samanvay.kernel.db.many import insert_columns, insert_many
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7

from .. import events
from ..entries.actions.adding import noun_of
from ..entries.actions.checks import kept_home
from ..entries.actions.telling import Telling
from ..entries.step_kinds import StepKind
from ..models import Entry, EntryStep
from ..models.entry import FROM_LIST
from .rows import RowTold


class Chunk:
    """The rows of one chunk on their way to be entries, written together by :meth:`save`."""

    def __init__(self, op: Operation, by: Actor, run: ImportRun, owner: User) -> None:
        self.op, self.by, self.run, self.owner = op, by, run, owner
        self.now: datetime = clock.now()
        self.readers = directory.readers_for(self.run.home_unit)
        self.whose: dict[str, Any] = {
            "readers": self.readers, "home_unit": self.run.home_unit, "home_state": self.run.home_state,
        }  # fmt: skip
        self.places: dict[str, Place] = {}
        self.homes: dict[str, Place | None] = {}
        self.telling = Telling()
        self.entries: list[Entry] = []
        self.steps: list[EntryStep] = []
        self.sealed: list[ToSeal] = []

    def add(self, row: int, told: RowTold, submission: UUID, number: str) -> Entry:
        age_from, age_to = (told.age.lowest, told.age.highest) if told.age else (None, None)
        height_from, height_to = told.height or (None, None)
        entry = Entry(
            id=uuid7(),
            number=number,
            kind=told.kind,
            category=told.category,
            state=told.state,
            state_since=self.now,
            noun=noun_of(told.sex, age_from, age_to),
            sex=told.sex,
            age_from=age_from,
            age_to=age_to,
            age_is_guessed=bool(told.age and told.age.is_guessed),
            height_from=height_from,
            height_to=height_to,
            languages=list(told.languages),
            marks=list(told.marks),
            place=self._place(told.place),
            home=self._home(told.home),
            gone_for=told.gone_for,
            told_by="register",
            note=told.note,
            external=told.external,
            owner=self.owner,
            added_at=self.now,
            added_by=self.by.id,
            submission_id=submission,
            form_version=FROM_LIST,
            **self.whose,
        )
        entry.happened = told.happened
        self.entries.append(entry)
        self.op.also(
            events.ENTRY_ADDED, ("tracing", entry.id), self.readers,
            number=number, register=told.kind, is_child=entry.is_child, place=entry.place_id, gone_for=told.gone_for,
            party=None, row=row, told=self.telling.of(entry),
        )  # fmt: skip
        self.op.also(
            boxes.TEAM_MEMBER_NAMED, ("case", entry.box_record), self.readers, user=self.owner.id,
            role=TeamRole.LEAD,
        )  # fmt: skip
        if told.fir is not None:
            reference, on = told.fir
            step = EntryStep(
                id=uuid7(), entry=entry, kind=StepKind.FIR, on=on, reference=reference, added_at=self.now,
                added_by=self.by.id, **self.whose,
            )  # fmt: skip
            self.steps.append(step)
            self.op.also(events.ENTRY_STEP_ADDED, ("tracing", entry.id), self.readers, step=step.id, of_kind=step.kind)
        self.sealed += [
            ToSeal(entry.subject, entry.box_record, group, content) for group, content in told.sealed.items()
        ]
        return entry

    def save(self) -> None:
        insert_many(Entry, self.entries)
        insert_columns(
            TeamMember,
            {"record_id": [entry.box_record for entry in self.entries]},
            user_id=self.owner.id, role=TeamRole.LEAD, since=self.now, named_by=self.by.id, **self.whose,
        )  # fmt: skip
        insert_many(EntryStep, self.steps)
        seal_many(self.op, by=self.by, wanted=self.sealed, **self.whose)

    def _place(self, key: str | None) -> Place | None:
        if not key:
            return None
        if key not in self.places:
            self.places[key] = keep_place(by=self.by, key=key)
        return self.places[key]

    def _home(self, key: str | None) -> Place | None:
        if not key:
            return None
        if key not in self.homes:
            self.homes[key] = kept_home(self.by, key)
        return self.homes[key]
