"""Pages whose address holds a secret: they answer every request themselves, so that no log learns the address.

Django logs the address of what it refuses or breaks on. Such a page is open to whoever holds the address, tells only
what that person may know, and leaves no trace of itself in caches, referrers and search engines.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from samanvay.kernel.refusals import Unseen

from .refusals import refusal_page, server_error

View = Callable[..., HttpResponse]


def unlogged(log: logging.Logger, closed: Any) -> Callable[[View], View]:
    """Return the decorator of such a page; ``closed`` is said of an address that is none, or no more."""

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                answer = view(request, *args, **kwargs)
            except Unseen:
                answer = refusal_page(request, 404, closed)
            except Exception:
                log.exception("a page with a secret in its address broke")
                transaction.set_rollback(True)
                answer = server_error(request)
            answer["Cache-Control"] = "no-store"
            answer["Referrer-Policy"] = "no-referrer"
            answer["X-Robots-Tag"] = "noindex, nofollow"
            answer._has_been_logged = True  # type: ignore[attr-defined]  # what Django's log_response asks
            return answer

        return page

    return decorate
