"""Whether text messages go out, for the health page."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.duties import queries
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.web.components.pieces import Pill
from samanvay.web.kit.readings import Reading, probe


@probe
def text_messages() -> list[Reading]:
    """Show whether the gateway of text messages is set up, and what it did not take in the last day."""
    if not settings.SMS_URL:
        return [Reading(_("Text messages"), Pill(_("not set up"), "calm"), _("Set SAMANVAY_SMS_URL to send them."))]
    with reading(SYSTEM):
        troubled, latest = queries.text_trouble()
    if not troubled:
        return [Reading(_("Text messages"), Pill(_("in order"), "ok"))]
    words = ngettext("%(n)d could not be sent", "%(n)d could not be sent", troubled) % {"n": troubled}
    return [Reading(_("Text messages"), Pill(words, "hot"), latest)]
