"""Reads on requests and offers; the first argument is the actor."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q

from samanvay.access.permissions import Permission
from samanvay.access.policies import units_with
from samanvay.cases.models import Case
from samanvay.cases.policies import may_read_case
from samanvay.directory import queries as directory
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused, Unseen

from ..models import Offer, Request, RequestStep
from . import policies
from .models.request import RequestQuerySet
from .states import RequestState

TO_US, FROM_US = "to_us", "from_us"


@dataclass(frozen=True, slots=True)
class RequestFilters:
    """What a list of requests is narrowed to; an empty value narrows nothing."""

    box: str = TO_US
    kind: str = ""
    state: str = ""
    district: str = ""
    is_late: bool = False
    words: str = ""


def requests_seen(actor: Actor, asked: RequestFilters) -> RequestQuerySet:
    """Return the requests asked of the actor's units and those below, or by them, the latest first."""
    policies.may_read_requests(actor)
    audiences = _charge(actor)
    found = Request.objects.select_related("to_place", "contact").latest()
    found = found.filter(to_unit__in=audiences) if asked.box == TO_US else found.filter(home_unit__in=audiences)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.state == "open":
        found = found.open()
    elif asked.state:
        found = found.filter(state=asked.state)
    if asked.district:
        found = found.filter(Q(from_place=asked.district) | Q(to_place_id=asked.district))
    if asked.words:
        found = found.filter(Q(number__icontains=asked.words) | Q(says__icontains=asked.words))
    if asked.is_late:
        found = found.open().filter(pk__in=late_keys())
    return found


def _charge(actor: Actor) -> list[int]:
    audiences: set[int] = set()
    for unit in directory.units_of(units_with(actor, Permission.REQUEST_READ)).values():
        audiences.update(directory.units_under(unit).values_list("audience", flat=True))
    return sorted(audiences)


def late_keys() -> list[UUID]:
    """Return the requests whose clock has run out, of those that the actor sees."""
    late = Duty.objects.overdue(clock.now()).filter(subject_kind="request", kind__in=("request:help", "request:chase"))
    return [UUID(key) for key in late.values_list("subject_id", flat=True)]


def clocks_of(requests: Sequence[Request]) -> dict[UUID, Duty]:
    """Return the latest clock of each request."""
    duties = Duty.objects.filter(
        subject_kind="request",
        subject_id__in=[str(each.id) for each in requests],
        kind__in=("request:help", "request:chase"),
    ).order_by("opened_at", "id")
    return {UUID(duty.subject_id): duty for duty in duties}


def unconfirmed_keys(requests: Sequence[Request]) -> set[UUID]:
    """Return the requests that hold an answer from outside which nobody confirmed."""
    waiting = RequestStep.objects.filter(
        request__in=requests, is_outside=True, how="", confirmed_at__isnull=True, set_aside_at__isnull=True
    )
    return set(waiting.values_list("request_id", flat=True))


def counts_by_state(actor: Actor, box: str) -> dict[str, int]:
    """Return how many requests of a list stand in each state, with "open" and "late"."""
    found = requests_seen(actor, RequestFilters(box=box)).order_by()
    counts = {row["state"]: row["n"] for row in found.values("state").annotate(n=Count("pk"))}
    late = requests_seen(actor, RequestFilters(box=box, is_late=True)).count()
    return {**counts, "open": found.open().count(), "late": late}


def districts_named(actor: Actor, box: str) -> list[str]:
    """Return the places on the other side of a list's requests."""
    found = requests_seen(actor, RequestFilters(box=box)).order_by()
    field = "from_place" if box == TO_US else "to_place_id"
    return sorted(set(found.values_list(field, flat=True)))


def request_or_unseen(actor: Actor, key: UUID, *, lock: bool = False) -> Request:
    """Return a request that the actor sees. Raises Refused, Unseen."""
    policies.may_read_requests(actor)
    rows = Request.objects.select_for_update() if lock else Request.objects.select_related("to_place", "contact")
    found = rows.filter(pk=key).first()
    if found is None:
        raise Unseen
    return found


def steps_of(actor: Actor, request: Request) -> list[RequestStep]:
    """Return the timeline of a request, the first step first."""
    return list(RequestStep.objects.filter(request=request).order_by("at", "id"))


def step_or_unseen(actor: Actor, request: Request, key: UUID) -> RequestStep:
    """Return a step of a request. Raises Unseen."""
    found = RequestStep.objects.select_related("request").filter(pk=key, request=request).first()
    if found is None:
        raise Unseen
    return found


def case_seen(actor: Actor, request: Request) -> Case | None:
    """Return the case of a request for those who read that case, None for everybody else."""
    case = Case.objects.filter(pk=request.case_id).first() if request.case_id else None
    if case is None:
        return None
    try:
        may_read_case(actor, case)
    except Refused:
        return None
    return case


def requests_of_case(actor: Actor, case_id: UUID) -> list[Request]:
    """Return the requests that belong to a case which the actor sees, the latest first."""
    return list(Request.objects.filter(case_id=case_id).select_related("to_place").latest()[:50])


def requests_between(actor: Actor, since: date, until: date) -> dict[tuple[str, str], int]:
    """Return how many requests were sent from one place to another in a period, by (from, to); of those seen."""
    policies.may_read_requests(actor)
    begin = datetime.combine(since, time.min, tzinfo=clock.INDIA)
    end = datetime.combine(until + timedelta(days=1), time.min, tzinfo=clock.INDIA)
    sent = Request.objects.filter(sent_at__gte=begin, sent_at__lt=end).order_by()
    counted = sent.values_list("from_place", "to_place_id").annotate(n=Count("pk"))
    return {(origin, to): n for origin, to, n in counted}


# Offers


def offers_standing(actor: Actor, *, kind: str = "", language: str = "", district: str = "") -> list[Offer]:
    """Return what districts offer today and later, the soonest first."""
    policies.may_read_requests(actor)
    found = Offer.objects.standing(clock.today())
    if kind:
        found = found.filter(kind=kind)
    if language:
        found = found.filter(languages__contains=[language])
    if district:
        found = found.filter(district=district)
    return list(found.order_by("since", "until", "id")[:200])


def offer_or_unseen(actor: Actor, key: UUID) -> Offer:
    """Return an offer. Raises Refused, Unseen."""
    policies.may_read_requests(actor)
    found = Offer.objects.filter(pk=key).first()
    if found is None:
        raise Unseen
    return found


def waits_for(actor: Actor) -> Counter[str]:
    """Return how many open requests wait for the actor's side and how many of theirs wait for others."""
    return Counter(
        {box: requests_seen(actor, RequestFilters(box=box, state="open")).count() for box in (TO_US, FROM_US)}
    )


def is_state(value: str) -> bool:
    """Tell whether a word of the address is a state of a request."""
    return value in {each.value for each in RequestState}
