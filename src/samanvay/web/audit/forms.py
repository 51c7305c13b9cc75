"""The filters of the log."""

from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from samanvay.access.queries import user_by_login
from samanvay.audit.queries import Filters
from samanvay.audit.vocabulary import all_kinds
from samanvay.kernel.dates import DayField
from samanvay.web.kit.filters import note_errors


def kind_choices() -> list[tuple[str, str]]:
    return [("", str(_("Everything"))), *((kind.code, str(kind.words)) for kind in all_kinds())]


class FilterForm(forms.Form):
    """Narrows the log; every field may stay empty."""

    kind = forms.ChoiceField(label=_("What happened"), choices=kind_choices, required=False)
    who = forms.CharField(label=_("Login of who did it"), max_length=60, required=False)
    subject = forms.CharField(label=_("Identifier of the record"), max_length=64, required=False)
    since = DayField(label=_("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = DayField(label=_("To day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def filters(self, request: HttpRequest) -> Filters:
        """Return the filters that were given; a login that nobody has finds nothing."""
        note_errors(request, self)
        given = getattr(self, "cleaned_data", {})
        who = given.get("who", "").strip()
        user = user_by_login(who)
        return Filters(
            kind=given.get("kind", ""),
            subject=given.get("subject", "").strip(),
            actor=(user.id if user else UUID(int=(1 << 128) - 1)) if who else None,
            since=given.get("since"),
            until=given.get("until"),
        )
