"""Pages whose address holds a secret: they answer every request themselves, so that no log learns the address.

Django logs the address of what it refuses or breaks on. Such a page is open to whoever holds the address, tells only
what that person may know, and leaves no trace of itself in caches, referrers and search engines.

:data:`SECRET_PATHS` is the one list of such addresses: our own logs leave out what follows, and the page on production
gives the proxy the same list. Queries are in none of our logs, and may be in none of the proxy's.
"""

import logging
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from samanvay.kernel.refusals import Unseen

from .refusals import refusal_page, server_error

View = Callable[..., HttpResponse]

# The names of the addresses by which something opens, and how each begins.
SECRET_PATHS = {
    "request_reply": "answer",
    "certificate_verify": "certificate",
    "certificate_pdf": "training/certificates",
    "certificate_revoke": "training/certificates",
    "roster_here": "rosters/here",
    "roster_invited": "rosters/invited",
    "openid_connect_callback": "account/oidc",
}
_SECRET = re.compile(rf"/({'|'.join(sorted(set(SECRET_PATHS.values())))})/[^\s'\"]+")


class WithoutSecrets(logging.Filter):
    """Takes what follows the beginning of a secret address out of every line of our logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if (clean := _SECRET.sub(r"/\1/…", said)) != said:
            record.msg, record.args = clean, None
        return True


class Line(logging.Formatter):
    """Writes a record with the zone of its time, and so that nothing in it can pass for another record."""

    default_time_format = "%Y-%m-%dT%H:%M:%S%z"
    default_msec_format = None  # type: ignore[assignment]

    def format(self, record: logging.LogRecord) -> str:
        """Return the record; what follows its first line, as a traceback, is set in."""
        return "\n    ".join(super().format(record).splitlines())


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
