"""One administrator alone: the chain by which one person became the state's nodal officer, and the ways round it."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from case_world import a_case, officer, world
from django.db import transaction
from two_persons import let_hold

from samanvay.access.actors import actor_for
from samanvay.access.boxes.groups import Purpose
from samanvay.access.events import SIGN_IN_RESET
from samanvay.access.limits import UNTIL_CONFIRMED
from samanvay.access.models import ApiToken, Grant, Proposal, SignInCode, User
from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.access.proposals.second_persons import LAPSES, NEAR, agreers, why_not_agree
from samanvay.access.queries import actor_of_token
from samanvay.access.roles import OF_STATE
from samanvay.access.signin.actions.resetting import choose_password
from samanvay.access.signin.confirmers import awaiting
from samanvay.access.tokens.actions import issue_token, make_client, revoke_token
from samanvay.access.users.actions import close_user, create_user, end_grant, give_grant
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.cases.actions.export import export_cases
from samanvay.cases.queries import Filters, cases_found
from samanvay.directory.events import OFFICER_AMENDED
from samanvay.directory.models import Officer, Posting, Unit
from samanvay.directory.officers.actions.accounts import open_account, reset_sign_in
from samanvay.directory.officers.actions.officers import add_officer, correct_officer
from samanvay.directory.officers.actions.postings import end_posting, post_officer, transfer_officer
from samanvay.directory.officers.actions.proposals import accept, agree, lapse_proposals, refuse, withdraw
from samanvay.directory.queries import heads_for
from samanvay.directory.units.actions.units import create_unit, move_unit
from samanvay.duties.models import Notice
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Invalid, Refused

PASSWORD = "a ghost with a long password"


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    found = world()

    def office(kind: str, name: str) -> Any:
        return create_unit(by=SYSTEM, kind=kind, name=name, home_state="IN-UP")

    found.office, found.other_office = office("administration", "Administration"), office("administration", "Second")
    found.home, found.watch = office("home_department", "Home"), office("data_protection", "Data protection")
    found.admin = officer("admin", "administrator", found.office)
    found.colleague = officer("colleague", "administrator", found.office)
    found.other = officer("other", "administrator", found.other_office)
    found.dpo = officer("dpo", "data_protection_officer", found.watch)
    found.secretary = officer("secretary", "home_secretary", found.home)
    return found


def now(who: Any) -> Actor:
    """Return somebody as they are in this moment."""
    return actor_for(User.objects.get(pk=getattr(who, "user", who).pk))


def ghost(people: SimpleNamespace, role: str, unit: Any, number: str = "G-1") -> tuple[User, str]:
    """Post somebody who does not exist, as the administrator; return their user and the code for their password."""
    by = people.admin.actor
    made = add_officer(by=by, employee_no=number, home_state="IN-UP", name="Ghost")
    post_officer(by=by, officer=made, unit=unit, role=role)
    user = open_account(by=by, officer=made)
    made.refresh_from_db()
    return user, reset_sign_in(by=by, officer=made, reason="first")


def entered(user: User, code: str) -> bool:
    """Choose a password with a code; tell whether it opened."""
    with transaction.atomic():
        return choose_password(username=user.username, code=code, password=PASSWORD).user is not None


def waiting() -> list[Proposal]:
    return list(Proposal.objects.open().order_by("proposed_at", "id"))


def officer_of(who: Any, number: str) -> Officer:
    """Give a persona of the tests an officer's record and the posting of their grant, as the directory keeps it."""
    made = add_officer(by=SYSTEM, employee_no=number, home_state="IN-UP", name=who.user.name)
    grant = Grant.objects.get(user=who.user)
    with operation(OFFICER_AMENDED, by=SYSTEM, target=("officer", made.id)):
        made.revise(expected=None, changes={"user": who.user})
        Posting.objects.create(
            officer=made,
            unit=Unit.objects.get(audience=grant.audience),
            role=grant.role,
            since=grant.since,
            grant=grant,
        )
    return made


def test_one_administrator_does_not_make_a_nodal_officer_and_take_the_cases(people: SimpleNamespace) -> None:
    a_case(people.sho)
    user, code = ghost(people, "state_nodal_officer", people.police)
    entered(user, code)
    taken = now(user)
    with reading(taken):
        with pytest.raises(Refused):
            export_cases(by=taken, filters=Filters(), purpose=Purpose.CARE)
        assert not cases_found(taken, Filters())


