"""The line that a refused attempt leaves in the program's log: who, at what door, for which address, why."""

import logging

from django.http import HttpRequest

from samanvay.kernel.refusals import AlreadyDone, Refusal, Refused, Unseen

log = logging.getLogger("samanvay.access")


def note_refusal(request: HttpRequest, refusal: Refusal) -> None:
    """Log that somebody asked for what is not theirs; neither the address nor what was typed, which may name people."""
    if not isinstance(refusal, Refused | Unseen) or isinstance(refusal, AlreadyDone):
        return
    actor, match = getattr(request, "actor", None), request.resolver_match
    log.info(
        "refused: %s %s to %s by %s: %s",
        request.method,
        match.view_name if match else "no page",
        actor.id if actor else "nobody",
        actor.via if actor else "no door",
        refusal.code,
    )
