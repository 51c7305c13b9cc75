"""Fields of forms, made of the fields that a room declares once."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms

from samanvay.kernel.dates import PartialDateField
from samanvay.recording.fields import Code, Codes, Declared, Number, PastDate, Text

from .forms import ActionForm

LINE = 200  # characters; a longer text is written in an area


def form_field(field: Declared) -> forms.Field:
    """Return the form field of a declared one. Raises TypeError for a place: it is asked for by its name."""
    shared: dict[str, Any] = {"label": field.label, "help_text": field.help or "", "required": field.required}
    match field:
        case Text(longest=longest):
            line = forms.TextInput() if longest <= LINE else forms.Textarea(attrs={"rows": 5})
            return forms.CharField(max_length=longest, widget=line, **shared)
        case Codes(codes=codes):
            boxes = forms.CheckboxSelectMultiple()
            return forms.MultipleChoiceField(choices=list(codes.items()), widget=boxes, **shared)
        case Code(codes=codes, default=default):
            return forms.ChoiceField(choices=list(codes.items()), initial=default, **shared | {"required": True})
        case Number(most=most):
            return forms.IntegerField(min_value=0, max_value=most, **shared)
        case PastDate():
            return PartialDateField(allow_future=False, **shared)
    raise TypeError(field.name)


class DeclaredForm(ActionForm):
    """A form that asks for the ``declared`` fields beside its own."""

    declared: ClassVar[Sequence[Declared]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {field.name: form_field(field) for field in self.declared}
        self.order_fields(self.field_order)


def initial_of(fields: Iterable[Declared], row: Any) -> dict[str, Any]:
    """Return what a form of correction begins with."""
    return {field.name: getattr(row, field.name) for field in fields}