def test_a_code_given_before_the_role_opens_nothing_once_the_role_is_agreed_to(people: SimpleNamespace) -> None:
    by = people.admin.actor
    made = add_officer(by=by, employee_no="G-9", home_state="IN-UP", name="Ghost")
    user = open_account(by=by, officer=made)
    made.refresh_from_db()
    code = reset_sign_in(by=by, officer=made, reason="first")
    post_officer(by=by, officer=made, unit=people.police, role="state_nodal_officer")
    [posting] = waiting()
    agree(by=people.other.actor, proposal=posting)
    assert not entered(user, code), "one person alone gave it"


def test_one_administrator_does_not_make_a_token_of_the_state(people: SimpleNamespace) -> None:
    _client, _token, text = token(people, "state_nodal_officer", people.police)
    assert actor_of_token(text) is None


def token(people: SimpleNamespace, role: str, unit: Any, days: int = 365) -> tuple[User, ApiToken, str]:
    """Make a machine of a unit and a token for it, as the administrator."""
    by = people.admin.actor
    given = {"audience": unit.audience, "compartment": unit.compartment, "home_state": "IN-UP"}
    client = make_client(by=by, name=f"Mirror {role}", role=role, **given)
    until = clock.today() + timedelta(days=days)
    made, text = issue_token(
        by=by, client=client, name="Mirror", audience=unit.audience, permissions=["case:read"], expires_on=until
    )
    return client, made, text


def test_what_waits_holds_once_a_person_of_another_unit_agrees_and_both_are_on_record(people: SimpleNamespace) -> None:
    user, code = ghost(people, "state_nodal_officer", people.police)
    posting, reset = waiting()
    assert (posting.kind, reset.kind) == ("posting", "reset")
    assert not now(user).grants
    assert not entered(user, code)
    agree(by=people.other.actor, proposal=posting)
    assert [held.role for held in now(user).grants] == ["state_nodal_officer"]
    assert not entered(user, code), "the posting alone opens no sign-in"
    agree(by=people.other.actor, proposal=reset)
    assert entered(user, code)
    with reading(SYSTEM):
        made = Event.objects.filter(kind="proposal:made").values_list("actor", flat=True)
        agreed = Event.objects.filter(kind="proposal:agreed").values_list("actor", flat=True)
        assert set(made) == {people.admin.user.id}
        assert list(agreed) == [people.other.user.id] * 2
        assert Event.objects.filter(kind="grant:given", actor=people.other.user.id).count() == 1
    # agreed to, signed in, and still nobody whom a superior knows
    assert not now(user).is_confirmed
    with pytest.raises(Refused, match="already closed"):
        agree(by=people.dpo.actor, proposal=posting)


def test_until_confirmed_a_new_permission_is_denied_until_somebody_lists_it(people: SimpleNamespace) -> None:
    a_case(people.sho)
    user, code = ghost(people, "state_nodal_officer", people.police)
    let_hold()
    assert entered(user, code)
    taken = now(user)
    assert {each for each in Permission if holds(taken, each)} == UNTIL_CONFIRMED
    assert taken.audiences == (people.police.audience,), "neither facts of officers nor the log"
    with reading(taken):
        assert not cases_found(taken, Filters())
    for code_of in awaiting(user):
        assert code_of.made_by == people.admin.user.id


def test_an_account_is_confirmed_first_by_whatever_door_it_is_entered(people: SimpleNamespace) -> None:
    """The state's own sign-in asks for no code: the administrator who chose the login would come in as the ghost."""
    by = people.admin.actor
    made = add_officer(by=by, employee_no="G-2", home_state="IN-UP", name="Ghost", email="ghost@example.org")
    post_officer(by=by, officer=made, unit=people.station, role="station_officer")
    user = open_account(by=by, officer=made, username="the.administrators.other.identity")
    assert not now(user).is_confirmed
    assert not holds(now(user), Permission.CASE_READ)


