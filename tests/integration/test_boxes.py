"""Sealed boxes: who opens them, what attacks on their rows do, what of them never shows."""

import logging
import re

import pytest
from django.db import connection, transaction
from sealed_people import DISTRICT, ELSEWHERE, READERS, SECRET, STATION, join, officer, sealed

from samanvay.access.boxes import events, keyring
from samanvay.access.boxes.actions.opening import open_box, standings
from samanvay.access.boxes.actions.sealing import reseal, share_boxes
from samanvay.access.boxes.actions.team import name_member, remove_member
from samanvay.access.boxes.groups import MAY_OPEN, Group, Purpose, TeamRole
from samanvay.access.boxes.sealing import Tampered, decrypt, encrypt
from samanvay.access.models import Box, BoxPast, DataKey, TeamMember
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.audit.vocabulary import register
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Stale, Unseen

pytestmark = pytest.mark.django_db

ATTACKED = register("test:attacked", "Attacked", "हमला")


def test_a_member_of_the_team_opens_what_was_sealed_and_it_is_recorded() -> None:
    record, lead = uuid7(), officer("lead", "station_officer", STATION)
    join(record, lead.user)
    box = sealed(lead.actor, record)
    assert open_box(by=lead.actor, box_id=box.id, purpose=Purpose.INVESTIGATION) == SECRET
    with reading(SYSTEM):
        event = Event.objects.get(kind="box:opened")
    assert event.actor == lead.user.id
    assert event.detail["purpose"] == "investigation"
    assert event.detail["way"] == "team"
    assert event.detail["record"] == str(record)


def test_an_officer_of_the_same_unit_sees_the_row_but_not_the_names() -> None:
    record, lead, other = (
        uuid7(),
        officer("lead", "station_officer", STATION),
        officer("x", "women_help_desk", STATION),
    )
    join(record, lead.user)
    box = sealed(lead.actor, record)
    with reading(other.actor):
        assert Box.objects.filter(pk=box.id).exists()
        assert not standings(other.actor, record)[0].is_openable
    with pytest.raises(Refused):
        open_box(by=other.actor, box_id=box.id, purpose=Purpose.CARE)


def test_an_officer_elsewhere_is_told_that_there_is_nothing() -> None:
    record, lead, far = (
        uuid7(),
        officer("lead", "station_officer", STATION),
        officer("far", "police_chief", ELSEWHERE),
    )
    join(record, lead.user)
    box = sealed(lead.actor, record)
    with pytest.raises(Unseen) as hidden:
        open_box(by=far.actor, box_id=box.id, purpose=Purpose.CARE)
    with pytest.raises(Unseen) as absent:
        open_box(by=far.actor, box_id=uuid7(), purpose=Purpose.CARE)
    assert str(hidden.value) == str(absent.value)


@pytest.mark.parametrize("role", list(TeamRole))
@pytest.mark.parametrize("group", list(Group))
def test_each_part_in_the_team_opens_its_groups_alone(role: TeamRole, group: Group) -> None:
    record, one = uuid7(), officer("one", "women_help_desk", STATION)
    join(record, one.user, role)
    values = {"notes": "n"} if group in (Group.MEDICAL, Group.COUNSELLING, Group.SCREENING) else None
    values = {"words": "w"} if group is Group.STATEMENT else values
    values = {"phone": "98765 43210"} if group in (Group.CONTACT, Group.ITEM, Group.TRACING) else values
    box = sealed(SYSTEM, record, group=group, values=values)
    if group in MAY_OPEN[role]:
        assert open_box(by=one.actor, box_id=box.id, purpose=Purpose.CARE)
    else:
        with pytest.raises(Refused):
            open_box(by=one.actor, box_id=box.id, purpose=Purpose.CARE)


def test_counselling_is_closed_to_all_who_investigate() -> None:
    assert {role for role, groups in MAY_OPEN.items() if Group.COUNSELLING in groups} == {TeamRole.COUNSELLOR}


def test_one_who_left_the_team_opens_nothing_more() -> None:
    record, lead, second = (
        uuid7(),
        officer("lead", "station_officer", STATION),
        officer("b", "women_help_desk", STATION),
    )
    join(record, lead.user)
    member = join(record, second.user, TeamRole.INVESTIGATOR)
    box = sealed(lead.actor, record)
    open_box(by=second.actor, box_id=box.id, purpose=Purpose.CARE)
    remove_member(by=lead.actor, member_id=member.id)
    with pytest.raises(Refused):
        open_box(by=second.actor, box_id=box.id, purpose=Purpose.CARE)


