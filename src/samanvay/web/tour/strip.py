"""The line that the thread shows on a live page: which step, what to look at, how to go on."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from .steps import STEPS, after, who_of

KEPT_IN = "thread"


def strip_of(request: HttpRequest) -> dict[str, Any] | None:
    """Return the line of the thread for a page, None outside the thread and outside the demonstration."""
    if not settings.IS_DEMO or getattr(request, "actor", None) is None:
        return None
    code = request.session.get(KEPT_IN, "")
    if code not in STEPS or request.path == reverse("thread"):
        return None
    part, step = STEPS[code]
    onward = after(code)
    return {
        "part": part,
        "number": part.steps.index(step) + 1,
        "look": step.look,
        "onward": onward,
        "onward_who": who_of(onward) if onward else "",
    }
