"""Writing what teaches the reader to a file, while the state's desk consents."""

import os
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory.queries import home_state
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading
from samanvay.kernel.refusals import Invalid, Refused

from ...models import ReaderConsent
from .. import events, policies
from ..queries import taught

HEAD = "# De-identified narratives with what officers decided on them. Form: tests/insight/narratives/README.md.\n"


@dataclass(frozen=True, slots=True)
class Exported:
    """How many reports were written, and how many were left out for which reason."""

    written: int
    left_out: dict[str, int]


def export_rows(*, by: Actor, path: Path) -> Exported:
    """Write every report that teaches the reader to a new file, de-identified; the log says who wrote how many.

    Raises Refused without a consent in force, and Invalid for a file that is there already or cannot be written.
    """
    policies.may_keep_reader(by)
    if path.exists() or path.is_symlink():
        raise Invalid("path", _("%(file)s is there already. Give another name, or move it away.") % {"file": path})
    if not path.absolute().parent.is_dir():
        raise Invalid("path", _("The folder %(folder)s is not there.") % {"folder": path.parent})
    with reading(SYSTEM):
        consent = ReaderConsent.objects.in_force().filter(home_state=home_state()).first()
        if consent is None:
            raise Refused(
                _(
                    "The state's desk does not consent. Two persons of it can, on the page Reports, “Teaching the "
                    "reader”."
                ),
                code="consent",
            )
        found = taught()
    written, left_out = len(found.narratives), {str(why.en): many for why, many in found.left_out.most_common()}
    is_made = False
    try:
        with operation(events.READER_EXPORTED, by=by, target=("reader_consent", consent.pk)) as op:
            op.add(rows=written, left_out=sum(left_out.values()))
            with acting_as(SYSTEM, op=op.id):
                # Whoever withdraws at this moment waits, or was faster.
                held = ReaderConsent.objects.select_for_update().filter(pk=consent.pk).in_force()
                if not held.exists():
                    raise Refused(_("The consent was withdrawn meanwhile. Nothing was exported."), code="consent")
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            is_made = True
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write("\n\n".join([HEAD.rstrip(), *found.narratives]) + "\n")
    except BaseException as error:
        if is_made:
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            words = _("%(file)s cannot be written: %(why)s.") % {"file": path, "why": error.strerror or error}
            raise Invalid("path", words) from error
        raise
    return Exported(written, left_out)
