"""The intentions of those who discuss patterns: writing a post, striking one out."""

from collections import Counter

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import unit_with
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import OFFICERS_AUDIENCE, PARTNERS_AUDIENCE, SYSTEM_AUDIENCE, Actor
from samanvay.kernel.pii import check_pii, refuse_pii
from samanvay.kernel.refusals import Invalid
from samanvay.recording.submissions import Captured, captured_or_new, once

from . import events, policies
from .kinds import SEEN_BY_PARTNERS
from .models import Post
from .patterns import pattern_or_unseen

LONGEST = 2000
LONGEST_REASON = 300


def write_post(
    *,
    by: Actor,
    kind: str,
    key: str,
    text: str,
    pii_answer: str = "",
    captured: Captured | None = None,
) -> Post:
    """Write under a pattern that the writer sees; everybody who sees the pattern reads it.

    ``pii_answer`` confirms what was found in this very text. Raises Refused, Unseen, Invalid;
    PersonalDataFound where something was found and not answered for, or is never right.
    """
    policies.may_write_post(by)
    pattern = pattern_or_unseen(by, kind, key)
    said = _checked("text", text, LONGEST, _("This field is empty. Write your text."))
    found = check_pii("text", said, by=by, pii_answer=pii_answer)
    unit = directory.unit_of(unit_with(by, Permission.POST_WRITE))
    own = directory.readers_for(unit.audience)
    readers = {SYSTEM_AUDIENCE, OFFICERS_AUDIENCE, *own}
    if pattern.kind in SEEN_BY_PARTNERS:
        readers.add(PARTNERS_AUDIENCE)
    sent = captured_or_new(captured)
    # The event is read by the writer's own line: it would tell others of a pattern before its facts are theirs.
    with operation(events.POST_WRITTEN, by=by, readers=own) as op:
        if known := once(op, Post, sent.submission_id, written_by=by.id):
            return known
        post = Post.objects.create(
            kind=pattern.kind,
            key=pattern.key,
            text=said,
            names_nobody=bool(found),
            written_at=clock.now(),
            written_by=by.id,
            readers=sorted(readers),
            home_unit=unit.audience,
            home_state=unit.home_state,
            **sent.columns(),
        )
        op.about("post", post.id)
        op.add(of=pattern.kind, answered_for=dict(Counter(str(match.kind) for match in found)))
    return post


def void_post(*, by: Actor, post: Post, reason: str, expected: int | None = None) -> Post:
    """Strike out a post with a reason; its words are shown no more, and nothing is deleted."""
    policies.may_void_post(by, post)
    why = _checked("reason", reason, LONGEST_REASON, _("Give the reason."))
    refuse_pii("reason", why)
    own = directory.readers_for(post.home_unit)
    with operation(events.POST_VOIDED, by=by, target=("post", post.id), readers=own, of=post.kind):
        post.revise(expected=expected, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": why})
    return post


def _checked(field: str, text: str, longest: int, missing: str) -> str:
    kept = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if not kept:
        raise Invalid(field, missing)
    if len(kept) > longest:
        raise Invalid(field, _("At most %(most)d characters.") % {"most": longest})
    return kept
