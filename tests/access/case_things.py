"""Cases and what hangs on them, for the addresses of cases."""

from typing import Any

from things import officer, thing

from samanvay.access.actors import actor_for
from samanvay.access.boxes.groups import TeamRole
from samanvay.access.models import Box
from samanvay.cases.actions import add_event, cite_provision, hand_over, name_team_member, open_case
from samanvay.cases.counted.actions.leaving import tell_left
from samanvay.cases.counted.actions.recounting import recount
from samanvay.cases.items.actions import add_item
from samanvay.cases.legs.actions import add_leg
from samanvay.cases.models import Case, CasePerson, Recount
from samanvay.cases.people.actions.people import add_person, break_case_glass
from samanvay.cases.tasks import follow_case
from samanvay.directory.queries import unit_of
from samanvay.directory.units.actions.units import create_unit
from samanvay.documents.actions import add_document
from samanvay.duties.actions.duties import do_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.law.loading import load_library
from samanvay.reports.actions import look_for_pairs
from samanvay.support.actions import record_screening


def _case(audience: int) -> tuple[Actor, Case]:
    owner = actor_for(officer("station_officer", audience))
    return owner, open_case(by=owner, what="Three girls on a bus", forms=["sexual_exploitation"])


@thing("case")
def case(audience: int) -> dict[str, Any]:
    """Open a case at a unit."""
    return {"case_id": _case(audience)[1].id}


@thing("case person")
def case_person(audience: int) -> dict[str, Any]:
    """Add a person, of whom the medical group is not sealed yet."""
    owner, opened = _case(audience)
    person = add_person(by=owner, case_id=opened.id, role="victim")
    return {"case_id": opened.id, "person_id": person.id, "group": "medical"}


@thing("one of a case")
def one_of_a_case(audience: int) -> dict[str, Any]:
    """Add a person."""
    owner, opened = _case(audience)
    return {"case_id": opened.id, "person_id": add_person(by=owner, case_id=opened.id, role="victim").id}


@thing("case event")
def case_event(audience: int) -> dict[str, Any]:
    """Add an event."""
    owner, opened = _case(audience)
    return {"case_id": opened.id, "event_id": add_event(by=owner, case_id=opened.id, kind="rescue").id}


@thing("departure")
def departure(audience: int) -> dict[str, Any]:
    """Tell that a person left."""
    owner, opened = _case(audience)
    person = add_person(by=owner, case_id=opened.id, role="victim")
    told = tell_left(
        by=owner, person_id=person.id, kind="escaped", left_at=clock.now(), note="ran", told_by="officer"
    )  # fmt: skip
    return {"case_id": opened.id, "departure_id": told.id}


@thing("recount")
def recounted(audience: int) -> dict[str, Any]:
    """Lower the number of people whom another unit has taken over."""
    owner, opened = _case(audience)
    event = add_event(by=owner, case_id=opened.id, kind="rescue", people=2)
    other = create_unit(by=SYSTEM, kind="ngo", name="Partner", home_state="IN-UP", place=unit_of(audience).place)
    handed = hand_over(by=owner, case_id=opened.id, to_unit=other.audience, people=2)
    follow_case(opened.id)
    with reading(SYSTEM):
        taking = Duty.objects.get(key=f"takeover:{handed.id}")
        [one, _other] = CasePerson.objects.filter(case=opened)
    do_duty(by=SYSTEM, duty=taking)
    recount(by=owner, event_id=event.id, people=1, reason="one was counted twice", surplus=[one.id])
    with reading(SYSTEM):
        return {"case_id": opened.id, "recount_id": Recount.objects.get(event=event).id}


@thing("case leg")
def case_leg(audience: int) -> dict[str, Any]:
    """Add a place to the way."""
    owner, opened = _case(audience)
    return {"case_id": opened.id, "leg_id": add_leg(by=owner, case_id=opened.id, role="source", place="NP").id}


@thing("case item")
def case_item(audience: int) -> dict[str, Any]:
    """Add a thing that was found."""
    owner, opened = _case(audience)
    item = add_item(by=owner, case_id=opened.id, kind="money", amount=500)
    return {"case_id": opened.id, "item_id": item.id}


@thing("case pair")
def case_pair(audience: int) -> dict[str, Any]:
    """Record one happening in two cases of a unit."""
    for _each in range(2):
        owner, opened = _case(audience)
        add_event(by=owner, case_id=opened.id, kind="rescue", place=district_of(audience))
    (pair, *_others) = look_for_pairs(by=SYSTEM, case=opened)
    return {"pair_id": pair.pk}


def district_of(audience: int) -> str:
    """Return the district of a unit."""
    place = unit_of(audience).place_id
    assert place is not None
    return place


@thing("cited provision")
def cited_provision(audience: int) -> dict[str, Any]:
    """Cite a section."""
    load_library()
    owner, opened = _case(audience)
    with reading(owner):
        return {"case_id": opened.id, "provision_id": cite_provision(by=owner, case_id=opened.id, code="bns_143").id}


def _box(audience: int) -> tuple[Case, Box]:
    owner, opened = _case(audience)
    sealed = {"identity": {"given": "Asha", "surname": "Devi"}}
    person = add_person(by=owner, case_id=opened.id, role="victim", sealed=sealed)
    with reading(SYSTEM):
        return opened, Box.objects.get(subject_id=person.id)


@thing("sealed box")
def sealed_box(audience: int) -> dict[str, Any]:
    """Seal a person's identity, in whose case no persona is in the team."""
    opened, box = _box(audience)
    return {"case_id": opened.id, "box_id": box.id}


@thing("glass request")
def glass_request(audience: int) -> dict[str, Any]:
    """Ask for a second person."""
    opened, box = _box(audience)
    asker = actor_for(officer("ahtu_in_charge", audience))
    glass = break_case_glass(by=asker, box_id=box.id, reason="She is missing again since this morning.")
    return {"case_id": opened.id, "glass_id": glass.id}


@thing("screening")
def screening(audience: int) -> dict[str, Any]:
    """Check for signs in a case, in whose team no persona is."""
    owner, opened = _case(audience)
    answers = {"child_other_speaks": "seen"}
    return {"screening_id": record_screening(by=owner, case_id=opened.id, group="child_moving", answers=answers).id}


@thing("team member")
def team_member(audience: int) -> dict[str, Any]:
    """Name a second officer to a team."""
    owner, opened = _case(audience)
    member = name_team_member(
        by=owner, case_id=opened.id, user=officer("women_help_desk", audience), role=TeamRole.INVESTIGATOR
    )
    return {"case_id": opened.id, "member_id": member.id}


@thing("case document")
def case_document(audience: int) -> dict[str, Any]:
    """Add a document that is about no one person."""
    owner, opened = _case(audience)
    document = add_document(
        by=owner,
        record_id=opened.id,
        subject_id=None,
        kind="order",
        name="order.pdf",
        chunks=[b"%PDF-1.7 order"],
        readers=opened.readers,
        home_unit=opened.home_unit,
        home_state=opened.home_state,
    )
    return {"case_id": opened.id, "document_id": document.id}


@thing("document")
def document(audience: int) -> dict[str, Any]:
    """Add a document, asked for by its own address."""
    return {"document_id": case_document(audience)["document_id"]}
