"""After a reset: what stays shut, who may confirm, who hears of it, and that one administrator is never two persons."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from case_world import a_case, officer, world
from click.testing import CliRunner
from django.db import transaction
from django.test import Client
from django.urls import reverse
from test_signin_reset import FRESH
from two_persons import let_hold

from samanvay.access.actors import actor_for
from samanvay.access.boxes.actions.glass import approve_glass, break_glass, why_not_decide
from samanvay.access.boxes.actions.opening import open_box, standings
from samanvay.access.boxes.actions.search import search_people
from samanvay.access.boxes.actions.team import name_member
from samanvay.access.boxes.groups import Group, Purpose, TeamRole
from samanvay.access.limits import UNTIL_CONFIRMED
from samanvay.access.models import Box, GlassBreak, User
from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.access.signin.actions.resetting import choose_password, reset_sign_in
from samanvay.access.signin.confirmers import WINDOW, confirmers, why_not_confirm
from samanvay.audit import outbox
from samanvay.audit.models import Event
from samanvay.cases.people.actions.people import add_person
from samanvay.directory.officers.actions.accounts import confirm_sign_in, deny_sign_in
from samanvay.directory.queries import line_of
from samanvay.directory.units.actions.units import create_unit
from samanvay.duties.models import Duty, Notice
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Invalid, Refused

WHY = "She is missing again since this morning and her village is not known."


def _people() -> SimpleNamespace:
    people = world()
    office = create_unit(by=SYSTEM, kind="administration", name="Administration", home_state="IN-UP")
    watch = create_unit(by=SYSTEM, kind="data_protection", name="Data protection", home_state="IN-UP")
    people.admin = officer("admin", "administrator", office)
    people.other_office = create_unit(by=SYSTEM, kind="administration", name="Second office", home_state="IN-UP")
    people.other_admin = officer("admin2", "administrator", people.other_office)
    people.dpo = officer("dpo", "data_protection_officer", watch)
    return people


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    return _people()


def taken_over(admin: Actor, user: User, reason: str = "forgotten") -> Actor:
    """Reset a sign-in and use the code oneself, as whoever holds it can; return who one then is."""
    code = reset_sign_in(by=admin, user=user, reason=reason)
    let_hold()
    with transaction.atomic():
        assert choose_password(username=user.username, code=code, password=FRESH).user == user
    return actor_for(User.objects.get(pk=user.pk))


def now(who: SimpleNamespace) -> Actor:
    return actor_for(who.user)


def _child_in_a_case(people: SimpleNamespace, age: int = 15) -> Box:
    case = a_case(people.sho)
    made = {"identity": {"given": "Asha", "surname": "Devi"}}
    child = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=age, sealed=made)
    with reading(SYSTEM):
        return Box.objects.get(subject_id=child.id, group=Group.IDENTITY)


def test_what_is_sealed_stays_shut_after_a_reset_until_a_superior_confirms(people: SimpleNamespace) -> None:
    box = _child_in_a_case(people)
    sho = taken_over(people.admin.actor, people.sho.user)
    assert not sho.is_confirmed
    with reading(sho):
        assert not any(each.is_openable for each in standings(sho, box.record_id))
    shut: list[Callable[[], object]] = [
        lambda: open_box(by=sho, box_id=box.id, purpose=Purpose.CARE),
        lambda: break_glass(by=sho, box_id=box.id, reason=WHY),
        lambda: search_people(by=sho, name="Asha Devi"),
        lambda: name_member(
            by=sho, record_id=box.record_id, user=people.desk.user, role=TeamRole.INVESTIGATOR, readers=box.readers,
            home_unit=box.home_unit, home_state=box.home_state, line=box.readers,
        ),
        lambda: require(sho, Permission.DEVICE_REGISTER),
    ]  # fmt: skip
    for attempt in shut:
        with pytest.raises(Refused, match="when a senior officer confirms"):
            attempt()
    for permission in Permission:
        assert holds(sho, permission) is (permission in UNTIL_CONFIRMED), permission
    confirm_sign_in(by=people.chief.actor, user=people.sho.user)
    assert open_box(by=now(people.sho), box_id=box.id, purpose=Purpose.CARE)["given"] == "Asha"
    with reading(SYSTEM):
        event = Event.objects.get(kind="user:sign_in_confirmed")
    assert (event.actor, event.subject_id) == (people.chief.user.id, str(people.sho.user.id))
    assert event.detail == {"way": "police_chief", "reset_by": [str(people.admin.user.id)]}
    with pytest.raises(Invalid, match="does not need to be confirmed"):
        confirm_sign_in(by=people.chief.actor, user=people.sho.user)


def test_glass_broken_before_the_reset_opens_nothing_after_it(people: SimpleNamespace) -> None:
    box = _child_in_a_case(people, age=30)
    assert break_glass(by=people.chief.actor, box_id=box.id, reason=WHY).state == GlassBreak.OPEN
    assert open_box(by=people.chief.actor, box_id=box.id, purpose=Purpose.CARE)
    chief = taken_over(people.admin.actor, people.chief.user)
    with pytest.raises(Refused, match="when a senior officer confirms"):
        open_box(by=chief, box_id=box.id, purpose=Purpose.CARE)


def test_one_administrator_does_not_become_both_halves_of_a_rule_of_two(people: SimpleNamespace) -> None:
    """Two resets, or as many as they like: first the whole line of police, then whoever watches, then a colleague."""
    box = _child_in_a_case(people)
    admin = people.admin.actor
    asked = break_glass(by=people.chief.actor, box_id=box.id, reason=WHY, approvers=box.readers)
    assert asked.state == GlassBreak.ASKED
    held = {
        name: taken_over(admin, getattr(people, name).user) for name in ("chief", "nodal", "sho", "dpo", "other_admin")
    }
    assert why_not_decide(held["nodal"], asked)
    with pytest.raises(Refused):
        approve_glass(by=held["nodal"], glass_id=asked.id)
    for name in ("chief", "nodal", "sho"):
        with pytest.raises(Refused):
            break_glass(by=held[name], box_id=box.id, reason=WHY)
        with pytest.raises(Refused):
            open_box(by=held[name], box_id=box.id, purpose=Purpose.CARE)
    for by in (admin, *held.values()):
        for name in held:
            user = getattr(people, name).user
            with pytest.raises(Refused):
                confirm_sign_in(by=by, user=user)
            with pytest.raises(Refused):
                reset_sign_in(by=held["other_admin"], user=user, reason="lost")
    with reading(SYSTEM):
        assert GlassBreak.objects.get().state == GlassBreak.ASKED
        assert not Event.objects.filter(kind__in=("box:opened", "user:sign_in_confirmed")).exists()


def test_who_confirms_is_the_nearest_above_and_never_one_of_those_involved(people: SimpleNamespace) -> None:
    def names(who: SimpleNamespace) -> list[str]:
        return [grant.user.username for grant in confirmers(who.user, line_of(who.user))]

    def reason(by: SimpleNamespace, who: SimpleNamespace) -> str:
        return why_not_confirm(now(by), who.user, line_of(who.user))

    taken_over(people.admin.actor, people.sho.user)
    assert names(people.sho) == ["chief", "nodal"]
    assert names(people.desk) == ["chief", "nodal"], "her own head is not confirmed yet"
    for by in (people.desk, people.far, people.sho, people.admin, people.other_admin, people.dpo, people.worker):
        assert reason(by, people.sho), by.user.username
    assert not reason(people.nodal, people.sho)
    # the chief too, by the same administrator: neither confirms, and later the window keeps the chief out
    taken_over(people.admin.actor, people.chief.user)
    assert names(people.sho) == ["nodal"]
    confirm_sign_in(by=people.nodal.actor, user=people.chief.user)
    assert "same administrator" in reason(people.chief, people.sho)
    # a second reset by another administrator does not wash the first away
    taken_over(people.other_admin.actor, people.sho.user)
    assert "same administrator" in reason(people.chief, people.sho)
    with clock.frozen(clock.now() + WINDOW * 2):
        taken_over(people.admin.actor, people.desk.user)
        assert names(people.desk) == ["chief", "nodal"], "the chief's reset lies far enough back"
    # the head of a tree: who watches; who watches: the head; a counsellor without a head: who watches
    for who, expected in ((people.nodal, "dpo"), (people.dpo, "nodal"), (people.counsellor, "dpo")):
        assert names(who) == [expected]
    assert names(people.other_admin) == ["dpo"]


def test_nobody_is_confirmed_while_the_code_is_about(people: SimpleNamespace) -> None:
    reset_sign_in(by=people.admin.actor, user=people.sho.user, reason="lost")
    with pytest.raises(Invalid, match="not chosen a new password"):
        confirm_sign_in(by=people.chief.actor, user=people.sho.user)
    with clock.frozen(clock.now() + timedelta(hours=25)):  # they come by the state's own sign-in
        assert confirm_sign_in(by=people.chief.actor, user=people.sho.user)


def test_the_last_administrator_waits_for_who_watches_or_the_servers_word(people: SimpleNamespace) -> None:
    admin = taken_over(SYSTEM, people.admin.user, "lost")
    with pytest.raises(Refused, match="when a senior officer confirms"):
        reset_sign_in(by=admin, user=people.sho.user, reason="lost")
    confirm_sign_in(by=people.dpo.actor, user=people.admin.user)
    taken_over(now(people.admin), people.sho.user)
    # both ends of the state reset at the beginning, by the server's command: they confirm each other no more than
    # anybody else who is not confirmed; the command does, on record
    both = (people.dpo, people.nodal)
    for who in both:
        taken_over(SYSTEM, who.user, "first")
    for who in both:
        assert confirmers(who.user, line_of(who.user)) == []


def test_the_pages_the_duty_and_the_notices(fresh_db: str, settled: Callable[[], None]) -> None:
    people = _people()

    def delivered() -> None:
        settled()
        while outbox.deliver_all():
            settled()

    def client(who: SimpleNamespace) -> Client:
        made = Client()
        made.force_login(User.objects.get(pk=who.user.pk))
        return made

    sho = people.sho.user
    taken_over(people.admin.actor, sho)
    delivered()
    address = reverse("confirm_sign_in", args=[sho.id])
    with reading(SYSTEM):
        duty = Duty.objects.get(kind="access:confirm_sign_in")
    assert (duty.owner_role, duty.owner_audience, duty.link) == ("police_chief", people.here.audience, address)
    assert [step["role"] for step in duty.steps] == ["state_nodal_officer"]
    assert "Sho" not in f"{duty.title_en} {duty.link}"
    Authenticator.objects.create(user=sho, type="totp", data={"secret": "of the test"})
    own = client(people.sho).get(reverse("usersessions_list")).content.decode()
    assert "when a senior officer confirms" in own
    assert "Chief, District police chief" in own
    for who, status in ((people.desk, 403), (people.admin, 403), (people.chief, 200)):
        Authenticator.objects.get_or_create(user=who.user, type="totp", defaults={"data": {"secret": "of the test"}})
        assert client(who).get(address).status_code == status
        if status == 403:
            assert client(who).post(address).status_code == 403
    page = client(people.chief).get(address).content.decode()
    for words in ("Is this really Sho?", "Station officer (SHO), Rupaidiha", "by Admin", "in person"):
        assert words in page
    assert client(people.chief).post(address, follow=True).status_code == 200
    delivered()
    assert "when a senior officer" not in client(people.sho).get(reverse("usersessions_list")).content.decode()
    with reading(SYSTEM):
        duty.refresh_from_db()
        assert duty.done_at is not None
        told = [str(each.words.en) for each in Notice.objects.filter(user=sho).order_by("at")]
    assert told[-1] == "You were confirmed: you can work again"
    # the server's command: refused while nothing waits, told to who watches when it is used
    from samanvay.cli import main

    assert CliRunner().invoke(main, ["confirm-sign-in", "--yes", "nosuch"]).exit_code == 1
    assert CliRunner().invoke(main, ["confirm-sign-in", "--yes", "sho"]).exit_code == 1
    taken_over(people.admin.actor, people.nodal.user)
    assert CliRunner().invoke(main, ["confirm-sign-in", "--yes", "nodal"]).output.strip() == "nodal is confirmed."
    assert now(people.nodal).is_confirmed
    delivered()
    with reading(SYSTEM):
        assert Event.objects.filter(kind="user:sign_in_confirmed").latest("seq").detail["way"] == "server"
        assert Notice.objects.filter(user=people.dpo.user, words_en__contains="by a server command").exists()
        assert not Duty.objects.waiting().filter(kind="access:confirm_sign_in").exists()


def test_a_superior_says_that_it_is_somebody_else_and_every_way_in_ends(people: SimpleNamespace) -> None:
    sho = taken_over(people.admin.actor, people.sho.user)
    Authenticator.objects.create(user=people.sho.user, type="totp", data={"secret": "of the test"})
    for by in (people.admin.actor, people.far.actor, people.desk.actor, sho):
        with pytest.raises(Refused):
            deny_sign_in(by=by, user=people.sho.user, reason="other")
    with pytest.raises(Invalid, match="Choose the reason"):
        deny_sign_in(by=people.chief.actor, user=people.sho.user, reason="because")
    assert User.objects.get(pk=sho.id).check_password(FRESH)
    deny_sign_in(by=people.chief.actor, user=people.sho.user, reason="other")
    assert not User.objects.get(pk=sho.id).has_usable_password()
    assert not Authenticator.objects.filter(user=sho.id).exists()
    assert not now(people.sho).is_confirmed
    with reading(SYSTEM):
        event = Event.objects.get(kind="user:sign_in_denied")
    assert (event.actor, event.subject_id) == (people.chief.user.id, str(sho.id))
    assert event.detail == {
        "way": "police_chief", "reason": "other", "reset_by": [str(people.admin.user.id)],
        "sessions": 0, "factors": 1, "phones": 0, "bindings": 0,
    }  # fmt: skip
    with pytest.raises(Invalid, match="does not need to be confirmed"):
        deny_sign_in(by=people.chief.actor, user=people.desk.user, reason="other")
    # also the code that is still about
    code = reset_sign_in(by=people.admin.actor, user=people.desk.user, reason="lost")
    deny_sign_in(by=people.chief.actor, user=people.desk.user, reason="not_asked")
    with transaction.atomic():
        assert choose_password(username="desk", code=code, password=FRESH).user is None


def test_the_page_says_that_it_is_not_them_ends_the_session_and_asks_again_after_the_next_reset(
    fresh_db: str, settled: Callable[[], None]
) -> None:
    people = _people()

    def delivered() -> None:
        settled()
        while outbox.deliver_all():
            settled()

    sho = people.sho.user
    taken_over(people.admin.actor, sho)
    delivered()
    stranger = Client()
    assert stranger.login(username="sho", password=FRESH)
    assert stranger.get(reverse("usersessions_list")).status_code == 200
    Authenticator.objects.create(user=people.chief.user, type="totp", data={"secret": "of the test"})
    chief = Client()
    chief.force_login(User.objects.get(pk=people.chief.user.pk))
    address = reverse("confirm_sign_in", args=[sho.id])
    assert "Not the officer" in chief.get(address).content.decode()
    assert chief.post(address, {"deny": "1"}).status_code == 400
    assert stranger.get(reverse("usersessions_list")).status_code == 200
    answer = chief.post(address, {"deny": "1", "reason": "not_asked"}, follow=True)
    assert "This sign-in is locked." in answer.content.decode()
    assert stranger.get(reverse("usersessions_list")).status_code == 302
    delivered()
    with reading(SYSTEM):
        told = Notice.objects.filter(words_en__startswith="A senior officer reports that a new or reset sign-in")
        assert {each.user.username for each in told} == {"admin", "admin2", "dpo"}
        assert Notice.objects.filter(user=sho, words_en__contains="ask your administrator").exists()
        assert not Duty.objects.waiting().filter(kind="access:confirm_sign_in").exists()
    taken_over(people.other_admin.actor, sho)
    delivered()
    with reading(SYSTEM):
        assert Duty.objects.waiting().filter(kind="access:confirm_sign_in").count() == 1
    assert chief.post(address).status_code == 302
    assert now(people.sho).is_confirmed
