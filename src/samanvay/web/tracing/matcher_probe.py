"""Whether the matcher answers, how much it holds, and what waits for it: for the health page."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.tracing.matcher.asking import MatcherAway
from samanvay.tracing.matcher.protocol import asked
from samanvay.tracing.matches.queries import waiting_for_matcher
from samanvay.web.components.pieces import Pill
from samanvay.web.kit.readings import Reading, probe

PATIENCE = 0.5


@probe
def matcher() -> list[Reading]:
    """Show whether possible matches are found at once."""
    with reading(SYSTEM):
        waiting = waiting_for_matcher()
    more = ngettext("%(n)d entry waiting to be compared", "%(n)d entries waiting to be compared", waiting) % {
        "n": waiting
    }
    try:
        status = asked({"ask": "status"}, PATIENCE)
    except MatcherAway:
        return [Reading(_("Matcher"), Pill(_("does not answer"), "warn"), more)]
    held = _("%(records)d records, %(mb)d MB") % {"records": status["records"], "mb": status["megabytes"]}
    if status["left_out_count"]:
        words = ngettext("%(n)d entry left out", "%(n)d entries left out", status["left_out_count"])
        named = _("cannot be loaded: %(entries)s") % {"entries": ", ".join(status["left_out"])}
        return [Reading(_("Matcher"), Pill(words % {"n": status["left_out_count"]}, "hot"), f"{held}; {more}; {named}")]
    state = Pill(_("working"), "ok") if status["is_filled"] else Pill(_("is being filled"), "warn")
    return [Reading(_("Matcher"), state, f"{held}; {more}")]
