"""Cases: the list, one case, a new one. Nothing sealed goes over this interface."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from ninja.params.functions import Query

from samanvay.cases import queries
from samanvay.cases.actions import add_event, open_case
from samanvay.cases.counted.actions.listing import Counted, told_total
from samanvay.cases.fields import CASE_FIELDS
from samanvay.cases.kinds import EVENT_KINDS, FOUND
from samanvay.cases.models import Case, CaseLeg
from samanvay.cases.queries import Filters
from samanvay.kernel import clock
from samanvay.kernel.dates import DateError, PartialDate, read_date, read_instant
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import known_code
from samanvay.recording.fields import Text
from samanvay.recording.submissions import Captured

from .door import actor_of
from .fields import occurred_out, values_of
from .fonts import in_unicode
from .idempotency import idempotent
from .schemas import CASE_GIVEN, CaseIn, CaseList, CaseOut, LegOut

router = Router(tags=["cases"])
KEY_LENGTH = 2
FOUND_AS = {str(kind): EVENT_KINDS[kind] for kind in FOUND}


def case_out(case: Case, legs: Iterable[CaseLeg]) -> CaseOut:
    """Return what the interface says of a case and its way."""
    return CaseOut(
        id=case.id,
        number=case.number,
        version=case.version,
        stage=case.stage,
        **values_of(CASE_GIVEN, case),
        legs=[
            LegOut(
                role=leg.role,
                place=leg.place_id,
                mode=leg.mode,
                train=leg.train,
                certainty=leg.certainty,
                occurred=occurred_out(leg.occurred),
            )
            for leg in legs
        ],
        opened_at=case.opened_at,
        home_unit=case.home_unit,
        is_void=case.is_void,
    )


def _after(text: str) -> tuple[datetime, UUID] | None:
    """Read the key of a page, as ``next`` gave it."""
    if not text:
        return None
    parts = text.split("~")
    try:
        if len(parts) != KEY_LENGTH:
            raise ValueError(text)
        return read_instant(parts[0], is_zoned=True), UUID(parts[1])
    except ValueError:
        raise Invalid("after", _('Send back the value of "next" from the page before.')) from None


def said_date(field: str, text: str) -> PartialDate | None:
    """Read a date as people say it."""
    if not text.strip():
        return None
    try:
        return read_date(text, today=clock.today()).date
    except DateError as error:
        raise Invalid(field, error.words) from None


@router.get("/cases", response=CaseList, url_name="cases", summary="List cases")
def cases(
    request: HttpRequest,
    stage: str = Query("", max_length=16),
    form: str = Query("", max_length=32),
    place: str = Query("", max_length=80),
    number: str = Query("", max_length=24),
    after: str = Query("", max_length=100),
) -> CaseList:
    """List the cases that the actor sees, the latest first, a page at a time."""
    given: dict[str, Any] = {"stage": stage, "form": form, "place": place, "number": number}
    filters = Filters(**{name: value.replace("\x00", "") for name, value in given.items()})
    page = queries.cases_page(actor_of(request), filters, after=_after(after))
    following = f"{page.following[0].isoformat()}~{page.following[1]}" if page.following else None
    ways = queries.ways_of(actor_of(request), page.cases)
    return CaseList(cases=[case_out(case, ways.get(case.id, ())) for case in page.cases], next=following)


@router.post("/cases", response={201: CaseOut}, url_name="cases", summary="Open a case")
@idempotent
def opened(request: HttpRequest, said: CaseIn) -> tuple[int, CaseOut]:
    """Open a case at a unit of the actor's, with its people where they were found.

    A second request with the same ``submission_id`` gives the same case.
    """
    told = {field.name: getattr(said, field.name) for field in CASE_FIELDS}
    told["occurred"] = said_date("occurred", said.occurred or "")
    told |= in_unicode(said.font, **{field.name: told[field.name] for field in CASE_FIELDS if isinstance(field, Text)})
    captured = Captured(said.submission_id or uuid4(), said.captured_at, form_version="api")
    counted = [Counted(each.count, sex=each.sex, age=each.age, age_band=each.age_band) for each in said.counted]
    if counted and not said.found:
        raise Invalid("found", _('Say "rescue" or "interception": people are counted by groups where they were found.'))
    if said.found:
        told["people"] = told_total(known_code("found", said.found, FOUND_AS), said.people, counted)
    with transaction.atomic():
        case = open_case(by=actor_of(request), unit=said.unit, captured=captured, **told)
        if said.found:
            add_event(
                by=actor_of(request), case_id=case.id, kind=said.found, people=told["people"], counted=counted,
                occurred=told["occurred"], place=said.place, captured=captured.part("event"),
            )  # fmt: skip
    return 201, case_out(case, queries.ways_of(actor_of(request), [case]).get(case.id, ()))


@router.get("/cases/{key}", response=CaseOut, url_name="case", summary="One case")
def case(request: HttpRequest, key: UUID) -> CaseOut:
    """Return one case that the actor sees; of any other it is not told whether it exists."""
    found = queries.case_or_unseen(actor_of(request), key)
    return case_out(found, queries.ways_of(actor_of(request), [found]).get(found.id, ()))
