"""Entries of the registers and what hangs on them, for their addresses."""

from typing import Any

from things import officer, thing

from samanvay.access.actors import actor_for
from samanvay.access.boxes.groups import TeamRole
from samanvay.access.models import Box
from samanvay.cases.actions import open_case
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.tracing.entries.actions import PersonDetails, add_entries, break_entry_glass, link_case, name_searcher
from samanvay.tracing.entries.ages import read_age
from samanvay.tracing.models import Entry
from samanvay.tracing.notices.actions.notices import ask_notice


def _entry(audience: int, **told: Any) -> tuple[Actor, Entry]:
    owner = actor_for(officer("station_officer", audience))
    person = PersonDetails(sex="female", age=read_age("14"), **told)
    [entry] = add_entries(by=owner, kind="missing", people=[person], gone_for="job")
    return owner, entry


@thing("entry")
def entry(audience: int) -> dict[str, Any]:
    """Report a girl missing at a unit."""
    return {"entry_id": _entry(audience)[1].id}


@thing("entry to notice")
def entry_to_notice(audience: int) -> dict[str, Any]:
    """Report a boy lost at a fair, whose owner alone may ask for a notice."""
    owner = actor_for(officer("station_officer", audience))
    people = [PersonDetails(sex="male", age=read_age("9"))]
    [made] = add_entries(by=owner, kind="missing", people=people, gone_for="lost")
    return {"entry_id": made.id}


@thing("notice of an entry")
def notice_of_entry(audience: int) -> dict[str, Any]:
    """Ask for a notice of a boy lost at a fair."""
    owner = actor_for(officer("station_officer", audience))
    people = [PersonDetails(sex="male", age=read_age("9"))]
    [made] = add_entries(by=owner, kind="missing", people=people, gone_for="lost")
    asked = ask_notice(by=owner, entry_id=made.id, shows=["age"], reason="Lost at the fair since noon")
    return {"notice_id": asked.id}


@thing("entry by key")
def entry_by_key(audience: int) -> dict[str, Any]:
    """Report a girl missing, for the address of the interface."""
    return {"key": _entry(audience)[1].id}


@thing("entry to seal")
def entry_to_seal(audience: int) -> dict[str, Any]:
    """Report a girl missing, of whom the medical group is not sealed yet."""
    return {"entry_id": _entry(audience)[1].id, "group": "medical"}


@thing("member of a search")
def member_of_search(audience: int) -> dict[str, Any]:
    """Name a colleague to the team of a search."""
    owner, made = _entry(audience)
    colleague = officer("women_help_desk", audience)
    member = name_searcher(by=owner, entry_id=made.id, user=colleague, role=TeamRole.INVESTIGATOR)
    return {"entry_id": made.id, "member_id": member.id}


def _box(audience: int) -> tuple[Actor, Entry, Box]:
    owner, made = _entry(audience, sealed={"identity": {"given": "Asha", "surname": "Devi"}})
    with reading(SYSTEM):
        return owner, made, Box.objects.get(subject_id=made.id)


@thing("box of an entry")
def box_of_entry(audience: int) -> dict[str, Any]:
    """Seal the name of a missing girl."""
    _owner, made, box = _box(audience)
    return {"entry_id": made.id, "box_id": box.id}


@thing("glass of an entry")
def glass_of_entry(audience: int) -> dict[str, Any]:
    """Ask a second person to agree, for a child in a sexual case."""
    owner, made, box = _box(audience)
    case = open_case(by=owner, what="Three girls on a bus", forms=["sexual_exploitation"])
    link_case(by=owner, entry_id=made.id, case_id=case.id)
    asking = actor_for(officer("station_officer", audience))
    glass = break_entry_glass(by=asking, box_id=box.id, reason="her mother stands before me at this moment")
    return {"entry_id": made.id, "glass_id": glass.id}
