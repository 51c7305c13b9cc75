"""The inputs of forms: a partial date in words, a day, an instant; each error says what to write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError

from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates.bounds import bounded_day, bounded_instant, captured_instant
from samanvay.kernel.dates.partial import SAID_LENGTH, DateError, PartialDate
from samanvay.kernel.dates.reading import read_date

T = TypeVar("T")

_EXPECTED = Bilingual("Expected: {words}.", "अपेक्षित: {words}।")
_FUTURE = Bilingual("This date is in the future.", "यह तिथि भविष्य की है।")


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
            found = read_date(text, today=today).date
        except DateError as error:
            raise ValidationError(str(_EXPECTED.format(words=error.words)), code="not_a_date") from error
        if not self.allow_future and found.certainly_after(PartialDate.day(today)):
            raise ValidationError(str(_FUTURE), code="future_date")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether the typed text differs from the one shown."""
        return super().has_changed(self.prepare_value(initial), data)


class DayField(forms.DateField):
    """A day that the house knows; every form takes days by this field.

    A form that knows fewer days says so by ``bound``, which raises `DateError` in words of its own.
    """

    bound: Callable[[date], date] = staticmethod(bounded_day)

    def to_python(self, value: Any) -> date | None:
        """Return the day; raises `ValidationError` with what is expected."""
        return _bounded(super().to_python(value), self.bound)


class InstantField(forms.DateTimeField):
    """An instant that the house knows; every form takes instants by this field."""

    def to_python(self, value: Any) -> datetime | None:
        """Return the instant; raises `ValidationError` with what is expected."""
        return _bounded(super().to_python(value), bounded_instant)


class CapturedAtField(InstantField):
    """When something was written down, posted along by a form or a device: never in the future."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput, required=False, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        """Return the instant; raises `ValidationError` with what is expected."""
        return _bounded(super().to_python(value), captured_instant)


def _bounded(value: T | None, bound: Callable[[T], T]) -> T | None:
    try:
        return value and bound(value)
    except DateError as error:
        raise ValidationError(str(error.words), code="out_of_bounds") from error
