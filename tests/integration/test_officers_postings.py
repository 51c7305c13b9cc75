"""Officers, their postings and the access that goes with each, from its first day to its last."""

from datetime import UTC, date, datetime, timedelta

import pytest

from samanvay.access.actors import actor_for
from samanvay.access.models import Grant, User
from samanvay.access.roles import BY_CODE, ROLES
from samanvay.audit.models import Event
from samanvay.directory import policies, queries
from samanvay.directory.models import Officer, Posting, Unit
from samanvay.directory.officers.actions import accounts as account_actions
from samanvay.directory.officers.actions import officers as officer_actions
from samanvay.directory.officers.actions import postings as posting_actions
from samanvay.directory.units.actions import units as unit_actions
from samanvay.kernel import clock
from samanvay.kernel.db.scope import FIRST_UNIT_AUDIENCE, SYSTEM, Actor, Held, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Stale

TODAY = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def directory(fresh_state: str) -> object:
    """India's places and the units of Uttar Pradesh, in a database of its own, on one fixed day."""
    with clock.frozen(TODAY):
        yield


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def actor(role: str, code: str) -> Actor:
    at = unit(code)
    return Actor(uuid7(), role, (at.audience,), (Held(role, at.audience, at.compartment),))


def officer(number: str = "P-1", **more: str) -> Officer:
    return officer_actions.add_officer(by=SYSTEM, employee_no=number, home_state="IN-UP", name="Sunita Maurya", **more)


def units_of(user: User) -> set[str]:
    audiences = [audience for audience in actor_for(user).audiences if audience >= FIRST_UNIT_AUDIENCE]
    return {unit.code for unit in queries.units_of(audiences).values()}


def test_a_posting_gives_access_and_its_end_takes_it() -> None:
    who = officer()
    user = account_actions.open_account(by=SYSTEM, officer=who)
    assert units_of(user) == set()
    posting = posting_actions.post_officer(by=SYSTEM, officer=who, unit=unit("police:ahtu:180"), role="ahtu_in_charge")
    assert units_of(user) == {"police:ahtu:180"}
    grant = Grant.objects.get(user=user)
    assert (grant.role, grant.since, grant.until) == ("ahtu_in_charge", date(2026, 11, 24), None)
    with clock.frozen(TODAY + timedelta(days=10)):
        posting_actions.end_posting(by=SYSTEM, posting=posting)
        assert units_of(user) == set()
    assert Posting.objects.get(pk=posting.pk).until == date(2026, 12, 3)


def test_access_begins_and_ends_on_the_days_of_the_posting() -> None:
    who = officer()
    user = account_actions.open_account(by=SYSTEM, officer=who)
    posting_actions.post_officer(
        by=SYSTEM, officer=who, unit=unit("police:ahtu:180"), role="ahtu_in_charge",
        since=date(2026, 12, 1), until=date(2026, 12, 31),
    )  # fmt: skip
    expected = {date(2026, 11, 30): 0, date(2026, 12, 1): 1, date(2026, 12, 31): 1, date(2027, 1, 1): 0}
    for day, count in expected.items():
        with clock.frozen(datetime(day.year, day.month, day.day, 6, tzinfo=UTC)):
            assert len(units_of(user)) == count, day


def test_a_posting_made_before_the_account_gives_access_with_the_account() -> None:
    who = officer()
    posting_actions.post_officer(by=SYSTEM, officer=who, unit=unit("police:ahtu:180"), role="ahtu_in_charge")
    assert Grant.objects.count() == 0
    user = account_actions.open_account(by=SYSTEM, officer=who)
    assert units_of(user) == {"police:ahtu:180"}
    assert user.username == "P-1"
    assert account_actions.open_account(by=SYSTEM, officer=who) == user


def test_a_transfer_ends_one_access_the_day_before_the_other_begins() -> None:
    who = officer()
    user = account_actions.open_account(by=SYSTEM, officer=who)
    old = posting_actions.post_officer(
        by=SYSTEM, officer=who, unit=unit("police:ahtu:180"), role="ahtu_in_charge", since=date(2026, 1, 1)
    )
    posting_actions.transfer_officer(by=SYSTEM, posting=old, unit=unit("police:ahtu:197"), on=date(2026, 11, 24))
    assert units_of(user) == {"police:ahtu:197"}
    days = list(Posting.objects.order_by("since").values_list("since", "until"))
    assert days == [(date(2026, 1, 1), date(2026, 11, 23)), (date(2026, 11, 24), None)]
    served = {
        day: [one.unit.code for one in Posting.objects.in_force(day)]
        for day in (date(2026, 11, 23), date(2026, 11, 24))
    }
    assert served == {date(2026, 11, 23): ["police:ahtu:180"], date(2026, 11, 24): ["police:ahtu:197"]}


