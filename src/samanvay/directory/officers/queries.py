"""Officers: who serves where on a day, in which role, and who they are."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from samanvay.access.models import ApiToken, Grant, User
from samanvay.access.proposals.second_persons import ANSWERS_FOR_STATE, able
from samanvay.access.signin.confirmers import HEADS, Line
from samanvay.directory.models import Officer, Posting, Unit
from samanvay.kernel import clock
from samanvay.kernel.refusals import Unseen


def holders_of(role: str, audience: int, *, on: date | None = None) -> QuerySet[User]:
    """Return the users who hold a role at a unit on a day (today), by name."""
    day = on or clock.today()
    return (
        User.objects.filter(
            Q(grants_held__until__isnull=True) | Q(grants_held__until__gte=day),
            is_active=True,
            grants_held__role=role,
            grants_held__audience=audience,
            grants_held__since__lte=day,
            grants_held__ended_at__isnull=True,
            grants_held__waits=False,
        )
        .distinct()
        .order_by("name", "id")
    )


def heads_for(token: ApiToken) -> list[Grant]:
    """Return the grants of those who accept a token: the heads of its unit, else of the nearest unit above.

    A token of the state's desk, of its administration, of a unit of the whole state, and one of a unit that nobody
    heads, is the Home Secretary's to accept.
    """
    from ..units.queries import is_state_wide, readers_for, unit_of

    unit = unit_of(token.audience)
    held = Grant.objects.filter(user=token.user, audience=token.audience)
    known = Grant.objects.filter(user__is_active=True, user__is_client=False).in_force(clock.today())
    known = known.select_related("user").order_by("user__name", "id")
    if not held.of_state().exists() and not is_state_wide(unit):
        heads = list(known.filter(audience__in=readers_for(unit.audience), role__in=HEADS))
        for audience in readers_for(unit.audience):
            if at := able((grant for grant in heads if grant.audience == audience), token.proposal):
                return at
    return able(known.filter(role=ANSWERS_FOR_STATE, home_state=unit.home_state), token.proposal)


def line_of(user: User) -> Line:
    """Return where a user serves today and every unit above, the nearest first and each once."""
    from ..units.queries import readers_for_many, units_of

    held = Grant.objects.filter(user=user).in_force(clock.today()).order_by("since", "id")
    own = tuple(units_of(held.values_list("audience", flat=True)))
    rising = readers_for_many(own).values()
    steps = sorted((step, audience) for readers in rising for step, audience in enumerate(readers[1:]) if step)
    above = dict.fromkeys(audience for _step, audience in steps if audience not in own)
    return Line(own=own, above=tuple(above))


def who_served(unit: Unit, day: date) -> QuerySet[Posting]:
    """Return the postings at a unit that held on a day."""
    return Posting.objects.in_force(day).filter(unit=unit).select_related("officer").order_by("role", "officer__name")


def phones_of(users: Iterable[UUID]) -> dict[UUID, str]:
    """Return the telephone numbers of users who have one; who may see them, the caller asks of the policy."""
    found = Officer.objects.standing().filter(user__in=list(users)).exclude(phone="")
    return {user: phone for user, phone in found.values_list("user_id", "phone") if user is not None}


def posted_at(unit: Unit) -> QuerySet[Posting]:
    """Return the postings at a unit that hold today."""
    return who_served(unit, clock.today())


def officer_or_unseen(key: UUID) -> Officer:
    """Return an officer of the directory, with the user. Raises :class:`Unseen`."""
    found = Officer.objects.standing().select_related("user").filter(pk=key).first()
    if found is None:
        raise Unseen
    return found


def officer_by_number(employee_no: str, state: str = "") -> Officer | None:
    """Return the officer with an employee number, of a state or of any, with the user; None where there is none."""
    found = Officer.objects.standing().filter(
        employee_no__iexact=employee_no, **({"home_state": state} if state else {})
    )
    return found.select_related("user").first()


def posting_or_unseen(key: UUID) -> Posting:
    """Return a posting with its officer, unit and grant. Raises :class:`Unseen`."""
    known = Posting.objects.standing().select_related("officer", "officer__user", "unit", "grant")
    found = known.filter(pk=key).first()
    if found is None:
        raise Unseen
    return found


def postings_of(officer: Officer) -> QuerySet[Posting]:
    """Return all postings of an officer, the latest first."""
    return officer.postings.standing().select_related("unit", "unit__place", "grant").order_by("-since", "-id")


def serving(day: date | None = None) -> QuerySet[Posting]:
    """Return every posting that holds on a day, with officer and unit."""
    return Posting.objects.in_force(day or clock.today()).select_related("officer", "unit")


def officers_found(
    *,
    words: str = "",
    unit: Unit | None = None,
    below: bool = False,
    role: str = "",
    rank: str = "",
    state: str = "",
) -> QuerySet[Officer]:
    """Return officers by filters, each with today's postings as ``posted_now``.

    ``below`` takes in the units under the unit.
    """
    from ..units.queries import units_under

    today = clock.today()
    found = Officer.objects.standing().named_like(words)
    if state:
        found = found.filter(home_state=state)
    if rank:
        found = found.filter(rank__iexact=rank)
    if unit is not None or role:
        postings = Posting.objects.in_force(today)
        if unit is not None:
            postings = postings.filter(unit__in=units_under(unit)) if below else postings.filter(unit=unit)
        if role:
            postings = postings.filter(role=role)
        found = found.filter(pk__in=postings.values("officer_id"))
    return found.prefetch_related(
        Prefetch(
            "postings",
            queryset=Posting.objects.in_force(today).select_related("unit").order_by("since"),
            to_attr="posted_now",
        )
    ).order_by("name", "id")