def test_who_may_agree(people: SimpleNamespace) -> None:
    user, _code = ghost(people, "state_nodal_officer", people.police)
    posting = waiting()[0]
    assert [grant.user.username for grant in agreers(posting)] == ["other", "dpo", "secretary"]
    for who in (people.admin, people.colleague, people.nodal, people.chief, people.worker):
        assert why_not_agree(who.actor, posting), who.user.username
        with pytest.raises(Refused):
            agree(by=who.actor, proposal=posting)
    assert why_not_agree(now(user), posting)
    for via in ("device", "token"):
        assert why_not_agree(actor_for(people.other.user, via=via, audience=people.other_office.audience), posting)
    # whose sign-in is not confirmed, and whom the proposer reset a while ago, though confirmed since
    reset_sign_in_by(people, people.dpo.user, SYSTEM)
    assert "dpo" not in [grant.user.username for grant in agreers(posting)]
    reset_sign_in_by(people, people.secretary.user, people.admin.actor, confirmed=True)
    assert [grant.user.username for grant in agreers(posting)] == ["other"]
    with clock.frozen(clock.now() + NEAR + timedelta(days=1)):
        ghost(people, "auditor", people.watch, "G-7")
        later = next(each for each in waiting() if each.grant is not None and each.grant.role == "auditor")
        assert [grant.user.username for grant in agreers(later)] == ["other", "secretary"]


def reset_sign_in_by(people: SimpleNamespace, user: User, by: Actor, *, confirmed: bool = False) -> None:
    """Put a reset of somebody on record, as it stands once it holds."""
    at = clock.now()
    with operation(SIGN_IN_RESET, by=SYSTEM, target=("user", user.id)):
        SignInCode.objects.create(
            user=user, code_hash="x", made_by=by.id, made_at=at, expires_at=at, used_at=at,
            confirmed_at=at if confirmed else None,
        )  # fmt: skip


def test_a_refusal_needs_a_reason_and_a_proposal_lapses(people: SimpleNamespace) -> None:
    user, code = ghost(people, "auditor", people.watch)
    posting, reset = waiting()
    with pytest.raises(Invalid):
        refuse(by=people.other.actor, proposal=posting, reason="  ")
    refuse(by=people.other.actor, proposal=posting, reason="No order of posting is known.")
    assert Posting.objects.get(officer__user=user).voided_at is not None
    with pytest.raises(Refused):
        agree(by=people.dpo.actor, proposal=posting)
    with clock.frozen(clock.now() + LAPSES + timedelta(minutes=1)):
        with pytest.raises(Refused, match="expired"):
            agree(by=people.other.actor, proposal=reset)
        assert lapse_proposals() == 1
        assert lapse_proposals() == 0
    assert not waiting()
    assert not entered(user, code)
    assert not now(user).grants
    with reading(SYSTEM):
        assert set(Event.objects.filter(kind__startswith="proposal:").values_list("kind", flat=True)) == {
            "proposal:made", "proposal:refused", "proposal:lapsed"
        }  # fmt: skip


def test_a_mere_proposal_takes_nothing_from_the_officer_whom_it_is_about(people: SimpleNamespace) -> None:
    """Else one administrator would shut out every second person by proposing their resets or their end."""
    records = {name: officer_of(getattr(people, name), f"R-{name}") for name in ("dpo", "other", "secretary", "nodal")}
    for name, record in records.items():
        who = getattr(people, name)
        reset_sign_in(by=people.admin.actor, officer=record, reason="lost")
        end_posting(by=people.admin.actor, posting=record.postings.select_related("unit", "grant").get())
        assert now(who).is_confirmed, name
        assert now(who).grants, name
        with pytest.raises(Refused):
            end_grant(by=people.admin.actor, grant=Grant.objects.get(user=who.user))
        with pytest.raises(Refused):
            close_user(by=people.admin.actor, user=who.user)
    user, _code = ghost(people, "auditor", people.watch)
    posting = next(each for each in waiting() if each.user_id == user.pk and each.kind == "posting")
    assert [grant.user.username for grant in agreers(posting)] == ["other", "dpo", "secretary"]


