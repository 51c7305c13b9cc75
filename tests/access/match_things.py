"""Pairs of entries, judgements and a way home, for the addresses of matching."""

from typing import Any
from uuid import UUID

from things import acting, officer, thing

from samanvay.access.actors import actor_for
from samanvay.access.models import Box
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.tracing.entries.actions import PersonDetails, add_entries
from samanvay.tracing.entries.ages import read_age
from samanvay.tracing.matcher.actions.proposing import keep
from samanvay.tracing.matcher.asking import Answer
from samanvay.tracing.matches.actions.judging import judge
from samanvay.tracing.matches.actions.restoring import begin_restoration
from samanvay.tracing.models import Candidate, Entry

NOTHING_KNOWN = (-1,) * 15
IDENTITY = {"identity": {"given": "Meena"}}


def _entry(audience: int, kind: str, role: str = "station_officer") -> Entry:
    by = actor_for(officer(role, audience))
    told = PersonDetails(sex="female", age=read_age("14"), sealed=IDENTITY)
    [entry] = add_entries(by=by, kind=kind, people=[told], category="shelter" if kind == "found" else "")
    return entry


def _pair(audience: int) -> Candidate:
    missing, found = _entry(audience, "missing"), _entry(audience, "found")
    keep(found.id, [Answer(missing.id, 9.0, 0.95, NOTHING_KNOWN)])
    with reading(SYSTEM):
        return Candidate.objects.get(left=missing, right=found)


def _judged(audience: int) -> tuple[Candidate, UUID]:
    pair = _pair(audience)
    said = judge(by=acting("station_officer", audience), candidate_id=pair.id, verdict="same", reason="the same mark")
    return pair, said.id


@thing("pair")
def pair(audience: int) -> dict[str, Any]:
    """Propose a pair."""
    return {"key": _pair(audience).id}


@thing("judged pair")
def judged_pair(audience: int) -> dict[str, Any]:
    """Judge a pair to be one person."""
    return {"key": _judged(audience)[0].id}


@thing("judgement")
def judgement(audience: int) -> dict[str, Any]:
    """Judge a pair."""
    return {"key": _judged(audience)[1]}


@thing("name of a pair")
def name(audience: int) -> dict[str, Any]:
    """Propose a pair whose names are sealed."""
    made = _pair(audience)
    with reading(SYSTEM):
        box = Box.objects.get(subject_id=made.left_id)
    return {"key": made.id, "box": box.id}


@thing("found entry")
def found(audience: int) -> dict[str, Any]:
    """Enter somebody found."""
    return {"key": _entry(audience, "found").id}


@thing("way home")
def way_home(audience: int) -> dict[str, Any]:
    """Begin the way home of a child."""
    entry = _entry(audience, "found")
    return {"key": begin_restoration(by=acting("station_officer", audience), entry_id=entry.id).id}


@thing("step of a way home")
def step(audience: int) -> dict[str, Any]:
    """Begin the way home of a child, for the address of its first step."""
    return {**way_home(audience), "deed": "consent"}
