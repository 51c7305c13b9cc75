"""The kinds of import: what each expects, who may run it, how its rows are written and taken back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.directory.importing.officers import Written, revert_officers, write_officers
from samanvay.directory.importing.spec import officers_spec
from samanvay.directory.policies import require_post
from samanvay.importing import ImportSpec, Outcome, PlaceResolver, Row, Sheet
from samanvay.importing.spec import RowRule
from samanvay.kernel.assumptions import Note
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from ..models import ImportRun


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A kind of import.

    ``permission`` is what one holds at the unit whose import it is, ``require`` refuses who may not, ``spec`` gives the
    columns for a state, ``places`` what finds the places of a sheet of a state. ``write`` writes a batch of checked
    rows of a run and ``revert`` takes a batch back (returning, by row, why one was left). ``scope`` gives what besides
    holds for who imports at a unit (its audience); ``write`` and ``revert`` ask it again. ``read`` makes a sheet of a
    file that is no table. ``is_sealed``: the rows name people, so they wait sealed and are written by whoever took the
    file. ``assumed`` gives what a run takes each row to say where the file has no column for it. ``finish`` does once
    every good row is written what only the whole file tells, ``reopen`` takes that back (both ``by``, ``run``).
    """

    code: str
    words: Bilingual
    explanation: Bilingual
    require: Callable[[Actor, str], None]
    spec: Callable[[str], ImportSpec]
    write: Callable[..., Sequence[Written]]
    revert: Callable[..., Mapping[int, Any]]
    places: Callable[[str], PlaceResolver] | None = None
    scope: Callable[[Actor, int], tuple[RowRule, ...]] | None = None
    read: Callable[[bytes, str], Sheet] | None = None
    assumed: Callable[[ImportRun], Mapping[str, tuple[object, Note]]] | None = None
    is_sealed: bool = False
    finish: Callable[..., object] | None = None
    reopen: Callable[..., object] | None = None
    permission: Permission = Permission.IMPORT_RUN

    def spec_of(self, actor: Actor, home_state: str, audience: int) -> ImportSpec:
        """Return the columns for a state, with what holds for this actor at this unit."""
        spec = self.spec(home_state)
        return replace(spec, rules=(*spec.rules, *self.scope(actor, audience))) if self.scope else spec


def _require_officers(actor: Actor, home_state: str) -> None:
    if actor.is_system:
        return
    require(actor, Permission.IMPORT_RUN)
    require_post(actor, home_state)


def _write_officers(rows: Sequence[Row], *, by: Actor, run: ImportRun) -> Sequence[Written]:
    return write_officers(rows, by=by, home_state=run.home_state)


def _revert_officers(
    written: Sequence[tuple[Outcome, Mapping[str, Any]]], *, by: Actor, run: ImportRun, reason: str
) -> Mapping[int, Any]:
    return revert_officers(written, by=by, home_state=run.home_state, reason=reason)


_kinds: dict[str, ImportKind] = {}


def register_import(kind: ImportKind) -> ImportKind:
    """Add a kind of import. Raises ValueError when the code is taken."""
    if kind.code in _kinds:
        raise ValueError(f"the import {kind.code!r} is registered twice")
    _kinds[kind.code] = kind
    return kind


def import_kind(code: str) -> ImportKind:
    """Return a kind of import. Raises Unseen for an unknown one."""
    if code not in _kinds:
        raise Unseen
    return _kinds[code]


def import_kinds() -> tuple[ImportKind, ...]:
    """Return every kind of import, by code."""
    return tuple(_kinds[code] for code in sorted(_kinds))


OFFICERS = register_import(
    ImportKind(
        code="officers",
        words=Bilingual("Officers and postings", "अधिकारी और तैनाती"),
        explanation=Bilingual(
            "A list of officers with number, name, unit and role. New officers are added and posted; "
            "existing ones are updated and transferred.",
            (
                "संख्या, नाम, इकाई और भूमिका सहित अधिकारियों की सूची। नए अधिकारी जोड़े और तैनात किए जाते हैं; "
                "पुराने अद्यतन और स्थानांतरित होते हैं।"
            ),
        ),
        require=_require_officers,
        spec=officers_spec,
        write=_write_officers,
        revert=_revert_officers,
    )
)
