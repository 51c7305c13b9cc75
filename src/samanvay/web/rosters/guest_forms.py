"""The forms with which guests are invited: one by its fields, several by their lines."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.kernel.ids import uuid7
from samanvay.rosters.guests.models import GUEST_KINDS
from samanvay.web.kit.forms import ActionForm

LANGUAGES = (("hi", "हिन्दी"), ("en", "English"))


class GuestsForm(ActionForm):
    """What all have in common; ``submission_id`` makes the same press twice one."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(GUEST_KINDS.items()))
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=LANGUAGES)
    submission_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


class GuestForm(GuestsForm):
    """One guest."""

    name = forms.CharField(label=_("Name"), max_length=120)
    organisation = forms.CharField(label=_("Organisation"), max_length=160, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("Without an e-mail address you print a letter."),
    )
    field_order = ("name", "organisation", "email", "phone", "kind", "language")


class LinesForm(GuestsForm):
    """Several guests, one a line."""

    lines = forms.CharField(
        label=_("One a line: name; organisation; e-mail; phone"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20_000,
        strip=False,
    )
    field_order = ("lines", "kind", "language")
