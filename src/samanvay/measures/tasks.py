"""What advisories do when somebody is posted: what was held for the post goes out."""

from collections.abc import Callable, Mapping

from samanvay.access import events as access
from samanvay.audit.models import Event
from samanvay.audit.vocabulary import EventKind

from .advisories.actions.sending import release_held


def send_what_was_held(event: Event) -> None:
    """Send the advisories that were held for the role and unit of a posting."""
    release_held(event.detail["role"], int(event.detail["audience"]))


SUBSCRIBES: Mapping[EventKind, Callable[[Event], None]] = {access.GRANT_GIVEN: send_what_was_held}
