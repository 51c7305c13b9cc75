"""Errors as JSON (RFC 9457): status, title, the refusal's words, and the field where one is meant."""

import json
from http import HTTPStatus
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from samanvay.access.refusals import note_refusal
from samanvay.kernel.refusals import Invalid, Refusal, Stale


class Problem(Schema):
    """An error: ``detail`` is the sentence that a person reads."""

    type: str
    status: int
    title: str
    detail: str
    code: str | None = None
    field: str | None = None


REFUSALS: dict[int, type[Problem]] = dict.fromkeys((400, 401, 403, 404, 409), Problem)
"""What any call may be answered with, for the description."""


def problem(status: int, detail: Any, **more: Any) -> HttpResponse:
    """Return a problem."""
    body = {
        "type": "about:blank",
        "status": status,
        "title": HTTPStatus(status).phrase,
        "detail": str(detail),
        **more,
    }
    text = json.dumps(body, cls=DjangoJSONEncoder, ensure_ascii=False)
    response = HttpResponse(text, status=status, content_type="application/problem+json")
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


def _undo() -> None:
    """Let nothing remain of a request that answers with an error: no exception reaches the transaction to do it."""
    if transaction.get_connection().in_atomic_block:
        transaction.set_rollback(True)


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    if refusal.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise refusal
    _undo()
    note_refusal(request, refusal)
    more: dict[str, Any] = {"code": refusal.code}
    if isinstance(refusal, Invalid):
        more["field"] = refusal.field
    if isinstance(refusal, Stale):
        more |= {"theirs": refusal.theirs, "yours": refusal.yours}
    return problem(refusal.status, refusal.words, **more)


def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    _undo()
    first = error.errors[0] if error.errors else {}
    where = [str(part) for part in first.get("loc", ()) if part not in ("body", "query", "path", "header", "said")]
    errors = [
        {"where": [str(part) for part in each.get("loc", ())], "expected": each.get("msg", "")} for each in error.errors
    ]
    return problem(
        400,
        _("The request is not as the description of the interface says."),
        field=".".join(where),
        errors=errors,
    )


def _nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    _undo()
    return problem(401, _("Sign in, or send a token: Authorization: Bearer …"))


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    _undo()
    return problem(error.status_code, str(error))


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    _undo()
    return problem(404, _("There is no such record, or it is outside your charge."))


def answer_with_problems(api: NinjaAPI) -> None:
    """Make an interface answer every error as a problem."""
    api.add_exception_handler(Refusal, _refused)
    api.add_exception_handler(ValidationError, _not_valid)
    api.add_exception_handler(AuthenticationError, _nobody)
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(Http404, _not_found)
