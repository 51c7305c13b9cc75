"""The purge clock: what was sealed of an acquitted person is destroyed when the day has passed."""

from samanvay.access.boxes.actions.erasure import Reason, erase_person
from samanvay.access.models import DataKey
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading

from ..kinds import PersonRole
from ..models import CasePerson
from ..states import ACQUITTED_AT


def purge_due() -> int:
    """Erase every accused person whose purge date lies behind; return how many.

    A case that was taken up again meanwhile destroys nothing. Called by the ticker. Those erased already have no
    key left and are passed over.
    """
    with reading(SYSTEM):
        due = CasePerson.objects.filter(
            purge_after__lt=clock.today(), role=PersonRole.ACCUSED, case__stage__in=ACQUITTED_AT
        ).values_list("pk", flat=True)
        sealed = sorted(set(DataKey.objects.filter(subject_id__in=list(due)).values_list("subject_id", flat=True)))
    for person in sealed:
        erase_person(by=SYSTEM, subject_id=person, reason=Reason.ACQUITTAL)
    return len(sealed)
