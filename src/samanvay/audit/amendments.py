"""Amending a recorded fact: the old value, the new one, the reason and the person, in one step."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils.translation import gettext as _

from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.models import Protected
from samanvay.kernel.refusals import Invalid

from .models import Amendment


def _plain(row: Protected, field: str, value: Any) -> Any:
    try:
        model_field = row._meta.get_field(field)
    except FieldDoesNotExist:
        raise Invalid(field, _("This field does not exist.")) from None
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    if value is getattr(row, field) and isinstance(model_field, Field):
        return model_field.value_to_string(row)
    return str(value)


def amend(row: Protected, *, by: Actor, reason: str, expected: int | None, changes: dict[str, Any]) -> list[Amendment]:
    """Change recorded fields of a row inside the caller's operation and keep what they said before.

    Returns one amendment for each field that really changes. Raises :class:`Invalid` when no reason is given,
    :class:`Stale` when the row is no longer the version expected.
    """
    if not reason.strip():
        raise Invalid(
            "reason", _("Give the reason for the correction: a recorded fact is never changed without a reason.")
        )
    changed = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not changed:
        return []
    before = {name: _plain(row, name, getattr(row, name)) for name in changed}
    row.revise(expected=expected, changes=changed)
    kind = row._meta.model_name or ""
    return [
        Amendment.objects.create(
            target_kind=kind,
            target_id=row.pk,
            field=name,
            old=before[name],
            new=_plain(row, name, value),
            reason=reason.strip(),
            by=by.id,
            at=clock.now(),
            **row.ownership(),
        )
        for name, value in changed.items()
    ]
