"""Reads on posts: those under a pattern, how many stand under each."""

from uuid import UUID

from django.db.models import Count

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from . import policies
from .models import Post
from .patterns import Pattern


def posts_under(pattern: Pattern) -> list[Post]:
    """Return the posts under a pattern that its reader was found to see, those struck out among them, newest last."""
    return list(Post.objects.under(pattern.kind, pattern.key))


def post_or_unseen(actor: Actor, key: UUID) -> Post:
    """Return a post that the actor may read. Raises Refused, Unseen."""
    policies.may_see_board(actor)
    found = Post.objects.filter(pk=key).first()
    if found is None:
        raise Unseen
    return found


def posts_by_pattern(actor: Actor) -> dict[tuple[str, str], int]:
    """Return how many posts stand under each pattern, by its kind and key."""
    policies.may_see_board(actor)
    counted = Post.objects.standing().order_by().values_list("kind", "key").annotate(count=Count("pk"))
    return {(kind, key): count for kind, key, count in counted}
