"""When a change takes effect: on a day that has come, since the columns say what holds today."""

from datetime import date

from django.utils.translation import gettext as _

from samanvay.kernel import clock
from samanvay.kernel.refusals import Invalid


def effective(on: date | None) -> date:
    """Return the day of a change, today where none is given. Raises Invalid on a day that has not come."""
    day = on or clock.today()
    if day > clock.today():
        raise Invalid("on", _("Enter the change on the day it takes effect or later."))
    return day


def named(field: str, text: str, limit: int = 120) -> str:
    """Return a name without blanks around it. Raises Invalid where nothing is left or it is too long."""
    name = " ".join(text.split())
    if not name:
        raise Invalid(field, _("Enter a name."))
    if len(name) > limit:
        raise Invalid(field, _("At most %(limit)s characters.") % {"limit": limit})
    return name
