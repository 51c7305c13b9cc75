"""Who asks."""

from django.http import HttpRequest
from ninja import Router

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.access.roles import BY_CODE
from samanvay.directory import queries as directory
from samanvay.kernel.bilingual import Bilingual

from .door import actor_of
from .schemas import HeldRole, Me, Words

router = Router(tags=["me"])


@router.get("/me", response=Me, url_name="me", summary="Who am I, and what may I do?")
def me(request: HttpRequest) -> Me:
    """Return the actor of this request: roles, units, and the permissions left by the door they came through."""
    actor = actor_of(request)
    units = directory.units_of({held.audience for held in actor.grants})
    return Me(
        id=actor.id,
        name=actor.label,
        language=actor.language,
        via=actor.via,
        roles=[
            HeldRole(
                role=held.role,
                name=Words.of(BY_CODE[held.role].name),
                audience=held.audience,
                unit=Words.of(Bilingual(units[held.audience].name, units[held.audience].name_hi))
                if held.audience in units
                else None,
            )
            for held in actor.grants
        ],
        permissions=sorted(str(each) for each in Permission if holds(actor, each)),
    )
