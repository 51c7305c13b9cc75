"""Lists of acts beside those of one case: what an office waits for, what was corrected."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from samanvay.audit.models import Amendment
from samanvay.kernel.db.scope import Actor

from . import policies
from .kinds import KINDS
from .models import Act
from .states import ActState

MOST = 200
OPEN = (ActState.DECLARED, ActState.CONTRADICTED)


def acts_not_confirmed(actor: Actor) -> list[Act]:
    """Return what the actor's offices recorded and no receiver has confirmed, the oldest first, 200 at most."""
    policies.may_read_acts(actor)
    held = Q()
    for grant in actor.grants:
        codes = [kind.code for kind in KINDS if grant.role in kind.makers]
        held |= Q(maker_unit=grant.audience, code__in=codes)
    if not held:
        return []
    waiting = Act.objects.filter(held, state__in=OPEN, is_from_before=False)
    return list(waiting.select_related("place").order_by("declared_at", "id")[:MOST])


def corrections_of(actor: Actor, acts: Iterable[Act]) -> list[Amendment]:
    """Return the corrections of acts, the latest first."""
    policies.may_read_acts(actor)
    wanted: list[UUID] = [act.id for act in acts]
    kind: Any = Act._meta.model_name
    return list(Amendment.objects.filter(target_kind=kind, target_id__in=wanted).order_by("-at", "-id"))
