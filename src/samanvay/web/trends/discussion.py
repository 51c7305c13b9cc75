"""The discussion under a pattern as it is shown: who said what when, what was struck out, what is to be mended."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.opendata.models import Post
from samanvay.opendata.policies import may_void_post
from samanvay.web.kit.people import names_of

from .forms import VoidForm


def shown(actor: Actor, posts: Sequence[Post], wrong: tuple[UUID, VoidForm] | None = None) -> list[dict[str, Any]]:
    """Return the posts of a discussion; the words of one that is struck out only for those who keep the board.

    ``wrong`` is a form that could not be taken, and the post it is about.
    """
    names = names_of([each for post in posts for each in (post.written_by, post.voided_by)])
    units = directory.units_of({post.home_unit for post in posts})
    keeps_board = holds(actor, Permission.POST_VOID)
    found = []
    for post in posts:
        unit = units.get(post.home_unit)
        voided = ""
        if post.voided_by is not None:
            voided = _("Struck out by %(name)s") % {"name": names.get(post.voided_by, "–")}
        found.append(
            {
                "post": post,
                "name": names.get(post.written_by, "–"),
                "unit": str(unit.names) if unit else "",
                "at": post.written_at.astimezone(clock.INDIA),
                "text": post.text if keeps_board or not post.is_void else "",
                "voided": voided,
                "may_void": not reason_against(may_void_post, actor, post),
                "is_answered_for": post.names_nobody and keeps_board,
                "form": wrong[1] if wrong and wrong[0] == post.pk else None,
            }
        )
    return found


def context_of(actor: Actor, posts: Sequence[Post], wrong: tuple[UUID, VoidForm] | None = None) -> dict[str, Any]:
    """Return what the template of a discussion needs besides its form."""
    return {"posts": shown(actor, posts, wrong), "standing": sum(not post.is_void for post in posts)}
