"""What a proposal means, in words that whoever agrees to it answers for."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samanvay.access.models import Grant, Proposal, User
from samanvay.access.proposals.second_persons import is_by_server
from samanvay.access.queries import grant_of_token, grants_standing, user_by_id
from samanvay.access.roles import BY_CODE
from samanvay.access.signin.actions.resetting import RESET_REASONS
from samanvay.access.signin.confirmers import awaiting
from samanvay.access.signin.second_factor import POWERS
from samanvay.directory.queries import name_of_unit, units_of
from samanvay.kernel.bilingual import Bilingual
from samanvay.web.components import pieces
from samanvay.web.kit import offers
from samanvay.web.kit.clocks import moment_words

from . import presenters

Kind, Outcome = Proposal.Kind, Proposal.Outcome


def _name(user: User) -> str:
    return str(Bilingual(user.name, user.name_hi))


def title(proposal: Proposal) -> str:
    """Return what is proposed, as a heading."""
    name = {"name": _name(proposal.user)}
    titles = {
        Kind.POSTING: _("A state-level role for %(name)s"),
        Kind.ENDING: _("End a state-level role of %(name)s"),
        Kind.RESET: _("Reset the sign-in of %(name)s"),
        Kind.TOKEN: _("A token for the machine %(name)s"),
    }
    return titles[Kind(proposal.kind)] % name


@offers.proposal_sentence.given
def sentence(proposal: Proposal) -> str:
    """Return in one sentence who proposes which role for whom in which unit, its end, a reset or a token."""
    who = {"by": _by(proposal), "name": _name(proposal.user)}
    held = proposal.grant
    if proposal.kind == Kind.RESET:
        words = _("%(by)s proposes to reset the sign-in of %(name)s (%(posts)s).")
        return words % {**who, "posts": _posts(proposal.user)}
    if proposal.token is not None:
        held = grant_of_token(proposal.token)
        words = _("%(by)s proposes a token for the machine %(name)s, with the role %(role)s at %(unit)s.")
    elif proposal.kind == Kind.ENDING:
        words = _("%(by)s proposes to end the role %(role)s of %(name)s at %(unit)s after %(day)s.")
    else:
        words = _("%(by)s proposes %(name)s for the role %(role)s at %(unit)s from %(day)s.")
    day = proposal.until if proposal.kind == Kind.ENDING else held.since if held else None
    unit = name_of_unit(held.audience) if held else ""
    return words % {
        **who,
        "role": BY_CODE[held.role].name if held else "–",
        "unit": unit or "–",
        "day": presenters.day(day) or "–",
    }


def means(proposal: Proposal) -> list[str]:
    """Return what holds once everybody has agreed, one sentence each."""
    role = proposal.grant.role if proposal.grant else ""
    powers = [str(why) for permission, why in POWERS.items() if role and permission in BY_CODE[role].permissions]
    if proposal.kind == Kind.POSTING:
        said = [
            _("When you agree, the person who signs in with this login holds this role."),
            str(BY_CODE[role].description),
        ]
        if powers:
            said.append(_("This role %(powers)s.") % {"powers": ", ".join(powers)})
        said.append(_("Ask for the posting order, and speak with the officer or their office, not with the proposer."))
        return said
    if proposal.kind == Kind.ENDING:
        return [
            _("When you agree, the officer loses this role after the last day. Nobody takes their place."),
            _("Ask the officer or their office whether they know about it."),
        ]
    if proposal.kind == Kind.RESET:
        return [
            _("When you agree, the officer's password, second factors, phones and sessions end."),
            _(
                "The proposer has a code. With it, a new password can be chosen within a day. Anybody who has "
                "the code can sign in."
            ),
            _("Call the officer on a telephone number that you already had, and ask whether they requested it."),
        ]
    return [
        _("A machine can then act for this unit, without a person, until the last day."),
        _("Both must agree: a second person of another unit, and the head of the unit for which it acts."),
        _("Ask which system it is, who runs it and who will keep the token."),
    ]


def facts(proposal: Proposal) -> list[tuple[str, Any]]:
    """Return what whoever agrees must know: who, what, where, until when, who proposes it."""
    told: list[tuple[str, Any]] = []
    if proposal.token is None:
        officer = getattr(proposal.user, "officer", None)
        told += [(_("Login"), proposal.user.username), (_("Employee number"), getattr(officer, "employee_no", None))]
    if (grant := proposal.grant) is not None:
        last = proposal.until if proposal.kind == Kind.ENDING else grant.until
        told += [
            (_("Role"), presenters.role_words(grant.role)),
            (_("Unit"), name_of_unit(grant.audience) or "–"),
            (pgettext("time", "From"), presenters.day(grant.since)),
            (_("Last day"), presenters.day(last) or "–"),
        ]
    if (token := proposal.token) is not None:
        held = grant_of_token(token)
        told += [
            (_("Role"), presenters.role_words(held.role) if held else "–"),
            (_("Unit"), name_of_unit(token.audience) or "–"),
            (_("Rights"), ", ".join(token.permissions)),
            (_("Last day"), date_format(localtime(token.expires_at), "DATE_FORMAT")),
        ]
    if proposal.kind == Kind.RESET:
        told += [(_("Reason"), RESET_REASONS[proposal.reason]), (_("Posted as"), _posts(proposal.user))]
    if proposal.kind in (Kind.POSTING, Kind.RESET):
        doubt = awaiting(proposal.user).exists()
        words = _("new or reset, not yet confirmed by a senior officer") if doubt else _("in use, confirmed")
        told.append((_("Sign-in"), pieces.Pill(words, "warn" if doubt else "ok")))
    told.append((_("Proposed by"), _by(proposal)))
    told.append((_("Proposed on"), moment_words(proposal.proposed_at)))
    return told


def _posts(user: User) -> str:
    held = grants_standing(user)
    return "; ".join(f"{BY_CODE[each.role].name}, {name_of_unit(each.audience) or '–'}" for each in held) or "–"


def _by(proposal: Proposal) -> str:
    who = user_by_id(proposal.proposed_by)
    units = "; ".join(str(unit.names) for unit in units_of(proposal.units).values())
    return f"{_name(who) if who else '–'}, {units or '–'}"


def people(grants: Iterable[Grant]) -> list[str]:
    """Return who may answer, with role, each once."""
    return list(dict.fromkeys(f"{_name(each.user)} ({BY_CODE[each.role].name})" for each in grants))


def state(proposal: Proposal) -> list[tuple[str, Any]]:
    """Return how far a proposal has come: who agreed, accepted or closed it, or until when it waits."""
    told: list[tuple[str, Any]] = []
    steps = (
        (_("Second person agreed"), proposal.agreed_by, proposal.agreed_at),
        (_("Accepted for the unit"), proposal.accepted_by, proposal.accepted_at),
    )
    for words, by, at in steps:
        if at is not None:
            told.append((words, _("%(when)s, by %(who)s") % {"when": moment_words(at), "who": _who(by)}))
    told.append((_("Status"), pill(proposal)))
    if not proposal.outcome:
        told.append((_("Expires on"), moment_words(proposal.lapses_at)))
    elif proposal.outcome != Outcome.DONE:
        told.append((_("Closed by"), _who(proposal.closed_by)))
    if proposal.close_reason:
        told.append((_("Reason"), proposal.close_reason))
    return told


def _who(key: Any) -> str:
    if is_by_server(key):
        return _("the server's command")
    user = user_by_id(key)
    return _name(user) if user else "–"


def pill(proposal: Proposal) -> pieces.Pill:
    """Return where a proposal stands, in a word or two."""
    if not proposal.outcome:
        if proposal.token_id is not None and proposal.agreed_at is not None:
            return pieces.Pill(_("waiting for the head of the unit"), "warn")
        return pieces.Pill(_("waiting for a second person"), "warn")
    words = {
        Outcome.DONE: _("in force"),
        Outcome.REFUSED: _("rejected"),
        Outcome.WITHDRAWN: _("withdrawn"),
        Outcome.LAPSED: _("expired"),
    }
    return pieces.Pill(words[Outcome(proposal.outcome)], "ok" if proposal.outcome == Outcome.DONE else "calm")


def line(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as a line of the list."""
    return {
        "title": title(proposal),
        "url": reverse("proposal", args=[proposal.id]),
        "sentence": sentence(proposal),
        "when": moment_words(proposal.proposed_at),
        "pill": pill(proposal),
    }
