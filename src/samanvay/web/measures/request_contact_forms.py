"""The forms of the register of nodal officers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.directory.kinds import COMPARTMENTS
from samanvay.kernel.dates import DayField
from samanvay.kernel.db.scope import Actor
from samanvay.measures.models import NodalContact
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.inputs import DayInput
from samanvay.web.kit.places import PlaceName, place_label

SUGGESTIONS = "places-of-contact"
FIELDS = (
    *("place", "compartment", "designation", "office", "phone", "email"),
    *("valid_from", "valid_until", "verified_on", "source"),
)


class ContactForm(ActionForm):
    """An office that answers for a state or district. No person is named."""

    place = PlaceName(label=_("State or district"))
    compartment = forms.ChoiceField(label=_("Department"), choices=list(COMPARTMENTS.items()))
    designation = forms.CharField(
        label=_("Designation"), max_length=120, help_text=_("As “Nodal officer, AHTU”. No name: officers change.")
    )
    office = forms.CharField(label=_("Office"), max_length=160)
    phone = forms.CharField(label=_("Office telephone"), required=False, max_length=40)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=120)
    valid_from = DayField(label=_("Valid from"), required=False, widget=DayInput())
    valid_until = DayField(label=_("Valid until"), required=False, widget=DayInput())
    verified_on = DayField(
        label=_("Verified on"), required=False, widget=DayInput(), help_text=_("The day on which the office was asked.")
    )
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("A letter, an order, a website with its date.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, actor: Actor, contact: NodalContact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].ask(actor, SUGGESTIONS)
        self.is_correction = contact is not None
        if contact is not None:
            self.initial |= {name: getattr(contact, name) for name in FIELDS if name != "place"}
            self.initial |= {"place": place_label(contact.place_id), "version": contact.version}

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        expected = given.pop("expected")
        return {"said": given, "expected": expected} if self.is_correction else {"said": given}
