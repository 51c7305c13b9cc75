"""Operations, the write guard and the row policy, as the database enforces them."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from factories import give_role
from samanvay.access.models import Grant, User
from samanvay.access.users.actions import create_user, give_grant
from samanvay.audit import operations
from samanvay.audit.models import Event
from samanvay.audit.operations import operation, within_operation
from samanvay.audit.vocabulary import register
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, Held, acting_as, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import NoActor, Refused, Stale, WriteOutsideOperation

pytestmark = pytest.mark.django_db

TRIED = register("test:tried", "Tried", "प्रयास")


def _user(name: str = "one") -> User:
    return create_user(by=SYSTEM, username=name, name=name.title())


def test_create_user_writes_its_event_in_the_same_transaction() -> None:
    user = _user()
    with reading(SYSTEM):
        event = Event.objects.get(subject_kind="user", subject_id=str(user.id))
    assert event.kind == "user:created"
    assert event.actor == SYSTEM.id
    assert "password" not in event.body


@pytest.mark.parametrize(
    "write",
    [
        lambda user: User(username="two", name="Two", joined_at=clock.now()).save(),
        lambda user: User.objects.bulk_create([User(username="three", name="Three", joined_at=clock.now())]),
        lambda user: User.objects.filter(pk=user.pk).update(name="Changed"),
        lambda user: User.objects.filter(pk=user.pk).delete(),
        lambda user: connection.cursor().execute("update access_user set name = 'x'"),
        lambda user: connection.cursor().execute("delete from access_user where false"),
    ],
)
def test_write_outside_an_operation_is_refused(write) -> None:
    user = _user()
    with pytest.raises((WriteOutsideOperation, NoActor)), transaction.atomic():
        write(user)
    with pytest.raises(WriteOutsideOperation), reading(SYSTEM):
        write(user)


def test_truncate_is_refused_to_the_application() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("truncate access_grant")


def test_the_guard_closes_again_after_the_operation_and_after_a_rolled_back_savepoint() -> None:
    user = _user()
    with operation(TRIED, by=SYSTEM):
        try:
            with transaction.atomic(), operation(TRIED, by=SYSTEM):
                raise RuntimeError("inner fails")
        except RuntimeError:
            User.objects.filter(pk=user.pk).update(name="Inside")
    with pytest.raises(WriteOutsideOperation), transaction.atomic():
        User.objects.filter(pk=user.pk).update(name="After")


def test_failing_audit_undoes_the_change(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: operations.Operation) -> Event:
        raise RuntimeError("the log cannot be written")

    monkeypatch.setattr(operations.Operation, "event", broken)
    with pytest.raises(RuntimeError):
        _user("lost")
    assert not User.objects.filter(username="lost").exists()


def test_protected_table_without_an_actor_is_an_error_not_an_empty_list() -> None:
    with pytest.raises(NoActor), transaction.atomic():
        list(Event.objects.all())
    with pytest.raises(NoActor), transaction.atomic():
        Event.objects.all()[:0].exists() or list(Event.objects.filter(seq=-1))


def test_events_are_never_changed_or_deleted() -> None:
    _user()
    for attack in (
        lambda: Event.objects.update(kind="x"),
        lambda: Event.objects.all().delete(),
        lambda: connection.cursor().execute("update audit_event set body = '{}'"),
    ):
        with pytest.raises(ProgrammingError), operation(TRIED, by=SYSTEM):
            attack()


def test_actor_sees_the_events_of_its_units_only() -> None:
    user = _user()
    give_role(user, "station_officer", 501)
    here = Actor(uuid7(), "here", (501,))
    elsewhere = Actor(uuid7(), "elsewhere", (502,))
    with reading(here):
        assert Event.objects.filter(kind="grant:given").count() == 1
    with reading(elsewhere):
        assert Event.objects.count() == 0


def test_acting_as_rebinds_an_open_transaction_and_restores_it() -> None:
    _user()
    outer = Actor(uuid7(), "outer", (7,))
    with reading(outer):
        assert Event.objects.count() == 0
        with acting_as(SYSTEM):
            assert Event.objects.count() == 1
        assert Event.objects.count() == 0


def test_a_row_that_the_actor_cannot_see_cannot_be_written() -> None:
    elsewhere = Actor(uuid7(), "elsewhere", (502,))
    with operation(TRIED, by=elsewhere) as op:
        forged = op.event()
        forged.readers = [999]
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            forged.save(force_insert=True)


def test_actor_without_any_unit_leaves_a_trace_that_only_auditors_read() -> None:
    nobody = Actor(uuid7(), "nobody", ())
    with operation(TRIED, by=nobody) as op:
        op.add(tried=True)
    with reading(Actor(uuid7(), "auditor", (1,))):
        assert Event.objects.get(kind="test:tried").readers == [0, 1]


def test_event_names_units_as_readers_and_never_everybody() -> None:
    officer = Actor(uuid7(), "officer", (2, 501))
    with operation(TRIED, by=officer) as op:
        op.add(tried=True)
    with reading(SYSTEM):
        assert Event.objects.get(kind="test:tried").readers == [0, 1, 501]


def test_revise_refuses_a_stale_version_and_shows_both_sides() -> None:
    user = _user()
    grant = give_grant(
        by=SYSTEM,
        user=user,
        role="auditor",
        audience=600,
        compartment="oversight",
        home_state="IN-UP",
        since=clock.today(),
    )
    with operation(TRIED, by=SYSTEM):
        grant.revise(expected=1, changes={"home_state": "IN-BR"})
    with pytest.raises(Stale) as refusal, operation(TRIED, by=SYSTEM):
        Grant.objects.get(pk=grant.pk).revise(expected=1, changes={"home_state": "IN-JH"})
    assert refusal.value.theirs["home_state"] == "IN-BR"
    assert refusal.value.yours["home_state"] == "IN-JH"


def test_continuing_writes_under_the_operation_that_caused_it() -> None:
    user = _user()
    with reading(SYSTEM):
        caused_by = Event.objects.latest("seq").op
    with within_operation(caused_by):
        User.objects.filter(pk=user.pk).update(name="Derived")
    assert User.objects.get(pk=user.pk).name == "Derived"


def test_only_the_administrator_gives_roles() -> None:
    user = _user()
    constable = Actor(uuid7(), "constable", (501,), (Held("women_help_desk", 501, "police"),))
    with pytest.raises(Refused) as refusal:
        give_grant(
            by=constable,
            user=user,
            role="auditor",
            audience=501,
            compartment="police",
            home_state="IN-UP",
            since=clock.today(),
        )
    assert "Administrator" in str(refusal.value)


def test_silent_operation_leaves_no_event() -> None:
    with operation(TRIED, by=SYSTEM) as op:
        op.keep_silent()
    with reading(SYSTEM):
        assert not Event.objects.filter(kind="test:tried").exists()
