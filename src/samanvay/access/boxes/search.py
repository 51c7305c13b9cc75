"""Finding sealed people by name or telephone, without opening anything."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from samanvay.access.models import SearchToken
from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.audit.operations import operation
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid

from . import events
from .content import refuse_aadhaar
from .names import phone_tokens, sought_tokens

MOST = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A person whose tokens match, by the number of tokens shared."""

    record_id: UUID
    subject_id: UUID
    shared: int


def search_people(*, by: Actor, name: str = "", father: str = "", village: str = "", phone: str = "") -> list[Found]:
    """Return the people among the rows that the actor sees whose sealed name or telephone match, best first.

    A name is searched together with a second word, the father's name or the village: a single name alone has
    no token. "Nobody" and "only in rows you do not see" answer alike. The event holds which fields were asked
    and how many were found, never the words.
    """
    require(by, Permission.CASE_READ)
    asked = {
        "given": name.strip(),
        "father": father.strip(),
        "village": village.strip(),
        "phone": phone.strip(),
    }
    for field, text in asked.items():
        refuse_aadhaar(field, text)
    tokens = sought_tokens(asked, phone)
    if phone.strip() and not phone_tokens([phone]):
        raise Invalid("phone", _("This is not a telephone number of India or Nepal."))
    if not tokens:
        raise Invalid(
            "name",
            _("Give a name and surname, or a name with the father's name or the village, or a telephone."),
        )
    with operation(
        events.PEOPLE_SEARCHED, by=by, target=("search", ""), fields=sorted(k for k, v in asked.items() if v)
    ) as op:
        with connection.cursor() as cursor:
            cursor.execute("select sam.find_tokens(%s::bigint[], %s)", [tokens, MOST * 4])
            ids = [row[0] for row in cursor.fetchall()]
        wanted = set(tokens)
        shared: Counter[tuple[UUID, UUID]] = Counter()
        for row in SearchToken.objects.filter(pk__in=ids):
            shared[row.record_id, row.subject_id] += len(wanted.intersection(row.tokens))
        found = [Found(record, subject, n) for (record, subject), n in shared.most_common(MOST)]
        op.add(found=len(found))
    return found
