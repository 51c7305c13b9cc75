"""The people of the log by name."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access import queries as access
from samanvay.kernel.db.scope import SYSTEM


def names_of(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the names of officers by id, in the active language; the machinery is "the system"."""
    wanted = {key for key in ids if key is not None}
    return {**access.names_of(wanted), **({SYSTEM.id: _("the system")} if SYSTEM.id in wanted else {})}
