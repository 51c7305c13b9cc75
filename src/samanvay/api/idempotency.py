"""The same request twice does the thing once: a key by the client, an answer kept by us for a day."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Schema, Status
from ninja.responses import NinjaJSONEncoder

from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Refusal

from .models import Reply

HEADER = "Idempotency-Key"
LONGEST = 100
KEPT = timedelta(days=1)

Endpoint = Callable[..., tuple[int, Schema]]


class KeyReused(Refusal):
    """A key that already stands for another request."""

    status = 409
    default_words = gettext_lazy("This Idempotency-Key was already used for another request. Use a new key.")


def fingerprint(request: HttpRequest) -> str:
    """Return a hash of method, address and body: what makes two requests the same."""
    digest = hashlib.sha256()
    for part in ((request.method or "").encode(), request.get_full_path().encode(), request.body):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def kept_under(request: HttpRequest, key: str) -> str:
    """Return what a key is kept under: a hash of it with the token that it came by, if any.

    Two tokens of one client are two systems that need not know of each other's keys, and one may be allowed less.
    """
    token = request.headers.get("Authorization", "").partition(" ")[2].strip()
    return hashlib.sha256(f"{len(token)} {token} {key}".encode()).hexdigest()


def _wait_for_twin(actor: Actor, key: str) -> None:
    """Hold back a second request with the same key until the first has answered or failed."""
    lock = int.from_bytes(hashlib.sha256(f"idempotency {actor.id} {key}".encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [lock])


def idempotent(endpoint: Endpoint) -> Callable[..., Any]:
    """Answer a repeated request (same actor, token, key, address, body) with the first answer, without doing it again.

    Only successes are kept: what was refused may be tried again under the same key. The endpoint returns
    (status, schema).
    """

    @wraps(endpoint)
    def once(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        key = request.headers.get(HEADER, "").strip()
        if not key:
            return Status(*endpoint(request, *args, **kwargs))
        if len(key) > LONGEST:
            raise Invalid(HEADER, _("The key is longer than 100 characters."))
        actor: Actor = request.actor  # type: ignore[attr-defined]
        key = kept_under(request, key)
        _wait_for_twin(actor, key)
        asked = fingerprint(request)
        known = Reply.objects.filter(actor=actor.id, key=key, at__gt=clock.now() - KEPT).first()
        if known is not None:
            if known.fingerprint != asked:
                raise KeyReused
            again = HttpResponse(known.body, status=known.status, content_type="application/json; charset=utf-8")
            again["Idempotency-Replayed"] = "true"
            return again
        status, answer = endpoint(request, *args, **kwargs)
        Reply.objects.filter(actor=actor.id, at__lte=clock.now() - KEPT).delete()
        Reply.objects.create(
            actor=actor.id,
            key=key,
            fingerprint=asked,
            status=status,
            body=json.dumps(answer.model_dump(), cls=NinjaJSONEncoder),
            at=clock.now(),
            readers=list(actor.units),
        )
        return Status(status, answer)

    return once
