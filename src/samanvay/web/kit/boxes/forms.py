"""The forms of sealed boxes, of the team that opens them, and of sharing a record."""

from collections.abc import Iterable
from typing import Any

from django.forms import CharField, ChoiceField, HiddenInput, IntegerField, Textarea, TextInput, TypedChoiceField
from django.utils.translation import gettext_lazy as _

from samanvay.access import queries as access
from samanvay.access.boxes.actions.team import role_choices
from samanvay.access.boxes.groups import FIELDS, LONGEST, PURPOSE_WORDS, Group, Shape, TeamRole
from samanvay.directory import queries as directory
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor

from ..capture import choices
from ..forms import PostedForm, ReasonForm, field_of, reason_field


class SealForm(PostedForm):
    """The fields of one group, to be sealed. Nothing typed here is shown again without an opening."""

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in FIELDS[group]:
            widget = Textarea(attrs={"rows": 6}) if each.shape is Shape.TEXT else TextInput()
            widget.attrs["autocomplete"] = "off"
            self.fields[each.name] = CharField(
                label=str(each.label), required=False, max_length=LONGEST[each.shape], widget=widget
            )

    def values(self) -> dict[str, str]:
        """Return what was typed."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("reason", "edition")}

    def taken(self) -> dict[str, Any]:
        return {"values": self.values()}


class CorrectBoxForm(SealForm):
    """Correct a sealed record that was just opened."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = CharField(label=_("Reason for the correction"), max_length=500)
        self.fields["edition"] = IntegerField(widget=HiddenInput)

    def taken(self) -> dict[str, Any]:
        return {
            "values": self.values(), "reason": self.cleaned_data["reason"], "expected": self.cleaned_data["edition"]
        }  # fmt: skip


class PurposeForm(PostedForm):
    """For what purpose something sealed is opened."""

    purpose = ChoiceField(label=_("Purpose"), choices=choices(PURPOSE_WORDS, blank=_("Choose a purpose")))


class GlassForm(PostedForm):
    """Why the glass is broken."""

    reason = reason_field(
        _(
            "At least 20 characters. The officer of the case, your senior officer and the data-protection "
            "officer can read it."
        ),
        most=2_000,
        rows=4,
    )


class TeamForm(PostedForm):
    """Name an officer who is posted at one of ``units`` to the team."""

    user = ChoiceField(label=_("Officer"))
    role = ChoiceField(label=_("Role in the team"))

    def __init__(self, *args: Any, units: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "user", ChoiceField).choices = [
            (str(user.pk), str(Bilingual(user.name, user.name_hi))) for user in access.officers_posted_at(units)
        ]
        field_of(self, "role", ChoiceField).choices = role_choices()

    def taken(self) -> dict[str, Any]:
        return {"user": access.user_by_id(self.cleaned_data["user"]), "role": TeamRole(self.cleaned_data["role"])}


class ShareForm(ReasonForm):
    """Share with a unit that serves the place ``near``, by its name, and that is not among the ``readers`` yet."""

    unit = TypedChoiceField(label=_("Unit"), coerce=int)
    field_order = ["unit", "reason"]

    def __init__(self, *args: Any, actor: Actor, near: str, readers: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = directory.find_places(actor, near, kinds=["district", "state"], limit=1) if near else []
        units = directory.units_serving(found[0].place.key) if found else []
        field_of(self, "unit", ChoiceField).choices = [
            ("", _("Choose the unit")),
            *((unit.audience, f"{unit.names} ({unit.kind_words})") for unit in units if unit.audience not in readers),
        ]

    def taken(self) -> dict[str, Any]:
        return {"units": [self.cleaned_data["unit"]], "reason": self.cleaned_data["reason"]}
