"""Errors as JSON (RFC 9457): status, title, the refusal's words, and the field where one is meant."""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from samanvay.access.signin.refusals import note_refusal
from samanvay.kernel.pii import PersonalDataFound
from samanvay.kernel.refusals import Invalid, NotTaken, Refusal, Stale, is_of_request


class Problem(Schema):
    """An error: ``detail`` is the sentence that a person reads.

    ``pii_answer``, sent back with the same text, confirms that what was found in it identifies nobody.
    """

    type: str
    status: int
    title: str
    detail: str
    code: str | None = None
    field: str | None = None
    pii_answer: str | None = None
    errors: list[dict[str, Any]] | None = None
    theirs: dict[str, Any] | None = None
    yours: dict[str, Any] | None = None


KIND = "application/problem+json"
STATUSES = (400, 401, 403, 404, 405, 409, 413, 429, 500, 503)
"""What any call may be answered with beside its success."""


def describe_problems(schema: dict[str, Any]) -> None:
    """Declare in an OpenAPI description that every call may be answered with a problem, whatever else it says."""
    schema["components"]["schemas"]["Problem"] = Problem.model_json_schema(mode="serialization")
    content = {KIND: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    problems = {status: {"description": HTTPStatus(status).phrase, "content": content} for status in STATUSES}
    for methods in schema["paths"].values():
        for said in methods.values():
            said["responses"] |= problems


def _text(status: int, detail: Any, **more: Any) -> str:
    body = {
        "type": "about:blank",
        "status": status,
        "title": HTTPStatus(status).phrase,
        "detail": str(detail),
        **more,
    }
    return json.dumps(body, cls=DjangoJSONEncoder, ensure_ascii=False)


def problem(status: int, detail: Any, **more: Any) -> HttpResponse:
    """Return a problem."""
    response = HttpResponse(_text(status, detail, **more), status=status, content_type=KIND)
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
    if isinstance(refusal, PersonalDataFound) and refusal.pii_answer:
        more["pii_answer"] = refusal.pii_answer
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
        _("The request does not match the description of the interface."),
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
    return problem(404, _("This record does not exist, or you do not have permission to see it."))


def _not_taken(request: HttpRequest, error: NotTaken) -> HttpResponse:
    if not is_of_request(error, request):
        raise error
    _undo()
    return problem(400, _("A value in the request cannot be saved. Check what you sent."))


def answer_with_problems(api: NinjaAPI) -> None:
    """Make an interface answer every error as a problem."""
    answers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Refusal: _refused,
        ValidationError: _not_valid,
        NotTaken: _not_taken,
        AuthenticationError: _nobody,
        HttpError: _http_error,
        Http404: _not_found,
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, answer)


PREFIX = "/api/"


class ProblemMiddleware:
    """Turns every other error under the interface's addresses into a problem: what Django or a page answered with.

    Stands outside all that answers: a method that is not offered, a body too long, a fault of ours.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_error = response.status_code >= HTTPStatus.BAD_REQUEST and request.path.startswith(PREFIX)
        if is_error and response.get("Content-Type") != KIND:
            with translation.override(getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)):
                if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    words = _("An error occurred on the server and nothing was saved. Try again in a minute.")
                else:
                    words = _("The request does not match the description of the interface.")
                response.content = _text(response.status_code, words).encode()
            response["Content-Type"], response["Content-Length"] = KIND, str(len(response.content))
        return response
