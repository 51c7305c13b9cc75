"""The registers: adding, correcting, moving, sharing, voiding entries; who may do and see what."""

import pytest
from case_world import BAHRAICH, VARANASI, a_case
from tracing_world import MEENA, girl, missing, tracing_world

from samanvay.access.boxes.actions.opening import open_box
from samanvay.access.boxes.actions.search import search_people
from samanvay.access.boxes.groups import Purpose, TeamRole
from samanvay.access.models import Box, TeamMember
from samanvay.audit.models import Amendment, Event
from samanvay.directory.models import Place
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Stale, Unseen
from samanvay.recording.submissions import Captured
from samanvay.tracing.entries.actions import (
    PersonDetails,
    add_entries,
    add_step,
    amend_entry,
    break_entry_glass,
    link_case,
    move_entry,
    name_searcher,
    seal_entry,
    share_entry,
    void_entry,
)
from samanvay.tracing.entries.ages import read_age
from samanvay.tracing.entries.queries import Filters, entries_found, entries_page, entry_or_unseen, party_of
from samanvay.tracing.models import Entry

WHY = "the first words were wrong"


@pytest.fixture
def people(db: None):
    return tracing_world()


@pytest.mark.parametrize(
    ("text", "lowest", "highest", "guessed", "accounts"),
    [
        ("14", 14, 14, False, False),
        ("१४", 14, 14, False, False),
        ("12-14", 12, 14, False, False),
        ("12 से 14", 12, 14, False, False),
        ("about 14", 12, 16, True, False),
        ("लगभग 8", 7, 9, True, False),
        ("12 or 15", 12, 15, False, True),
        ("mother 14, uncle 17", 14, 17, False, True),
        ("under 18", 0, 17, False, False),
        ("नाबालिग", 0, 17, False, False),
        ("18+", 18, 120, False, False),
        ("8 months", 0, 0, False, False),
    ],
)
def test_an_age_is_kept_as_it_was_told(text, lowest, highest, guessed, accounts) -> None:
    age = read_age(text)
    assert (age.lowest, age.highest, age.is_guessed, bool(age.accounts)) == (lowest, highest, guessed, accounts)


@pytest.mark.parametrize("text", ["fourteen", "141", "9415012345", "-1", "−१"])
def test_what_is_no_age_is_refused_and_nothing_is_none(text) -> None:
    with pytest.raises(Invalid, match="about 14"):
        read_age(text)
    assert read_age("  ") is read_age("not known") is None


def test_a_party_is_added_at_once_each_with_a_number_a_lead_and_boxes_of_their_own(people) -> None:
    sent = Captured(uuid7())
    told = (girl("14", sealed=MEENA, marks=["scar:left cheek"]), girl("12 or 15"))
    first, second = missing(people.desk, *told, gone_for="job", note="Left at dawn", captured=sent)
    year = clock.today().year
    assert (first.number, second.number) == (f"UP-BHR-M{year}-000001", f"UP-BHR-M{year}-000002")
    assert missing(people.desk, *told, captured=sent) == [first, second]
    assert first.party == second.party is not None
    assert first.readers == [0, people.station.audience, people.here.audience, people.police.audience]
    assert (second.age_from, second.age_to) == (12, 15)
    assert "12 or 15" in second.note
    assert "12 or 15" not in first.note
    with reading(people.desk.actor):
        assert party_of(people.desk.actor, first) == [second]
        assert TeamMember.objects.get(record_id=first.id).role == "lead"
        assert {box.group for box in Box.objects.filter(record_id=first.id)} == {"identity", "contact"}
        assert not Box.objects.filter(record_id=second.id).exists()
        events = Event.objects.filter(kind="tracing:entry_added")
        assert {event.subject_id for event in events} == {str(first.id), str(second.id)}
        assert not any("Meena" in event.body for event in Event.objects.all())
        [box] = Box.objects.filter(record_id=first.id, group="identity")
        assert open_box(by=people.desk.actor, box_id=box.id, purpose=Purpose.TRACING)["given"] == "Meena"
        [found] = search_people(by=people.desk.actor, name="Meena", father="Ramdev")
        assert found.record_id == first.id
    with pytest.raises(Refused):
        open_box(by=people.chief.actor, box_id=box.id, purpose=Purpose.TRACING)