def test_the_last_one_who_leads_stays() -> None:
    record, lead = uuid7(), officer("lead", "station_officer", STATION)
    member = join(record, lead.user)
    with pytest.raises(Invalid):
        remove_member(by=lead.actor, member_id=member.id)


def test_only_holders_of_the_right_name_a_team_and_only_officers_who_see_the_case() -> None:
    record, desk, lead = (
        uuid7(),
        officer("desk", "women_help_desk", STATION),
        officer("l", "station_officer", STATION),
    )
    far = officer("far", "ahtu_in_charge", ELSEWHERE)
    given = {
        "record_id": record,
        "role": TeamRole.CARE,
        "readers": READERS,
        "home_unit": STATION,
        "home_state": "IN-UP",
        "line": READERS,
    }
    with pytest.raises(Refused):
        name_member(by=desk.actor, user=desk.user, **given)
    with pytest.raises(Refused):
        name_member(by=far.actor, user=far.user, **given)
    with pytest.raises(Invalid):
        name_member(by=lead.actor, user=far.user, **given)
    assert name_member(by=lead.actor, user=desk.user, **given).role == "care"
    with pytest.raises(Refused):
        name_member(by=lead.actor, user=lead.user, **given)


def test_a_unit_that_the_case_was_shared_with_has_no_say_in_its_team() -> None:
    """Neither naming nor removing: both are for the home unit and those above it, whoever reads the rows."""
    record, lead, second = (
        uuid7(),
        officer("lead", "station_officer", STATION),
        officer("b", "women_help_desk", STATION),
    )
    shared = officer("shared", "ahtu_in_charge", ELSEWHERE)
    above = officer("above", "station_officer", DISTRICT)
    join(record, lead.user)
    given = {
        "record_id": record,
        "role": TeamRole.CARE,
        "readers": [*READERS, ELSEWHERE],
        "home_unit": STATION,
        "home_state": "IN-UP",
        "line": READERS,
    }
    with pytest.raises(Refused):
        name_member(by=shared.actor, user=second.user, **given)
    member = name_member(by=above.actor, user=second.user, **given)
    with pytest.raises(Refused):
        remove_member(by=shared.actor, member_id=member.id, line=READERS)
    assert remove_member(by=above.actor, member_id=member.id, line=READERS).until is not None


def test_one_who_leads_names_others_without_a_further_right() -> None:
    record, desk, other = uuid7(), officer("desk", "women_help_desk", STATION), officer("o", "women_help_desk", STATION)
    join(record, desk.user)
    member = name_member(
        by=desk.actor,
        record_id=record,
        user=other.user,
        role=TeamRole.CARE,
        readers=READERS,
        home_unit=STATION,
        home_state="IN-UP",
    )
    assert remove_member(by=desk.actor, member_id=member.id).until is not None


def test_naming_again_changes_the_part_and_keeps_the_history() -> None:
    record, lead = uuid7(), officer("lead", "station_officer", STATION)
    join(record, lead.user)
    join(record, lead.user, TeamRole.CARE)
    join(record, lead.user, TeamRole.CARE)
    with reading(SYSTEM):
        assert [m.role for m in TeamMember.objects.filter(record_id=record).order_by("since", "id")] == [
            "lead",
            "care",
        ]


def _attack(sql: str, *parameters: object) -> None:
    with operation(ATTACKED, by=SYSTEM), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        assert cursor.rowcount == 1


def test_ciphertext_moved_to_another_row_does_not_open() -> None:
    record, lead = uuid7(), officer("lead", "station_officer", STATION)
    join(record, lead.user)
    one, two = (
        sealed(lead.actor, record),
        sealed(lead.actor, record, values={"given": "Rekha", "surname": "Das"}),
    )
    _attack(
        "update access_box set content = (select content from access_box where id = %s) where id = %s",
        one.id,
        two.id,
    )
    with pytest.raises(Tampered):
        open_box(by=lead.actor, box_id=two.id, purpose=Purpose.CARE)
    # With its key taken along it still does not: the content is bound to the box.
    key = DataKey.objects.get(pk=one.data_key)
    _attack("update access_box set data_key = gen_random_uuid() where id = %s", one.id)
    _attack("update access_box set data_key = %s where id = %s", key.id, two.id)
    with pytest.raises(Tampered):
        open_box(by=lead.actor, box_id=two.id, purpose=Purpose.CARE)


