"""The discussion under a pattern: who said what when, what was struck out; the forms of a post."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.opendata.actions import LONGEST, LONGEST_REASON
from samanvay.opendata.models import Post
from samanvay.opendata.policies import may_void_post
from samanvay.recording.submissions import Captured
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.people import names_of
from samanvay.web.kit.pii import PiiForm

VERSION = "1"


class PostForm(PiiForm):
    """What somebody says of a pattern."""

    text = forms.CharField(
        label=gettext_lazy("What is your decision?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST}),
    )

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        return {"captured": Captured(given.pop("submission_id"), form_version=VERSION), **given}


class VoidForm(ActionForm):
    """Why a post is struck out."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=LONGEST_REASON)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def context_of(actor: Actor, posts: Sequence[Post], wrong: tuple[UUID, VoidForm] | None = None) -> dict[str, Any]:
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
            voided = _("Deleted by %(name)s") % {"name": names.get(post.voided_by, "–")}
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
    return {"posts": found, "standing": sum(not post.is_void for post in posts)}
