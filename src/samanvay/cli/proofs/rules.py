"""The auditor's rules that exist: what must not be recorded is refused with its field named."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from .promises import NotHere, check, promise
from .stage import Stage
from .visits import personas

AADHAAR = "2341 2341 2346"  # passes the number's own check digit (Verhoeff)


def _refused(name: str, deed: Callable[[], Any]) -> str:
    from django.db import transaction

    from samanvay.kernel.refusals import Refusal

    try:
        with transaction.atomic():
            deed()
            transaction.set_rollback(True)
    except Refusal as refusal:
        return f"{type(refusal).__name__}: {refusal}"
    check(False, f"{name}: was recorded")
    return ""


def _acting(login: str) -> tuple[Any, Any]:
    from samanvay.cases.models import Case
    from samanvay.kernel.db.scope import reading

    actor = next(actor for user, actor in personas() if user.username == login)
    with reading(actor):
        return actor, Case.objects.filter(home_unit__in=actor.units).newest_first()[0]


@promise("An Aadhaar number is refused wherever it is written, and no row holds one")
def aadhaar(stage: Stage) -> str:
    from samanvay.access.boxes.content import refuse_aadhaar
    from samanvay.cases.actions import add_event, amend_case, open_case
    from samanvay.cases.people.actions.people import add_person

    actor, case = _acting("grp")
    plain = AADHAAR.replace(" ", "")
    written = [AADHAAR, plain, "-".join(AADHAAR.split()), plain.translate(str.maketrans("0123456789", "०१२३४५६७८९"))]
    tried = 0
    for words in written:
        text = f"Her number is {words}."
        identity = {"identity": {"given": words}}
        deeds: dict[str, Callable[[], Any]] = {
            "a case's title": partial(open_case, by=actor, what=text, forms=case.forms, source=case.source, people=1),
            "an event's note": partial(add_event, by=actor, case_id=case.id, kind="rescue", note=text),
            "a sealed name": partial(
                add_person, by=actor, case_id=case.id, role="victim", sex="female", age=16, sealed=identity
            ),
            "a correction": partial(
                amend_case, by=actor, case_id=case.id, expected=case.version, reason="x", changes={"what": text}
            ),
            "any text": partial(refuse_aadhaar, "text", text),
        }
        for name, deed in deeds.items():
            said = _refused(f"{name} with {words}", deed)
            check("Aadhaar" in said, f"{name} with {words}: refused for another reason ({said})")
            tried += 1
    return f"{tried} attempts in {len(written)} spellings (spaces, dashes, Devanagari): each refused by its name"


@promise("A date that is certainly wrong is refused, one that may be right is kept")
def dates(stage: Stage) -> str:
    from django.db import transaction

    from samanvay.cases.actions import add_event
    from samanvay.kernel import clock
    from samanvay.kernel.dates import PartialDate, read_date

    actor, case = _acting("grp")
    today = clock.today()
    tomorrow = PartialDate.day(today + timedelta(days=1))
    long_ago = PartialDate.day(today - timedelta(days=400))
    refused = [
        _refused("an event tomorrow", lambda: add_event(by=actor, case_id=case.id, kind="rescue", occurred=tomorrow))
    ]
    this_year = read_date(str(today.year), today=today).date
    check(not this_year.certainly_after(PartialDate.day(today)), "a year that has begun is taken for the future")
    check(tomorrow.certainly_after(this_year) is False, "tomorrow and this year are not certainly in order")
    check(tomorrow.certainly_after(long_ago), "tomorrow is not after a day of last year")
    with transaction.atomic():
        add_event(by=actor, case_id=case.id, kind="rescue", occurred=this_year)
        transaction.set_rollback(True)
    return f"a rescue tomorrow: {refused[0].split(': ', 1)[1]}; a rescue “{today.year}”: kept, it may be past"


@promise("Nobody overwrites what somebody else changed meanwhile, and no number is given twice")
def versions(stage: Stage) -> str:
    from django.db import transaction

    from samanvay.cases.actions import amend_case
    from samanvay.cases.models import Case
    from samanvay.kernel.db.scope import SYSTEM, reading
    from samanvay.kernel.refusals import Stale

    actor, case = _acting("grp")
    stale = ""
    with transaction.atomic():
        amend_case(by=actor, case_id=case.id, expected=case.version, reason="first", changes={"people": 4})
        try:
            amend_case(by=actor, case_id=case.id, expected=case.version, reason="second", changes={"people": 5})
        except Stale as refusal:
            stale = str(refusal)
        transaction.set_rollback(True)
    check(bool(stale), "the second of two editors overwrote the first")
    with reading(SYSTEM):
        numbers = list(Case.objects.values_list("number", flat=True))
    check(len(numbers) == len(set(numbers)), "a case number was given twice")
    return f"the second of two editors is told both sides; {len(numbers)} case numbers, all different"


def _two_for_a_box(people: Sequence[tuple[Any, Any]]) -> tuple[Any, Any, Any]:
    """Return a box, who outside its team may break its glass, and another who may agree to that."""
    from samanvay.access.boxes.actions.glass import why_not_break
    from samanvay.access.boxes.actions.team import holds_among
    from samanvay.access.models import Box, TeamMember
    from samanvay.access.permissions import Permission
    from samanvay.kernel.db.scope import SYSTEM, reading

    with reading(SYSTEM):
        boxes = list(Box.objects.filter(group="identity").order_by("id"))
        team = set(TeamMember.objects.values_list("record_id", "user_id"))
    for box in boxes:
        strangers = [each for each in people if (box.record_id, each[0].id) not in team]
        asking = [user for user, actor in strangers if not why_not_break(actor, box.readers)]
        agreeing = [user for user, actor in strangers if holds_among(actor, Permission.BOX_APPROVE, box.readers)]
        for user in asking:
            if others := [each for each in agreeing if each != user]:
                return box, user, others[0]
    raise NotHere("no record of the demonstration has two officers who could open it together")


@promise("One administrator does not become both halves of a rule of two by resetting two officers")
def resets(stage: Stage) -> str:
    from django.db import transaction

    from samanvay.access.actors import actor_for
    from samanvay.access.boxes.actions.glass import approve_glass, break_glass
    from samanvay.access.boxes.actions.opening import open_box
    from samanvay.access.boxes.actions.sealing import ask_for_two
    from samanvay.access.models import Proposal, User
    from samanvay.access.signin.actions.resetting import choose_password, reset_sign_in
    from samanvay.directory.officers.actions.accounts import confirm_sign_in
    from samanvay.directory.officers.actions.proposals import agree
    from samanvay.kernel.db.scope import SYSTEM
    from samanvay.kernel.refusals import Refused

    why = "A proof of the promise that no single person opens what takes two."
    with transaction.atomic():
        people = personas()
        admin, second_admin = (
            next(actor for user, actor in people if user.username == login) for login in ("admin", "admin.home")
        )
        box, first, second = _two_for_a_box(people)
        halves = [first, second]
        ask_for_two(by=SYSTEM, subject_id=box.subject_id, needs_two=True, readers=box.readers)
        asked = break_glass(by=actor_for(halves[0]), box_id=box.id, reason=why, approvers=box.readers)
        for user in halves:
            code = reset_sign_in(by=admin, user=user, reason="lost")
            for proposal in Proposal.objects.open().filter(user=user):
                # an officer of the state: even where a second person was talked into agreeing
                agree(by=second_admin, proposal=proposal)
            done = choose_password(username=user.username, code=code, password="both halves in one hand")  # noqa: S106
            check(done.user is not None, f"the code of {user.username} gave no password: {done.words}")
        taken = [actor_for(User.objects.get(pk=user.pk)) for user in halves]
        attempts: list[partial[Any]] = []
        for actor in taken:
            attempts += [
                partial(break_glass, by=actor, box_id=box.id, reason=why),
                partial(open_box, by=actor, box_id=box.id, purpose="care"),
                partial(approve_glass, by=actor, glass_id=asked.id),
                *(partial(confirm_sign_in, by=by, user=user) for by in (admin, actor) for user in halves),
            ]
        for attempt in attempts:
            try:
                with transaction.atomic():
                    attempt()
            except Refused:
                continue
            check(False, f"{attempt.func.__name__} went through after two resets by one administrator")
        transaction.set_rollback(True)
    return f"two officers reset by one administrator, {len(attempts)} attempts as either or both: all refused"