def test_a_wrapped_key_moved_to_another_row_does_not_unwrap() -> None:
    record, lead = uuid7(), officer("lead", "station_officer", STATION)
    join(record, lead.user)
    one, two = (
        sealed(lead.actor, record),
        sealed(lead.actor, record, values={"given": "Rekha", "surname": "Das"}),
    )
    _attack(
        "update access_datakey set wrapped = (select wrapped from access_datakey where id = %s) where id = %s",
        one.data_key,
        two.data_key,
    )
    with pytest.raises(Tampered):
        open_box(by=lead.actor, box_id=two.id, purpose=Purpose.CARE)


def test_another_group_an_older_edition_and_a_flipped_bit_do_not_open() -> None:
    record, lead = uuid7(), officer("lead", "station_officer", STATION)
    join(record, lead.user)
    box = sealed(lead.actor, record)
    reseal(
        by=lead.actor,
        box_id=box.id,
        values={**SECRET, "alias": "Sunny"},
        reason="as her aunt says",
        expected=1,
    )
    with reading(SYSTEM):
        older = BoxPast.objects.get(box=box)
        content = bytes(Box.objects.get(pk=box.id).content)
    _attack("update access_box set content = %s where id = %s", bytes(older.content), box.id)
    with pytest.raises(Tampered):
        open_box(by=lead.actor, box_id=box.id, purpose=Purpose.CARE)
    flipped = content[:-1] + bytes([content[-1] ^ 1])
    _attack("update access_box set content = %s where id = %s", flipped, box.id)
    with pytest.raises(Tampered):
        open_box(by=lead.actor, box_id=box.id, purpose=Purpose.CARE)
    _attack("""update access_box set content = %s, "group" = 'medical' where id = %s""", content, box.id)
    with pytest.raises(Tampered):
        open_box(by=lead.actor, box_id=box.id, purpose=Purpose.CARE)


def test_the_wrong_master_key_opens_nothing(tmp_path, settings) -> None:
    settings.SAMANVAY_KEYS = tmp_path / "first"
    record, lead = uuid7(), officer("lead", "station_officer", STATION)
    join(record, lead.user)
    box = sealed(lead.actor, record)
    settings.SAMANVAY_KEYS = tmp_path / "second"
    with pytest.raises(Tampered):
        open_box(by=lead.actor, box_id=box.id, purpose=Purpose.CARE)


def test_equal_texts_are_sealed_unlike_and_lengths_are_filled_up() -> None:
    one, two = (sealed(SYSTEM, uuid7(), values={"given": name, "surname": "Devi"}) for name in ("Asha", "Asha"))
    longer = sealed(SYSTEM, uuid7(), values={"given": "Ashalata", "surname": "Devi"})
    assert bytes(one.content) != bytes(two.content)
    assert len(one.content) == len(longer.content)


def test_a_correction_keeps_the_earlier_edition_sealed_and_a_stale_one_is_refused() -> None:
    record, lead = uuid7(), officer("lead", "station_officer", STATION)
    join(record, lead.user)
    box = sealed(lead.actor, record)
    after = reseal(
        by=lead.actor,
        box_id=box.id,
        values={**SECRET, "village": "Chandwa"},
        reason="as she said",
        expected=1,
    )
    assert after.edition == 2
    assert open_box(by=lead.actor, box_id=box.id, purpose=Purpose.CORRECTION)["village"] == "Chandwa"
    with pytest.raises(Stale) as refusal:
        reseal(by=lead.actor, box_id=box.id, values=SECRET, reason="mine", expected=1)
    assert refusal.value.theirs["edition"] == 2
    assert SECRET["village"] not in repr(refusal.value.theirs) + repr(refusal.value.yours)
    with pytest.raises(Invalid):
        reseal(by=lead.actor, box_id=box.id, values=SECRET, reason=" ", expected=2)
    with reading(SYSTEM):
        assert Event.objects.get(kind="box:resealed").detail["fields"] == ["village"]


