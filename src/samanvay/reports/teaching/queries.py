"""What the state's desk sees of its consent, and which reports teach the reader while it holds."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from samanvay.directory.queries import home_state
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Unseen

from ..models import Claim, ReaderConsent, SituationReport
from ..states import ClaimState
from . import policies
from .rows import LeftOut, narrative_of

SAMPLE = 5
AT_ONCE = 200
_TRIED_FOR_SAMPLE = 30


@dataclass(slots=True)
class Taught:
    """Narratives that would leave, and how many reports were left out for which reason."""

    narratives: list[str] = field(default_factory=list)
    left_out: Counter[Bilingual] = field(default_factory=Counter)


def consent_seen(actor: Actor, key: UUID) -> ReaderConsent:
    """Return a consent of the state for its desk. Raises Refused and Unseen."""
    policies.may_see_consent(actor)
    found = ReaderConsent.objects.filter(pk=key).first()
    if found is None:
        raise Unseen
    return found


def present_consent() -> ReaderConsent | None:
    """Return the consent of the state that was not withdrawn: in force, or waiting for a second person."""
    return ReaderConsent.objects.open().filter(home_state=home_state()).first()


def consents(actor: Actor) -> list[ReaderConsent]:
    """Return every consent of the state, the latest first, for its desk. Raises Refused."""
    policies.may_see_consent(actor)
    return list(ReaderConsent.objects.filter(home_state=home_state()).order_by("-given_at"))


def taught_by() -> QuerySet[SituationReport]:
    """Return the sent reports of the state of which every detail is decided and one at least was put right."""
    of_it = Claim.objects.filter(report=OuterRef("pk"))
    return (
        SituationReport.objects.sent()
        .filter(home_state=home_state())
        .exclude(narrative="")
        .filter(Exists(of_it.filter(_put_right())))
        .exclude(Exists(of_it.filter(state=ClaimState.PROPOSED)))
    )


def _put_right() -> Q:
    found = Q(is_corrected=True) | Q(state=ClaimState.REFUSED)
    # What an officer added where the reader had missed it.
    names = {each.name for each in Claim._meta.get_fields()}
    return found | Q(added_by__isnull=False) if "added_by" in names else found


def many_taught(actor: Actor) -> int:
    """Return how many reports would be used, for the state's desk. Raises Refused."""
    policies.may_see_consent(actor)
    with reading(SYSTEM):
        return taught_by().count()


def sample(actor: Actor) -> list[str]:
    """Return some narratives as they would leave, of the latest reports, for the state's desk. Raises Refused."""
    policies.may_see_consent(actor)
    found: list[str] = []
    with reading(SYSTEM):
        for told in _told(taught_by().order_by("-submitted_at", "-pk")[:_TRIED_FOR_SAMPLE]):
            if isinstance(told, str):
                found.append(told)
            if len(found) == SAMPLE:
                break
    return found


def taught() -> Taught:
    """Return everything that would leave, in an order drawn anew. Read as the system."""
    done = Taught()
    keys = list(taught_by().values_list("pk", flat=True))
    for at in range(0, len(keys), AT_ONCE):
        for told in _told(SituationReport.objects.filter(pk__in=keys[at : at + AT_ONCE])):
            if isinstance(told, str):
                done.narratives.append(told)
            else:
                done.left_out[told] += 1
    random.SystemRandom().shuffle(done.narratives)
    return done


def _told(reports: QuerySet[SituationReport]) -> Iterator[str | Bilingual]:
    """Yield of each report its narrative, or why it is left out."""
    listed = list(reports)
    rows = Claim.objects.filter(report__in=[report.pk for report in listed]).order_by("report", "number")
    claims = {key: list(those) for key, those in groupby(rows, key=lambda claim: claim.report_id)}
    drawn = random.SystemRandom()
    for report in listed:
        try:
            yield narrative_of(report, claims.get(report.pk, []), drawn)
        except LeftOut as out:
            yield out.why
