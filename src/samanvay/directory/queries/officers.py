"""Officers: who serves where on a day, in which role, and who they are."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from samanvay.access.confirming import Line
from samanvay.access.models import Grant, User
from samanvay.directory.models import Officer, Posting, Unit
from samanvay.kernel import clock


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
        )
        .distinct()
        .order_by("name", "id")
    )


def line_of(user: User) -> Line:
    """Return where a user serves today and every unit above, the nearest first and each once."""
    from .units import readers_for_many, units_of

    held = Grant.objects.filter(user=user).in_force(clock.today()).order_by("since", "id")
    own = tuple(units_of(held.values_list("audience", flat=True)))
    rising = readers_for_many(own).values()
    steps = sorted((step, audience) for readers in rising for step, audience in enumerate(readers[1:]) if step)
    above = dict.fromkeys(audience for _step, audience in steps if audience not in own)
    return Line(own=own, above=tuple(above))


def who_served(unit: Unit, day: date) -> QuerySet[Posting]:
    """Return the postings at a unit that held on a day."""
    return Posting.objects.in_force(day).filter(unit=unit).select_related("officer").order_by("role", "officer__name")


def posted_at(unit: Unit) -> QuerySet[Posting]:
    """Return the postings at a unit that hold today."""
    return who_served(unit, clock.today())


def postings_of(officer: Officer) -> QuerySet[Posting]:
    """Return all postings of an officer, the latest first."""
    return officer.postings.standing().select_related("unit", "unit__place").order_by("-since", "-id")


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
    from .units import units_under

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
