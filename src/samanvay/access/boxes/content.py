"""What is put into a box: checked field by field, written as bytes, read back."""

import json
from collections.abc import Mapping

from django.utils.translation import gettext as _

from samanvay.kernel.contacts import NotAPhone, contains_aadhaar, phone_e164
from samanvay.kernel.refusals import Invalid

from .groups import FIELDS, LONGEST, Group, Shape
from .names import plate

SHORTEST_PLATE = 4
BLOCK = 64  # content is filled up to a multiple, so that its length tells little


def refuse_aadhaar(field: str, text: str) -> None:
    """Raise Invalid when an Aadhaar number stands in a text: it is never stored, not even sealed."""
    if contains_aadhaar(text):
        raise Invalid(
            field,
            _("Aadhaar numbers cannot be stored here. Delete it; a name, a place or a telephone number is enough."),
            code="aadhaar",
        )


def checked(group: Group, values: Mapping[str, str]) -> dict[str, str]:
    """Return the filled fields of a group in one form. Raises Invalid naming the field."""
    known = {field.name: field for field in FIELDS[group]}
    kept: dict[str, str] = {}
    for name, value in values.items():
        if name not in known:
            raise Invalid(name, _("This field does not exist in this group."))
        text = value.strip()
        if not text:
            continue
        field = known[name]
        if len(text) > LONGEST[field.shape]:
            raise Invalid(name, _("At most %(n)d characters.") % {"n": LONGEST[field.shape]})
        if field.shape is Shape.PHONE:
            try:
                text = phone_e164(text)
            except NotAPhone as error:
                refuse_aadhaar(name, text)
                raise Invalid(name, error.words) from error
        else:
            refuse_aadhaar(name, text)
        if field.shape is Shape.VEHICLE:
            text = plate(text)
            if len(text) < SHORTEST_PLATE:
                raise Invalid(name, _("Write a registration number such as UP 65 AB 1234."))
        kept[name] = text
    if not kept:
        raise Invalid(FIELDS[group][0].name, _("Fill at least one field."))
    return kept


def to_bytes(values: Mapping[str, str]) -> bytes:
    """Return the fields as JSON, filled with blanks."""
    plain = json.dumps(dict(values), ensure_ascii=False, sort_keys=True).encode()
    return plain.ljust(-(-len(plain) // BLOCK) * BLOCK)


def from_bytes(plain: bytes) -> dict[str, str]:
    """Read what :func:`to_bytes` wrote."""
    loaded: dict[str, str] = json.loads(plain)
    return loaded
