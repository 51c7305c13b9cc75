"""Adding officers and correcting their records."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory import events
from samanvay.directory.models import Officer
from samanvay.directory.policies import require_post
from samanvay.kernel.contacts import NotAPhone, contains_aadhaar, phone_e164
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid

from ...checks import named

EDITABLE = ("name", "name_hi", "rank", "sex", "phone", "email", "language", "service")


def clean(values: dict[str, Any]) -> dict[str, Any]:
    """Return an officer's fields in the form in which they are kept. Raises Invalid with the field."""
    told = {name: " ".join(str(value or "").split()) for name, value in values.items()}
    for name, value in told.items():
        if name != "phone" and contains_aadhaar(value):
            raise Invalid(
                name, _("This looks like an Aadhaar number. Aadhaar numbers are never stored here. Delete it.")
            )
    if "name" in told:
        told["name"] = named("name", told["name"])
    if told.get("phone"):
        try:
            told["phone"] = phone_e164(told["phone"])
        except NotAPhone as error:
            raise Invalid("phone", _("Expected %(what)s.") % {"what": error.words}) from error
    if told.get("email"):
        try:
            validate_email(told["email"])
        except ValidationError as error:
            raise Invalid("email", _("Enter an e-mail address such as name@example.org.")) from error
    if told.get("sex", "") not in ("", *Officer.Sex.values):
        raise Invalid("sex", _("Choose from the list."))
    if told.get("language", "hi") not in ("en", "hi"):
        raise Invalid("language", _("Choose English or Hindi."))
    for name, value in told.items():
        limit = getattr(Officer._meta.get_field(name), "max_length", None)
        if limit and len(value) > limit:
            raise Invalid(name, _("At most %(limit)s characters.") % {"limit": limit})
    return told


def add_officer(*, by: Actor, employee_no: str, home_state: str, name: str, **more: str) -> Officer:
    """Add an officer of a state. ``more`` may hold the names of :data:`EDITABLE`."""
    require_post(by, home_state)
    number = "".join(employee_no.split()).upper()
    if not number:
        raise Invalid("employee_no", _("Enter the employee number."))
    values = clean({"employee_no": number, "name": name, **more})
    values.setdefault("language", "hi")
    if Officer.objects.standing().filter(home_state=home_state, employee_no=number).exists():
        raise Invalid("employee_no", _("An officer with this employee number already exists."))
    officer = Officer(home_state=home_state, **values)
    with operation(events.OFFICER_CREATED, by=by, target=("officer", officer.id), fields=sorted(values)):
        officer.save(force_insert=True)
    return officer


def correct_officer(*, by: Actor, officer: Officer, expected: int | None = None, **changes: str) -> Officer:
    """Correct an officer's record. Raises Stale when somebody else changed it meanwhile."""
    require_post(by, officer.home_state)
    if unknown := set(changes) - set(EDITABLE):
        raise Invalid(sorted(unknown)[0], _("This cannot be changed here."))
    changed = {name: value for name, value in clean(changes).items() if value != getattr(officer, name)}
    with operation(events.OFFICER_AMENDED, by=by, target=("officer", officer.id), fields=sorted(changed)) as op:
        if not changed:
            op.keep_silent()
            return officer
        officer.revise(expected=expected, changes=changed)
    return officer