def test_another_may_be_added_beside_somebody_and_registers_do_not_mix(people) -> None:
    [first] = missing(people.desk)
    [second] = missing(people.desk, beside=first.id)
    assert second.party == entry_now(people.desk, first).party is not None
    with pytest.raises(Invalid, match="the same register"):
        add_entries(by=people.desk.actor, kind="sighting", people=[girl()], beside=first.id)


def entry_now(who, entry: Entry) -> Entry:
    with reading(who.actor):
        return entry_or_unseen(who.actor, entry.id)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "lost"}, "kind"),
        ({"people": []}, "people"),
        ({"people": [PersonDetails()] * 21}, "people"),
        ({"people": [PersonDetails(marks=["scar:left moon"])]}, "marks"),
        ({"people": [PersonDetails(languages=["klingon"])]}, "languages"),
        ({"people": [PersonDetails(height=(10, 500))]}, "height"),
        ({"people": [PersonDetails(sex="yes")]}, "sex"),
        ({"people": [PersonDetails(sealed={"counselling": {"notes": "x"}})]}, "sealed"),
        ({"people": [PersonDetails(sealed={"identity": {"given": "2345 6789 0124"}})]}, "given"),
        ({"note": "call 94150 12345"}, "note"),
        ({"happened": PartialDate.day(clock.today().replace(year=clock.today().year + 1))}, "happened"),
        ({"kind": "found", "category": ""}, "category"),
        ({"gone_for": "moon"}, "gone_for"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_field_and_nothing_is_left(people, changes, field) -> None:
    given = {"kind": "missing", "people": [girl()], **changes}
    with pytest.raises(Invalid) as refusal:
        add_entries(by=people.desk.actor, **given)
    assert refusal.value.field == field
    with reading(SYSTEM):
        assert not Entry.objects.exists()


def test_a_home_is_told_no_closer_than_the_town(people) -> None:
    [entry] = missing(people.desk, girl(home="crossing:raxaul"))
    assert Place.objects.get(pk=entry.home_id).kind in ("town", "district")


def test_entries_are_seen_in_their_own_line_and_by_units_they_are_shared_with(people) -> None:
    [entry] = missing(people.desk, girl(sealed=MEENA))
    for other in (people.far, people.welfare, people.superintendent, people.worker):
        with reading(other.actor), pytest.raises(Unseen):
            entry_or_unseen(other.actor, entry.id)
        assert seen(other) == []
    share_entry(by=people.desk.actor, entry_id=entry.id, units=[people.ahtu.audience], reason="they look too")
    assert [each.id for each in seen(people.far)] == [entry.id]
    with reading(people.far.actor):
        [box] = Box.objects.filter(record_id=entry.id, group="identity")
    with pytest.raises(Refused):
        open_box(by=people.far.actor, box_id=box.id, purpose=Purpose.TRACING)
    name_searcher(by=people.desk.actor, entry_id=entry.id, user=people.far.user, role=TeamRole.INVESTIGATOR)
    assert open_box(by=people.far.actor, box_id=box.id, purpose=Purpose.TRACING)["given"] == "Meena"


def seen(who) -> list[Entry]:
    with reading(who.actor):
        return list(entries_found(who.actor, Filters()))


def test_a_partner_sees_what_its_own_unit_wrote(people) -> None:
    missing(people.desk)
    [own] = add_entries(by=people.worker.actor, kind="sighting", people=[girl("about 10")], place=BAHRAICH)
    assert [entry.id for entry in seen(people.worker)] == [own.id]
    assert own.id not in [entry.id for entry in seen(people.desk)]


def test_a_correction_keeps_what_was_said_and_a_stale_one_is_refused(people) -> None:
    [entry] = missing(people.desk, PersonDetails())
    assert (entry.noun, entry.is_child, entry.may_be_child) == ("person", False, True)
    changed = amend_entry(
        by=people.desk.actor,
        entry_id=entry.id,
        reason=WHY,
        expected=entry.version,
        changes={"sex": "female", "age": read_age("14 or 16"), "gone_for": "job", "place": VARANASI},
    )
    assert (changed.noun, changed.age_from, changed.age_to, changed.place_id) == ("girl", 14, 16, VARANASI)
    assert "14 or 16" in changed.note
    with reading(people.desk.actor):
        said = {each.field: each.old for each in Amendment.objects.filter(target_id=entry.id)}
    assert (said["sex"], said["age_from"], said["place_id"]) == ("unknown", None, BAHRAICH)
    with pytest.raises(Stale) as stale:
        amend_entry(by=people.sho.actor, entry_id=entry.id, reason=WHY, expected=entry.version, changes={"sex": "male"})
    assert stale.value.theirs["sex"] == "female"
    with pytest.raises(Invalid, match="reason"):
        amend_entry(by=people.sho.actor, entry_id=entry.id, reason=" ", expected=changed.version, changes={})


def test_states_follow_each_other_and_a_found_person_goes_home_by_the_return_alone(people) -> None:
    [entry] = missing(people.desk)
    with pytest.raises(Refused, match="not possible after"):
        move_entry(by=people.desk.actor, entry_id=entry.id, to="restored", expected=None)
    with pytest.raises(Invalid):
        move_entry(by=people.desk.actor, entry_id=entry.id, to="closed", expected=None)
    move_entry(by=people.desk.actor, entry_id=entry.id, to="closed", reason="came home", expected=None)
    with pytest.raises(Refused, match="closed"):
        amend_entry(by=people.desk.actor, entry_id=entry.id, reason=WHY, expected=1, changes={"sex": "male"})
    [other] = missing(people.desk)
    with pytest.raises(Invalid, match="No FIR"):
        move_entry(by=people.desk.actor, entry_id=other.id, to="traced", expected=None)
    add_step(by=people.desk.actor, entry_id=other.id, kind="fir", reference="44/2026")
    assert move_entry(by=people.desk.actor, entry_id=other.id, to="traced", expected=None).state == "traced"
    [found] = add_entries(by=people.superintendent.actor, kind="found", category="shelter", people=[girl()])
    move_entry(by=people.superintendent.actor, entry_id=found.id, to="traced", expected=None)
    with pytest.raises(Refused, match="restored in steps"):
        move_entry(by=people.superintendent.actor, entry_id=found.id, to="restored", expected=None)


def test_a_void_entry_stays_visible_and_is_changed_no_more(people) -> None:
    [entry] = missing(people.desk)
    with pytest.raises(Refused, match="The officer who leads the search can cancel this entry"):
        void_entry(by=people.trafficking.actor, entry_id=share(people, entry).id, reason="entered twice")
    void_entry(by=people.sho.actor, entry_id=entry.id, reason="entered twice")
    assert seen(people.desk) == []
    with reading(people.desk.actor):
        assert [e.id for e in entries_found(people.desk.actor, Filters(with_void=True))] == [entry.id]
    with pytest.raises(Refused, match="cancelled"):
        seal_entry(by=people.desk.actor, entry_id=entry.id, group="identity", values={"given": "Meena"})


def share(people, entry: Entry) -> Entry:
    return share_entry(
        by=people.desk.actor, entry_id=entry.id, units=[people.near_ahtu.audience], reason="trafficking suspected"
    )


def test_glass_of_a_child_in_a_sexual_case_takes_two(people) -> None:
    [entry] = missing(people.desk, girl(sealed=MEENA))
    case = a_case(people.sho)
    link_case(by=people.desk.actor, entry_id=entry.id, case_id=case.id)
    with reading(people.chief.actor):
        [box] = Box.objects.filter(record_id=entry.id, group="identity")
    assert box.needs_two
    glass = break_entry_glass(by=people.chief.actor, box_id=box.id, reason="her mother stands before me now")
    assert (glass.state, glass.owner) == ("asked", people.desk.user.id)


def test_filters_narrow_and_pages_follow(people) -> None:
    missing(people.desk, girl("14", languages=["santali"], marks=["tattoo:forearm"]), gone_for="job")
    missing(people.desk, PersonDetails(sex="male", age=read_age("30")))
    add_entries(by=people.desk.actor, kind="found", category="lost", people=[girl("about 9")], place=VARANASI)
    with reading(people.sho.actor):
        by = people.sho.actor

        def count(**filters: object) -> int:
            return entries_found(by, Filters(**filters)).count()

        assert count() == 3
        narrowed = [
            count(kind="missing"), count(kind="found", category="lost"), count(sex="male"), count(age="child"),
            count(age="14"), count(place=VARANASI), count(place="IN-UP"), count(language="santali"),
            count(mark="tattoo"), count(mark="scar"), count(number="000002"), count(mine=True),
        ]  # fmt: skip
        assert narrowed == [2, 1, 1, 2, 1, 1, 3, 1, 1, 0, 1, 0]
        page = entries_page(by, Filters(), size=2)
        rest = entries_page(by, Filters(), after=page.following, size=2)
        assert len(page.entries) == 2
        assert len(rest.entries) == 1
        assert rest.following is None
