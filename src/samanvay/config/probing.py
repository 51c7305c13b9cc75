"""What a production was warned of at its start, on the health page."""

from django.conf import settings
from django.utils.translation import gettext as _

from samanvay.web.components.pieces import Pill
from samanvay.web.kit.readings import Reading, probe

from .checks import warnings


@probe
def production() -> list[Reading]:
    """Show what is not as safe as it could be."""
    if not settings.IS_PRODUCTION:
        return []
    found = warnings()
    if not found:
        return [Reading(_("Settings of the server"), Pill(_("safe"), "ok"))]
    return [Reading(_("Settings of the server"), Pill(_("not safe"), "warn"), words) for words in found]
