"""What other rooms' pages offer: telling the linked districts, and the advisories that came of something."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.db.scope import Actor
from samanvay.measures.advisories.queries import advisories as lists
from samanvay.web.components.pieces import Action

from . import advisory_shown as shown


def tell_action(actor: Actor, source: str, key: UUID | str, *, main: bool = False) -> Action | None:
    """Return the button that leads to a filled-in advisory, None for those who send none."""
    if not holds(actor, Permission.ADVISORY_SEND):
        return None
    return Action(_("Tell the linked districts"), tell_url(source, key), kind="primary" if main else "quiet")


def tell_url(source: str, key: UUID | str) -> str:
    """Return the address of an advisory that is filled in from something."""
    return f"{reverse('advisory_new')}?{urlencode({'source': source, 'key': str(key)})}"


def advisories_shown(actor: Actor, source: str, key: UUID | str) -> list[dict[str, Any]]:
    """Return the advisories that came of something, as far as the actor may see them."""
    found = lists.advisories_from(actor, source, str(key))
    titles, rows = lists.titles_of(found), lists.recipients_of_many(found)
    return [
        {
            "url": reverse("advisory", args=[each.pk]),
            "title": str(titles[each.pk].title) if each.pk in titles else each.name,
            "words": f"{each.name} · {shown.when(each.sent_at)} · {shown.how_far(each, rows.get(each.pk, []))}",
        }
        for each in found
    ]
