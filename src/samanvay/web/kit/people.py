"""The people of the log by name."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.models import User
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM


def names_of(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the names of officers by id, in the active language; the machinery is "the system"."""
    wanted = {key for key in ids if key is not None}
    found = {user.pk: str(Bilingual(user.name, user.name_hi)) for user in User.objects.filter(pk__in=wanted)}
    return {**found, **({SYSTEM.id: _("the system")} if SYSTEM.id in wanted else {})}
