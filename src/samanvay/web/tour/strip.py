"""The line that the thread shows on a live page: which step, what to look at, how to go on."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from .steps import STEPS, after, who_of

KEPT_IN = "thread"


@dataclass(frozen=True, slots=True)
class Strip:
    """Where a visitor is in the thread; ``onward`` is the code of the next step of this part, "" at its end."""

    part: Any
    number: int
    count: int
    look: Any
    onward: str
    onward_title: Any
    onward_who: Any


def strip_of(request: HttpRequest) -> Strip | None:
    """Return the line of the thread for a page, None outside the thread and outside the demonstration."""
    if not settings.IS_DEMO or getattr(request, "actor", None) is None:
        return None
    code = request.session.get(KEPT_IN, "")
    if code not in STEPS or request.path == reverse("thread"):
        return None
    part, step = STEPS[code]
    following = after(code)
    return Strip(
        part=part.title,
        number=part.steps.index(step) + 1,
        count=len(part.steps),
        look=step.look,
        onward=following.code if following else "",
        onward_title=following.title if following else "",
        onward_who=who_of(following) if following else "",
    )
