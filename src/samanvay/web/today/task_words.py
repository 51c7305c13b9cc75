"""What a desk says of the kinds of task: the verb of their button, the line of many together, the page of that line."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

_READ = pgettext_lazy("verb", "Read")
OWN_TRAINING = frozenset({"training:attend", "course:refresh", "certificate:renew"})

VERBS: Mapping[str, Any] = {
    "access:accept": _("Decide"),
    "access:agree": _("Decide"),
    "access:confirm_sign_in": _("Confirm"),
    "acts:answer": _("Answer"),
    "acts:contradiction": _("Open"),
    "acts:cwc_final_order": _("Open"),
    "acts:social_investigation": _("Open"),
    "advisory:answer": _("Answer"),
    "advisory:check": _("Check"),
    "advisory:do": _("Open"),
    "advisory:name_owner": _("Open"),
    "case:before_cwc": _("Open"),
    "case:confirm_number": _("Answer"),
    "case:missing_entry": _("Open"),
    "case:take_over": _("Open"),
    "certificate:renew": _("Open"),
    "conference:confirm": _("Confirm"),
    "conference:prepare": _("Prepare"),
    "contact:verify": _("Verify"),
    "course:look": _("Check"),
    "course:refresh": _READ,
    "course:review": _("Review"),
    "decision": _("Open"),
    "duty:question": _("Answer"),
    "duty:sent_back": _("Decide"),
    "finding:new": _READ,
    "item:rule": _("Decide"),
    "law:decide": _("Compare"),
    "law:question": _("Answer"),
    "law:review": _READ,
    "measure:decide": _("Decide"),
    "reader:rows": _("Decide"),
    "reader:second": _("Confirm"),
    "report:returned": _("Revise"),
    "report:same": _("Compare"),
    "report:weekly": _("Write"),
    "report:weekly_vacant": _("Open"),
    "request:chase": _("Open"),
    "request:confirm": _("Confirm"),
    "request:help": _("Answer"),
    "tracing:accept": _("Compare"),
    "tracing:before_cwc": _("Open"),
    "tracing:bring_home": _("Open"),
    "tracing:check_home": _("Open"),
    "tracing:decide_notice": _("Decide"),
    "tracing:fir": _("Open"),
    "tracing:firs_of_list": _("Open"),
    "tracing:inquiry": _("Open"),
    "tracing:look": _("Compare"),
    "tracing:questions": _("Ask"),
    "tracing:records_end": _("Open"),
    "tracing:rejected": _("Compare"),
    "tracing:take_down": _("Open"),
    "tracing:tell_police": _("Open"),
    "tracing:transfer": _("Open"),
    "tracing:verify": _("Verify"),
    "training:attend": _("Open"),
    "training:close": _("Close"),
    "training:release": _("Confirm"),
    "training:teach": _("Open"),
    "training:unplaced": _("Open"),
    "support:tell_ahtu": _("Tell the AHTU"),
}

# The kinds of which several stand in one line. What is urgent by law never does.
MANY: Mapping[str, Any] = {
    "access:agree": ngettext_lazy("%(n)d proposal to decide", "%(n)d proposals to decide", "n"),
    "access:confirm_sign_in": ngettext_lazy("%(n)d officer to confirm", "%(n)d officers to confirm", "n"),
    "acts:answer": ngettext_lazy("%(n)d act to answer", "%(n)d acts to answer", "n"),
    "advisory:answer": ngettext_lazy("%(n)d advisory to answer", "%(n)d advisories to answer", "n"),
    "advisory:check": ngettext_lazy(
        "%(n)d advisory: check what was done", "%(n)d advisories: check what was done", "n"
    ),
    "advisory:do": ngettext_lazy("%(n)d advisory to carry out", "%(n)d advisories to carry out", "n"),
    "advisory:name_owner": ngettext_lazy(
        "%(n)d post to fill for an advisory", "%(n)d posts to fill for advisories", "n"
    ),
    "conference:prepare": ngettext_lazy("%(n)d agenda to read", "%(n)d agendas to read", "n"),
    "course:look": ngettext_lazy("%(n)d course to check", "%(n)d courses to check", "n"),
    "course:review": ngettext_lazy("%(n)d course or question to review", "%(n)d courses or questions to review", "n"),
    "decision": ngettext_lazy("%(n)d decision of a meeting", "%(n)d decisions of meetings", "n"),
    "finding:new": ngettext_lazy("%(n)d new finding", "%(n)d new findings", "n"),
    "item:rule": ngettext_lazy("%(n)d question to rule on", "%(n)d questions to rule on", "n"),
    "law:decide": ngettext_lazy("%(n)d text of the law to compare", "%(n)d texts of the law to compare", "n"),
    "law:question": ngettext_lazy("%(n)d question on the law", "%(n)d questions on the law", "n"),
    "law:review": ngettext_lazy("%(n)d draft of the law to read", "%(n)d drafts of the law to read", "n"),
    "measure:decide": ngettext_lazy("%(n)d measure to decide", "%(n)d measures to decide", "n"),
    "report:returned": ngettext_lazy("%(n)d returned report", "%(n)d returned reports", "n"),
    "report:same": ngettext_lazy("%(n)d possible duplicate", "%(n)d possible duplicates", "n"),
    "report:weekly": ngettext_lazy("%(n)d weekly report to write", "%(n)d weekly reports to write", "n"),
    "request:chase": ngettext_lazy("%(n)d answer to get from outside", "%(n)d answers to get from outside", "n"),
    "request:confirm": ngettext_lazy("%(n)d answer to confirm", "%(n)d answers to confirm", "n"),
    "request:help": ngettext_lazy("%(n)d request for help", "%(n)d requests for help", "n"),
    "tracing:accept": ngettext_lazy("%(n)d match to accept or decline", "%(n)d matches to accept or decline", "n"),
    "tracing:decide_notice": ngettext_lazy("%(n)d notice to decide", "%(n)d notices to decide", "n"),
    "tracing:inquiry": ngettext_lazy("%(n)d inquiry into a missing adult", "%(n)d inquiries into missing adults", "n"),
    "tracing:look": ngettext_lazy("%(n)d possible match", "%(n)d possible matches", "n"),
    "tracing:questions": ngettext_lazy("%(n)d family to ask", "%(n)d families to ask", "n"),
    "tracing:verify": ngettext_lazy("%(n)d person to verify", "%(n)d persons to verify", "n"),
    "training:close": ngettext_lazy("%(n)d batch to close", "%(n)d batches to close", "n"),
    "training:release": ngettext_lazy("%(n)d training: confirm or excuse", "%(n)d trainings: confirm or excuse", "n"),
    "training:teach": ngettext_lazy("%(n)d batch to teach", "%(n)d batches to teach", "n"),
}

# Where the many of a kind are done; the others in the list of tasks.
PAGES: Mapping[str, str] = {
    "access:agree": "proposals",
    "acts:answer": "acts",
    "finding:new": "findings",
    "tracing:look": "matches",
}
