"""Field groups, team and broken glass of a record, as its page shows them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.glass import why_not_break
from samanvay.access.boxes.actions.opening import Standing, closed_words
from samanvay.access.boxes.actions.team import may_open
from samanvay.access.boxes.groups import GROUP_WORDS, TEAM_ROLE_WORDS, Group, TeamRole
from samanvay.access.models import GlassBreak, TeamMember
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.web.components.pieces import Action

from ..people import names_of


@dataclass(frozen=True)
class SealedGroup:
    """One field group of a person on the page: sealed, open to you, erased, or not there yet."""

    words: Any
    url: str = ""
    refused: str = ""
    is_there: bool = False
    is_forgotten: bool = False
    is_asked: bool = False
    seal_url: str = ""
    glass: Action | None = None


@dataclass(frozen=True)
class BoxUrls:
    """Where the boxes of one person are sealed, opened and their glass broken."""

    seal: Callable[[Group], str]
    box: Callable[[UUID], str]
    glass_break: Callable[[UUID], str]


def sealed_groups(
    actor: Actor,
    groups: Iterable[Group],
    standings: Mapping[str, Standing],
    role: TeamRole | None,
    urls: BoxUrls,
    *,
    is_void: bool,
) -> list[SealedGroup]:
    """Return the field groups of a person that are there or that the actor may seal."""
    shown = [_group(actor, group, standings.get(group), role, urls, is_void) for group in groups]
    return [each for each in shown if each.is_there or each.seal_url]


def _group(
    actor: Actor, group: Group, standing: Standing | None, role: TeamRole | None, urls: BoxUrls, is_void: bool
) -> SealedGroup:
    words = GROUP_WORDS[group]
    if standing is None:
        may = role is not None and may_open(role, group) and not is_void
        return SealedGroup(words, seal_url=urls.seal(group) if may else "")
    if standing.is_forgotten:
        return SealedGroup(words, is_there=True, is_forgotten=True)
    if standing.is_openable:
        return SealedGroup(words, url=urls.box(standing.box.id), is_there=True)
    if standing.is_asked:
        return SealedGroup(words, is_there=True, is_asked=True, refused=_("A second person has been asked."))
    return SealedGroup(
        words,
        refused=closed_words(actor, role),
        is_there=True,
        glass=Action(
            _("Use emergency access"),
            url=urls.glass_break(standing.box.id),
            kind="danger",
            refused=why_not_break(actor, standing.box.readers),
        ),
    )


def case_box_urls(case_id: UUID, person_id: UUID) -> BoxUrls:
    """Return where the boxes of a person of a case are opened."""
    return BoxUrls(
        seal=lambda group: reverse("box_seal", args=[case_id, person_id, group.value]),
        box=lambda box_id: reverse("box", args=[case_id, box_id]),
        glass_break=lambda box_id: reverse("glass_break", args=[case_id, box_id]),
    )


def team_rows(
    actor: Actor, members: Iterable[TeamMember], remove: Callable[[UUID], str], denial: str, lead: Any = None
) -> list[dict[str, Any]]:
    """Return a team with the button that ends a membership, greyed by ``denial``; ``lead`` words the part of a lead."""
    words = {**TEAM_ROLE_WORDS, **({TeamRole.LEAD: lead} if lead else {})}
    return [
        {
            "name": Bilingual(member.user.name, member.user.name_hi),
            "part": words[TeamRole(member.role)],
            "remove": Action(
                _("Leave the team") if member.user_id == actor.id else _("Remove from the team"),
                url=remove(member.id),
                post=True,
                refused="" if member.user_id == actor.id else denial,
            ),
        }
        for member in members
    ]


def glass_rows(glasses: Iterable[GlassBreak], label: Callable[[UUID], str]) -> list[dict[str, Any]]:
    """Return broken glass and requests, the latest first; ``label`` is how the record calls a person."""
    rows = list(glasses)
    names = names_of(each.by for each in rows)
    return [
        {
            "glass": each,
            "person": label(each.subject_id),
            "group": GROUP_WORDS[Group(each.box.group)],
            "by": names.get(each.by, ""),
        }
        for each in rows
    ]
