"""May this person read the board, write under a pattern, strike out a post; and if not, why not."""

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Refused

from .models import Post


def may_see_board(actor: Actor) -> None:
    """Refuse unless the person may see facts, or the cells that partners see."""
    if not holds(actor, Permission.FACT_READ) and not holds(actor, Permission.FACT_READ_PARTNER):
        raise Refused(_("You do not have permission. Officers and partners with a post can use the trends board."))


def may_write_post(actor: Actor) -> None:
    """Refuse unless the person may discuss patterns."""
    may_see_board(actor)
    require(actor, Permission.POST_WRITE)


def may_void_post(actor: Actor, post: Post) -> None:
    """Refuse unless the person wrote the post or keeps the board."""
    if post.is_void:
        raise AlreadyDone(_("This post was already deleted."))
    if holds(actor, Permission.POST_VOID):
        return
    if post.written_by != actor.id or not holds(actor, Permission.POST_WRITE):
        raise Refused(_("You do not have permission. The writer or the state desk can delete a post."))