AADHAAR = "4991 1866 5246"  # a made-up number whose check digit is right


@pytest.mark.parametrize(
    ("group", "values"),
    [
        (Group.IDENTITY, {"given": "Asha", "marks": f"card {AADHAAR}"}),
        (Group.IDENTITY, {"given": AADHAAR.replace(" ", "")}),
        (Group.CONTACT, {"phone": AADHAAR}),
        (Group.MEDICAL, {"notes": "आधार ४९९१ १८६६ ५२४६"}),
    ],
)
def test_an_aadhaar_number_is_refused_everywhere(group: Group, values: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refusal:
        sealed(SYSTEM, uuid7(), group=group, values=values)
    assert refusal.value.code == "aadhaar"
    assert "4991" not in str(refusal.value.words)


def test_unknown_empty_and_too_long_fields_are_named() -> None:
    for values in ({"caste": "x"}, {"given": "  "}, {"given": "x" * 201}):
        with pytest.raises(Invalid):
            sealed(SYSTEM, uuid7(), values=values)


def test_a_group_is_sealed_once() -> None:
    subject = uuid7()
    sealed(SYSTEM, uuid7(), subject=subject)
    with pytest.raises(Invalid):
        sealed(SYSTEM, uuid7(), subject=subject)


def test_no_sealed_word_reaches_the_log_the_events_or_any_column(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    record, lead = uuid7(), officer("lead", "station_officer", STATION)
    join(record, lead.user)
    box = sealed(lead.actor, record)
    open_box(by=lead.actor, box_id=box.id, purpose=Purpose.CARE)
    reseal(by=lead.actor, box_id=box.id, values={**SECRET, "alias": "Munni"}, reason="her aunt", expected=1)
    words = re.compile("|".join({w for text in [*SECRET.values(), "Munni"] for w in text.split() if len(w) > 4}), re.I)
    assert not words.search(caplog.text)
    with reading(SYSTEM), connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'select t::text from "{table}" t')
            for (row,) in cursor.fetchall():
                assert not words.search(row), table
                for found in re.findall(r"\\\\x([0-9a-f]+)", row):
                    assert not words.search(bytes.fromhex(found).decode("latin-1")), table


def test_sharing_widens_boxes_but_not_what_was_kept_narrower() -> None:
    record, new = uuid7(), officer("new", "ahtu_in_charge", ELSEWHERE)
    box = sealed(SYSTEM, record)
    narrow = sealed(SYSTEM, record, group=Group.COUNSELLING, values={"notes": "n"})
    with operation(ATTACKED, by=SYSTEM):
        Box.objects.filter(pk=narrow.pk).update(readers=[0, 900])
    share_boxes(by=SYSTEM, record_id=record, before=READERS, after=[*READERS, ELSEWHERE])
    with reading(new.actor):
        assert list(Box.objects.values_list("pk", flat=True)) == [box.id]


def test_keys_lie_in_files_for_our_user_alone_and_are_never_shown(tmp_path, settings) -> None:
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    ring = keyring.ring(keyring.MASTER)
    path = tmp_path / "keys" / "master.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert ring.key.hex() not in repr(ring)
    assert repr(ring.key) not in repr(ring)
    assert keyring.ring(keyring.TOKENS).key != ring.key


def test_production_does_not_make_keys_by_itself(tmp_path, settings) -> None:
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    settings.IS_DEMO = False
    with pytest.raises(keyring.KeysMissing):
        keyring.ring(keyring.MASTER)


def test_context_parts_cannot_be_shifted_into_each_other() -> None:
    from samanvay.access.boxes.sealing import context, new_secret

    key = new_secret()
    with pytest.raises(Tampered):
        decrypt(key, encrypt(key, b"x", context("ab", "c")), context("a", "bc"))


def test_reading_a_box_without_an_actor_is_an_error() -> None:
    from samanvay.kernel.refusals import NoActor

    with pytest.raises(NoActor), transaction.atomic():
        list(Box.objects.all())
    with acting_as(SYSTEM):
        assert list(Box.objects.all()) == []


def test_events_of_boxes_say_what_happened_in_both_languages() -> None:
    for name, kind in vars(events).items():
        if name.isupper():
            assert kind.words.en
            assert kind.words.hi
