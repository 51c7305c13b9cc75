"""What the forms of actions share: refusals at their fields, and what they hold under the names that actions take."""

from typing import Any, TypeVar

from django.forms import CharField, Field, Form, HiddenInput, IntegerField, Textarea
from django.utils.translation import gettext_lazy as _

from samanvay.kernel.refusals import Invalid

from .pasted import PastedForm

F = TypeVar("F", bound=Field)


def field_of(form: Form, name: str, kind: type[F]) -> F:
    """Return a field of a form as of the kind that it is declared to be."""
    field = form.fields[name]
    assert isinstance(field, kind)
    return field


class ActionForm(Form):
    """A form that an action answers: what the action refuses is shown at its field."""

    def taken(self) -> dict[str, Any]:
        """Return what the form holds, by the names under which an action takes it; ``version`` is ``expected``.

        May raise Invalid, which is shown at its field.
        """
        given = dict(self.cleaned_data)
        if "version" in given:
            given["expected"] = given.pop("version")
        return given

    def refuse(self, refusal: Invalid) -> None:
        """Show a refusal at its field, or above the form where it has none."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal.words))


class PostedForm(ActionForm, PastedForm):
    """The same where words are typed that may come from a document in a legacy font: its page shows how they read."""


def reason_field(hint: Any = "", most: int = 500, rows: int = 3) -> CharField:
    """Return the field in which a reason is written."""
    return CharField(label=_("Reason"), max_length=most, widget=Textarea(attrs={"rows": rows}), help_text=hint)


class ReasonForm(PostedForm):
    """A reason."""

    reason = reason_field()


class VersionedReasonForm(ReasonForm):
    """A reason to change what was seen in this version."""

    version = IntegerField(widget=HiddenInput, required=False)


class Together:
    """Forms that stand on one page and are sent together; a refusal is shown at the one that has its field."""

    def __init__(self, form: ActionForm, *beside: ActionForm) -> None:
        self.form, self.beside = form, beside

    def is_valid(self) -> bool:
        """Tell whether all are valid; each is asked, so that each shows its faults."""
        faulty = [part for part in (self.form, *self.beside) if not part.is_valid()]
        return not faulty

    def refuse(self, refusal: Invalid) -> None:
        next((part for part in self.beside if refusal.field in part.fields), self.form).refuse(refusal)
