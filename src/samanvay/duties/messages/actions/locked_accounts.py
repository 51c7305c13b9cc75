"""Telling administrators that strangers try the passwords of an account."""

from datetime import datetime

from django.urls import reverse

from samanvay.access.models import Grant, User
from samanvay.access.permissions import Permission
from samanvay.access.roles import ROLES
from samanvay.audit.operations import operation
from samanvay.directory.models import Officer
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, reading

from ... import events
from ..telling import notify

WORDS = Bilingual(
    "Many wrong passwords: an account is locked for new devices for up to one hour",
    "कई ग़लत पासवर्ड: एक खाता नए उपकरणों के लिए एक घंटे तक बंद है",
)


def tell_of_lock_out(*, user: User, since: datetime) -> None:
    """Tell the administrators of the states in which an officer serves, once for each lock; never themselves."""
    with reading(SYSTEM):
        officer = Officer.objects.filter(user=user).first()
        states = {*Grant.objects.filter(user=user).in_force(clock.today()).values_list("home_state", flat=True)}
        roles = [role.code for role in ROLES if Permission.ACCESS_GRANT in role.permissions]
        posted = Grant.objects.filter(role__in=roles, home_state__in=states, user__is_active=True).exclude(user=user)
        administrators = {grant.user_id: grant for grant in posted.in_force(clock.today()).select_related("user")}
    if officer is None or not administrators:
        return
    with operation(events.LOCK_OUT_TOLD, by=SYSTEM, target=("user", user.id), told=len(administrators)):
        for grant in administrators.values():
            notify(
                people=[grant.user],
                words=WORDS,
                link=reverse("officer", args=[officer.id]),
                key=f"lock-out:{user.pk}:{since:%Y%m%d%H%M}",
                audience=grant.audience,
                home_state=grant.home_state,
            )