def test_a_transfer_dated_in_the_future_keeps_the_old_access_until_then() -> None:
    who = officer()
    user = account_actions.open_account(by=SYSTEM, officer=who)
    old = posting_actions.post_officer(by=SYSTEM, officer=who, unit=unit("police:ahtu:180"), role="ahtu_in_charge")
    posting_actions.transfer_officer(by=SYSTEM, posting=old, unit=unit("police:ahtu:197"), on=date(2026, 12, 10))
    assert units_of(user) == {"police:ahtu:180"}
    with clock.frozen(TODAY + timedelta(days=16)):
        assert units_of(user) == {"police:ahtu:197"}


def test_a_posting_that_ends_before_it_began_is_voided_with_its_access() -> None:
    who = officer()
    user = account_actions.open_account(by=SYSTEM, officer=who)
    posting = posting_actions.post_officer(by=SYSTEM, officer=who, unit=unit("police:ahtu:180"), role="ahtu_in_charge")
    posting_actions.end_posting(by=SYSTEM, posting=posting)
    assert units_of(user) == set()
    assert Posting.objects.standing().count() == 0
    with clock.frozen(TODAY + timedelta(days=1)):
        assert units_of(user) == set()


def test_additional_charge_is_a_second_posting() -> None:
    who = officer()
    user = account_actions.open_account(by=SYSTEM, officer=who)
    for code in ("police:ahtu:180", "police:ahtu:181"):
        posting_actions.post_officer(by=SYSTEM, officer=who, unit=unit(code), role="ahtu_in_charge")
    assert units_of(user) == {"police:ahtu:180", "police:ahtu:181"}
    with pytest.raises(Invalid, match="already"):
        posting_actions.post_officer(by=SYSTEM, officer=who, unit=unit("police:ahtu:180"), role="ahtu_in_charge")


def test_holders_of_a_role_at_a_unit_are_those_in_force() -> None:
    who = officer()
    user = account_actions.open_account(by=SYSTEM, officer=who)
    at = unit("police:ahtu:180")
    posting = posting_actions.post_officer(
        by=SYSTEM, officer=who, unit=at, role="ahtu_in_charge", since=date(2026, 1, 1)
    )
    assert list(queries.holders_of("ahtu_in_charge", at.audience)) == [user]
    assert list(queries.holders_of("police_chief", at.audience)) == []
    assert list(queries.holders_of("ahtu_in_charge", at.audience, on=date(2025, 12, 31))) == []
    posting_actions.end_posting(by=SYSTEM, posting=posting)
    assert list(queries.holders_of("ahtu_in_charge", at.audience)) == []
    assert [one.officer for one in queries.who_served(at, date(2026, 6, 1))] == [who]


@pytest.mark.parametrize("role", [role.code for role in ROLES])
def test_of_all_roles_only_the_administrator_posts(role: str) -> None:
    home = {
        "police": "police:district:180", "railway": "grp:station:BSB", "border": "ssb:district:180",
        "administration": "district-office:180", "welfare": "dcpu:180", "justice": "legal-services:180",
        "health": "cmo:180", "partner": "ngo:180", "oversight": "administration:IN-UP",
    }[BY_CODE[role].compartment]  # fmt: skip
    by = actor(role, home)
    may = role == "administrator"
    assert policies.may_post(by, "IN-UP") is may
    assert policies.may_edit(by, "IN-UP") is may
    assert not policies.may_post(by, "IN-BR")
    who = officer()
    if may:
        posting_actions.post_officer(by=by, officer=who, unit=unit("police:ahtu:180"), role="ahtu_in_charge")
    else:
        with pytest.raises(Refused):
            posting_actions.post_officer(by=by, officer=who, unit=unit("police:ahtu:180"), role="ahtu_in_charge")
        with pytest.raises(Refused):
            officer_actions.add_officer(by=by, employee_no="P-9", home_state="IN-UP", name="Somebody")
        with pytest.raises(Refused):
            account_actions.open_account(by=by, officer=who)


