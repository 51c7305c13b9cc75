"""Reading with numbers that were learned anew, and going back to the shipped ones."""

from pathlib import Path

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Invalid
from samanvay_insight.extract.learned import weights

from .. import events, policies
from ..comparing import MARGIN, Comparison
from ..numbers import Damaged, InUse, checksum_of, drop_in_use, numbers_in_use, write_in_use

LONGEST_REASON = 300


def adopt_numbers(
    *,
    by: Actor,
    path: Path,
    reason: str,
    compared: Comparison | None,
    margin: float = MARGIN,
    is_anyway: bool = False,
) -> InUse:
    """Read every report from now on with the numbers of a file, which is copied; with its checksum in the log.

    ``compared`` is how it reads beside what is in use, None where that could not be told. With something against it
    only ``is_anyway``. Raises Invalid.
    """
    policies.may_keep_reader(by)
    reason = reason_given(reason)
    against = [_("It was not compared.")] if compared is None else compared.against(margin)
    if against and not is_anyway:
        raise Invalid("path", " ".join(against), code="worse")
    try:
        weights.look_through(path)
        checksum = checksum_of(path)
    except weights.NotLearned as error:
        raise Invalid("path", str(error)) from error
    found = InUse(
        file=f"{checksum[:16]}.npz",
        checksum=checksum,
        since=clock.now().isoformat(timespec="seconds"),
        by=by.label,
        reason=reason,
    )
    with operation(events.READER_ADOPTED, by=by, target=("reader", checksum), because=reason) as op:
        op.add(anyway=bool(against), **_figures(compared))
        try:
            write_in_use(path, found)
        except OSError as error:
            raise Invalid("path", _("The file could not be copied: %(why)s.") % {"why": error}) from error
    return found


def withdraw_numbers(*, by: Actor, reason: str) -> str:
    """Read from now on with the shipped numbers again; return the checksum of those that were used."""
    policies.may_keep_reader(by)
    reason = reason_given(reason)
    try:
        found = numbers_in_use()
    except Damaged:
        checksum = ""
    else:
        if found is None:
            raise AlreadyDone(_("The reader that came with the product is in use already."))
        checksum = found.checksum
    with operation(events.READER_WITHDRAWN, by=by, target=("reader", checksum), because=reason):
        drop_in_use()
    return checksum


def reason_given(reason: str) -> str:
    """Return a reason in one line. Raises Invalid for none, and for one that is too long."""
    reason = " ".join(reason.split())
    if not reason:
        raise Invalid("reason", _("Give a reason."))
    if len(reason) > LONGEST_REASON:
        raise Invalid("reason", _("At most %(most)d characters.") % {"most": LONGEST_REASON})
    return reason


def _figures(compared: Comparison | None) -> dict[str, object]:
    if compared is None:
        return {}
    return {
        "narratives": compared.narratives,
        "movements": round(compared.after.balance("movements"), 3),
        "events": round(compared.after.balance("events"), 3),
        "undoubted": compared.after.undoubted,
        "right": compared.after.right,
    }
