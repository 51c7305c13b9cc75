"""One line of a request's timeline, written inside the caller's operation."""

from datetime import date

from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor

from ...models import Request, RequestStep


def add_step(
    request: Request,
    what: str,
    *,
    by: Actor | None,
    words: str = "",
    is_outside: bool = False,
    how: str = "",
    office: str = "",
    phone: str = "",
    reference: str = "",
    said_on: date | None = None,
) -> RequestStep:
    """Write one step of a request, inside the caller's operation; ``by`` None for an office outside."""
    step = RequestStep.objects.create(
        request=request,
        what=what,
        at=clock.now(),
        by=by.id if by is not None else None,
        words=words,
        is_outside=is_outside,
        how=how,
        office=office,
        phone=phone,
        reference=reference,
        said_on=said_on,
        **request.ownership(),
    )
    return step
