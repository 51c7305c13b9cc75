"""Errors as JSON (RFC 9457): status, title, the refusal's words, and the field where one is meant."""

from http import HTTPStatus
from typing import Any

from django.http import JsonResponse


def problem(status: int, detail: Any, **more: Any) -> JsonResponse:
    """Return a problem; ``detail`` is the sentence that a person reads."""
    body = {
        "type": "about:blank",
        "status": status,
        "title": HTTPStatus(status).phrase,
        "detail": str(detail),
        **more,
    }
    response = JsonResponse(
        body,
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response
