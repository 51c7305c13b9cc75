"""One text input for a partial date, with errors that say what to write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates.partial import SAID_LENGTH, DateError, PartialDate

_EXPECTED = Bilingual("Expected: {words}.", "अपेक्षित: {words}।")
_FUTURE = Bilingual("This date lies in the future.", "यह तारीख़ भविष्य की है।")


class PartialDateField(forms.CharField):
    """A form field whose value is a `PartialDate` or None.

    With `allow_future=False` a date that certainly lies after today is refused.
    """

    def __init__(self, *, allow_future: bool = True, **kwargs: Any) -> None:
        self.allow_future = allow_future
        kwargs.setdefault("max_length", SAID_LENGTH)
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return the text to show: as said, or in Indian form."""
        if isinstance(value, PartialDate):
            return value.said or str(value)
        return value

    def clean(self, value: Any) -> Any:
        """Return the date behind the typed text; raises `ValidationError` with what is expected."""
        if isinstance(value, PartialDate):
            return value
        text = super().clean(value)
        if not text:
            return None
        today = clock.today()
        try:
            found = PartialDate.parse(text, today=today)
        except DateError as error:
            raise ValidationError(str(_EXPECTED.format(words=error.words)), code="not_a_date") from error
        if not self.allow_future and found.certainly_after(PartialDate.day(today)):
            raise ValidationError(str(_FUTURE), code="future_date")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether the typed text differs from the one shown."""
        return super().has_changed(self.prepare_value(initial), data)