def test_the_end_of_a_role_of_the_state_holds_once_agreed_to(people: SimpleNamespace) -> None:
    record = officer_of(people.dpo, "R-1")
    end_posting(by=people.admin.actor, posting=record.postings.select_related("unit", "grant").get())
    [proposal] = waiting()
    with pytest.raises(Refused, match="about you"):
        agree(by=people.dpo.actor, proposal=proposal)
    with pytest.raises(Invalid):
        end_posting(by=people.admin.actor, posting=record.postings.select_related("unit", "grant").get())
    agree(by=people.other.actor, proposal=proposal)
    assert not now(people.dpo).grants
    posting = record.postings.get()
    assert posting.voided_at is not None or (posting.until is not None and posting.until < clock.today())


def test_a_transfer_to_or_from_a_role_of_the_state_waits_too(people: SimpleNamespace) -> None:
    record = officer_of(people.secretary, "R-1")
    by = people.admin.actor
    posting = record.postings.select_related("unit", "grant", "officer").get()
    transfer_officer(by=by, posting=posting, unit=people.other_office, role="administrator")
    assert [held.role for held in now(people.secretary).grants] == ["home_secretary"]
    assert sorted(each.kind for each in waiting()) == ["ending", "posting"]
    made = add_officer(by=by, employee_no="G-3", home_state="IN-UP", name="Ghost")
    user = open_account(by=by, officer=made)
    made.refresh_from_db()
    first = post_officer(by=by, officer=made, unit=people.station, role="station_officer")
    assert now(user).grants, "an ordinary role is one administrator's to give"
    transfer_officer(by=by, posting=first, unit=people.police, role="state_nodal_officer")
    assert not [held for held in now(user).grants if held.role in OF_STATE]


def test_two_postings_one_after_the_other_are_no_way_round(people: SimpleNamespace) -> None:
    """First somebody ordinary with a code and a password of the administrator's, then the role of the state."""
    user, code = ghost(people, "women_help_desk", people.station)
    assert entered(user, code), "one administrator gives an ordinary officer a first code"
    made = Officer.objects.get(user=user)
    post_officer(by=people.admin.actor, officer=made, unit=people.police, role="state_nodal_officer")
    post_officer(by=people.admin.actor, officer=made, unit=people.other_office, role="administrator")
    assert [held.role for held in now(user).grants] == ["women_help_desk"]
    # whoever is proposed for such a role is reset by two from then on
    again = reset_sign_in(by=people.admin.actor, officer=made, reason="forgotten")
    assert not entered(user, again)
    # and once agreed to, nothing opens until somebody above has confirmed the officer
    let_hold()
    taken = now(user)
    assert {each for each in Permission if holds(taken, each)} == UNTIL_CONFIRMED
    user2, _code = ghost(people, "auditor", people.watch, "G-9")
    proposal = next(each for each in waiting() if each.user_id == user2.pk and each.kind == "posting")
    assert user.pk not in {grant.user_id for grant in agreers(proposal)}, "the ghost administrator agrees to nothing"


def test_an_ordinary_role_at_a_unit_of_the_whole_state_is_a_role_of_the_state(people: SimpleNamespace) -> None:
    """A station officer posted at the state's police would read every case of it."""
    user, code = ghost(people, "station_officer", people.police)
    assert not now(user).grants
    assert not entered(user, code)
    # nor is the whole state put under a station, or anything under the administrator's own unit
    below = create_unit(by=people.admin.actor, kind="station", name="Trap", home_state="IN-UP", compartment="police")
    with pytest.raises(Refused):
        move_unit(by=people.admin.actor, unit=people.police, parent=below)
    with pytest.raises(Refused):
        move_unit(by=people.admin.actor, unit=people.other_office, parent=people.office)


def test_no_administrator_posts_or_agrees_for_themselves(people: SimpleNamespace) -> None:
    record = officer_of(people.admin, "R-1")
    with pytest.raises(Refused):
        post_officer(by=people.admin.actor, officer=record, unit=people.police, role="state_nodal_officer")
    twin = add_officer(by=people.admin.actor, employee_no="R-2", home_state="IN-UP", name="Admin")
    post_officer(by=people.admin.actor, officer=twin, unit=people.other_office, role="administrator")
    open_account(by=people.admin.actor, officer=twin, username="twin")
    [proposal] = waiting()
    with pytest.raises(Refused):
        agree(by=people.admin.actor, proposal=proposal)
    # one who is also posted in the proposer's unit is of that unit
    beside = officer_of(people.other, "R-3")
    post_officer(by=SYSTEM, officer=beside, unit=people.office, role="auditor")
    assert [grant.user.username for grant in agreers(proposal)] == ["dpo", "secretary"]


