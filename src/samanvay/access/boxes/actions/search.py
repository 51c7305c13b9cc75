"""Finding what is sealed by name, telephone or vehicle, without opening anything."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from samanvay.access.limits import unconfirmed_words
from samanvay.access.models import SearchToken
from samanvay.access.permissions import Permission
from samanvay.access.policies import narrowing, require
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.refusals import Invalid, Refused

from .. import events
from ..content import refuse_aadhaar
from ..names import phone_tokens, sought_tokens

MOST = 50
MOST_AN_HOUR = 60  # of one person: enough for a day of tracing, too few to go through a list of names


@dataclass(frozen=True, slots=True)
class Found:
    """A person, or a thing of a case, whose tokens match, by the number of tokens shared."""

    record_id: UUID
    subject_id: UUID
    shared: int


def _require_measure(by: Actor, op: UUID) -> None:
    """Refuse a person who searched too often within the hour; the log itself is what is counted."""
    with connection.cursor() as cursor:
        # Until the event of this search is written, so that searches at once are counted one after another.
        cursor.execute("select pg_advisory_xact_lock(hashtext('people searched'), hashtext(%s))", [str(by.id)])
    # The system counts: events of a posting that ended are no longer seen by the person.
    with acting_as(SYSTEM, op=op):
        since = clock.now() - timedelta(hours=1)
        count = Event.objects.filter(
            subject_kind="search", subject_id="", kind=events.PEOPLE_SEARCHED.code, actor=by.id, at__gte=since
        ).count()
    if count >= MOST_AN_HOUR:
        raise Refused(
            _("You can search for people at most %(n)d times an hour. Wait before the next search.")
            % {"n": MOST_AN_HOUR},
            code="searches",
        )


def search_people(
    *, by: Actor, name: str = "", father: str = "", village: str = "", phone: str = "", vehicle: str = ""
) -> list[Found]:
    """Return what among the cases that the actor reads has this sealed name, telephone or vehicle, best first.

    A name is searched together with a second word, the father's name or the village: a single name alone has
    no token. "Nobody" and "only in rows you do not see" answer alike. The event holds which fields were asked
    and how many were found, never the words. Raises Invalid, Refused beyond
    ``MOST_AN_HOUR``.
    """
    require(by, Permission.CASE_READ)
    if not by.is_confirmed:
        raise Refused(unconfirmed_words(), code="unconfirmed")
    asked = {
        "given": name.strip(),
        "father": father.strip(),
        "village": village.strip(),
        "phone": phone.strip(),
        "vehicle": vehicle.strip(),
    }
    for field, text in asked.items():
        refuse_aadhaar(field, text)
    tokens = sought_tokens(asked, phone, vehicle)
    if phone.strip() and not phone_tokens([phone]):
        raise Invalid("phone", _("This is not an Indian or Nepali telephone number."))
    if not tokens:
        raise Invalid(
            "name",
            _("Give a name together with surname, father's name or village; or a telephone or vehicle number."),
        )
    with operation(
        events.PEOPLE_SEARCHED, by=by, target=("search", ""), fields=sorted(k for k, v in asked.items() if v)
    ) as op:
        _require_measure(by, op.id)
        units = narrowing(by, Permission.CASE_READ)
        reader = by if units is None else replace(by, audiences=units)
        # Under the audiences of those units alone: rows that are seen but not read fill no limit either.
        with acting_as(reader, op=op.id), connection.cursor() as cursor:
            cursor.execute("select sam.find_tokens(%s::bigint[], %s)", [tokens, MOST * 4])
            ids = [row[0] for row in cursor.fetchall()]
        wanted = set(tokens)
        shared: Counter[tuple[UUID, UUID]] = Counter()
        for row in SearchToken.objects.filter(pk__in=ids):
            shared[row.record_id, row.subject_id] += len(wanted.intersection(row.tokens))
        found = [Found(record, subject, n) for (record, subject), n in shared.most_common(MOST)]
        op.add(found=len(found))
    return found