def test_an_administrator_posts_neither_elsewhere_nor_themselves() -> None:
    who = officer("A-1")
    user = account_actions.open_account(by=SYSTEM, officer=who)
    posting_actions.post_officer(by=SYSTEM, officer=who, unit=unit("administration:IN-UP"), role="administrator")
    by = actor_for(user)
    with pytest.raises(Refused, match="yourself"):
        posting_actions.post_officer(by=by, officer=who, unit=unit("police:IN-UP"), role="state_nodal_officer")
    with pytest.raises(Refused, match="another state"):
        posting_actions.post_officer(by=by, officer=officer("P-2"), unit=unit("desk:IN-BR"), role="state_nodal_officer")


@pytest.mark.parametrize(
    ("role", "code", "words"),
    [
        ("dcpu", "police:ahtu:180", "belongs to"),
        ("station_officer", "cwc:180", "belongs to"),
        ("emperor", "police:ahtu:180", "Choose a role"),
    ],
)
def test_a_role_must_be_of_the_compartment_of_the_unit(role: str, code: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        posting_actions.post_officer(by=SYSTEM, officer=officer(), unit=unit(code), role=role)


def test_a_closed_unit_takes_nobody_and_a_unit_with_officers_is_not_closed() -> None:
    desk, other = unit("police:help_desk:180"), unit("police:help_desk:181")
    unit_actions.close_unit(by=SYSTEM, unit=other)
    with pytest.raises(Invalid, match="closed"):
        posting_actions.post_officer(
            by=SYSTEM, officer=officer(), unit=unit("police:help_desk:181"), role="women_help_desk"
        )
    posting_actions.post_officer(by=SYSTEM, officer=officer("P-2"), unit=desk, role="women_help_desk")
    with pytest.raises(Invalid, match="transfer"):
        unit_actions.close_unit(by=SYSTEM, unit=desk)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", "12345"),
        ("email", "no address"),
        ("name", "  "),
        ("sex", "x"),
        ("rank", "9999 4105 7058"),
        ("name", "n" * 121),
    ],
)
def test_a_bad_value_names_its_field(field: str, value: str) -> None:
    who = officer()
    with pytest.raises(Invalid) as refused:
        officer_actions.correct_officer(by=SYSTEM, officer=who, **{field: value})
    assert refused.value.field == field
    assert "9999" not in str(refused.value.words)


def test_a_correction_raises_the_version_and_a_stale_one_shows_both_sides() -> None:
    who = officer(phone="94150 11111")
    assert who.phone == "+919415011111"
    seen = who.version
    officer_actions.correct_officer(by=SYSTEM, officer=who, rank="Inspector", expected=seen)
    with pytest.raises(Stale) as stale:
        officer_actions.correct_officer(
            by=SYSTEM, officer=Officer.objects.get(pk=who.pk), rank="Constable", expected=seen
        )
    assert (stale.value.theirs["rank"], stale.value.yours["rank"]) == ("Inspector", "Constable")


def test_a_number_is_given_once_in_a_state() -> None:
    officer("P-1")
    with pytest.raises(Invalid, match="already"):
        officer("p-1 ")
    assert officer_actions.add_officer(by=SYSTEM, employee_no="P-1", home_state="IN-BR", name="Another")


def test_every_step_leaves_an_event_without_the_name_or_the_number() -> None:
    who = officer(phone="94150 11111")
    account_actions.open_account(by=SYSTEM, officer=who)
    posting = posting_actions.post_officer(
        by=SYSTEM, officer=who, unit=unit("police:ahtu:180"), role="ahtu_in_charge", since=date(2026, 1, 1)
    )
    posting_actions.transfer_officer(by=SYSTEM, posting=posting, unit=unit("police:ahtu:197"))
    with reading(SYSTEM):
        events = list(Event.objects.filter(subject_kind="officer", subject_id=str(who.id)).order_by("seq"))
    kinds = [event.kind for event in events]
    assert set(kinds) == {
        "officer:created", "officer:account_opened", "posting:made", "posting:ended", "posting:moved",
    }  # fmt: skip
    for event in events:
        assert "Sunita" not in event.body
        assert "94150" not in event.body