def test_an_edited_email_changes_no_sign_in(people: SimpleNamespace) -> None:
    record = officer_of(people.nodal, "R-1")
    before = User.objects.get(pk=people.nodal.user.pk).email
    correct_officer(by=people.admin.actor, officer=record, email="admin@example.org", phone="9415022011")
    assert User.objects.get(pk=people.nodal.user.pk).email == before


def test_the_proposer_takes_back_what_waits(people: SimpleNamespace) -> None:
    user, _code = ghost(people, "auditor", people.watch)
    posting = Posting.objects.select_related("unit", "grant").get(officer__user=user)
    end_posting(by=people.admin.actor, posting=posting)
    assert [each.kind for each in waiting()] == ["reset"]
    [reset] = waiting()
    with pytest.raises(Refused):
        withdraw(by=people.sho.actor, proposal=reset)
    withdraw(by=people.admin.actor, proposal=reset)
    assert not waiting()
    with pytest.raises(Refused):
        agree(by=people.other.actor, proposal=reset)


def test_a_token_opens_once_a_second_person_and_the_head_of_its_unit_have_agreed(people: SimpleNamespace) -> None:
    _client, made, text = token(people, "station_officer", people.station, days=30)
    assert [grant.user.username for grant in heads_for(made)] == ["sho"]
    for who in (people.desk, people.chief, people.admin, people.other):
        with pytest.raises(Refused):
            accept(by=who.actor, proposal=made.proposal)
    accept(by=people.sho.actor, proposal=made.proposal)
    assert actor_of_token(text) is None
    agree(by=people.other.actor, proposal=made.proposal)
    assert actor_of_token(text) is not None
    with reading(SYSTEM):
        assert Event.objects.filter(kind="token:issued").count() == 1


def test_a_token_of_the_state_is_the_home_secretarys_to_accept_and_one_person_is_not_two(
    people: SimpleNamespace,
) -> None:
    _client, made, text = token(people, "state_nodal_officer", people.police)
    assert [grant.user.username for grant in heads_for(made)] == ["secretary"]
    with pytest.raises(Refused):
        accept(by=people.nodal.actor, proposal=made.proposal)
    agree(by=people.secretary.actor, proposal=made.proposal)
    made.refresh_from_db()
    with pytest.raises(Refused):
        accept(by=people.secretary.actor, proposal=Proposal.objects.get(token=made))
    assert actor_of_token(text) is None
    _client, other, other_text = token(people, "state_bureau", people.police)
    agree(by=people.dpo.actor, proposal=other.proposal)
    accept(by=people.secretary.actor, proposal=Proposal.objects.get(token=other))
    assert actor_of_token(other_text) is not None
    revoke_token(by=people.admin.actor, token=made)
    assert Proposal.objects.get(token=made).outcome == "withdrawn"


def test_an_export_is_told_to_the_data_protection_officer_at_once(people: SimpleNamespace) -> None:
    a_case(people.sho)
    with reading(people.nodal.actor):
        export_cases(by=people.nodal.actor, filters=Filters(), purpose=Purpose.COURT)
    with reading(SYSTEM):
        [notice] = Notice.objects.filter(key__startswith="export:")
    assert notice.user_id == people.dpo.user.pk
    assert notice.words_en == "State nodal officer, State police (login nodal) exported 1 cases. Purpose: Court"
    assert "1 प्रकरण" in notice.words_hi
    assert notice.is_pressing


@pytest.mark.parametrize("role", sorted(OF_STATE))
def test_every_role_of_the_state_waits(people: SimpleNamespace, role: str) -> None:
    user = create_user(by=people.admin.actor, username="g", name="Ghost")
    grant = give_grant(
        by=people.admin.actor, user=user, role=role, audience=people.office.audience, compartment="oversight",
        home_state="IN-UP", since=clock.today(),
    )  # fmt: skip
    assert grant.waits
    assert not now(user).grants


def test_the_roles_of_the_state_are_these() -> None:
    assert {
        "administrator", "auditor", "data_protection_officer", "home_secretary", "state_bureau", "state_desk_analyst",
        "state_nodal_officer",
    } == OF_STATE  # fmt: skip
