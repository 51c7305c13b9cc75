"""May a notice be asked for, approved, printed or withdrawn, by whom, and if not, why not.

A notice tells the street who is sought, and traffickers that the police look for them. Whatever speaks for trafficking
therefore stops it, and no role overrides that: what was recorded has to be corrected first (decision 26).
"""

from datetime import timedelta

from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.team import holds_among, may_open, role_in_team
from samanvay.access.boxes.groups import Group
from samanvay.access.limits import require_sealed_door
from samanvay.access.permissions import Permission
from samanvay.access.policies import holders, require
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Refused

from ..entries.policies import may_amend_entry, may_read_entry
from ..kinds import ASKS_QUESTIONS, EntryKind
from ..models import Candidate, Entry, Notice, QuestionSheet
from ..states import CandidateState, EntryState
from .kinds import NAMELESS_CATEGORIES, NoticeState, Why

SHOWN_AFTER = timedelta(days=90)
MAY_BE_FOUND = (CandidateState.SAME, CandidateState.ACCEPTED, CandidateState.VERIFIED)


def is_ever_noticed(entry: Entry) -> bool:
    """Tell whether an entry is of a kind that is put on notices at all."""
    return entry.is_missing or (entry.kind == EntryKind.FOUND and entry.category in NAMELESS_CATEGORIES)


def obstacle(entry: Entry, *, is_erased: bool = False) -> tuple[Why, str] | None:
    """Return what stands against a notice of this person, whoever asks, with its words; None where nothing does.

    Read by who sees the entry: a candidate and a question sheet have its readers at least.
    """
    if is_erased:
        return Why.ERASED, _("This record was erased.")
    if entry.is_void:
        return Why.VOID, _("This entry is cancelled.")
    if entry.state == EntryState.CLOSED:
        return Why.CLOSED, _("This search is closed.")
    if entry.state != EntryState.OPEN:
        return Why.TRACED, _("This person was traced; the search is over.")
    if entry.case_id is not None or entry.case_person is not None:
        return Why.TRAFFICKING, _(
            "This person is part of a trafficking case: a notice would identify a victim and warn traffickers."
        )
    if not is_ever_noticed(entry):
        return Why.TRACED, _("A person who was found or seen cannot have a notice.")
    if QuestionSheet.objects.filter(entry=entry, speaks_for=True).exists():
        return Why.TRAFFICKING, _(
            "The answers point to trafficking: a notice would warn traffickers. The AHTU searches without a notice."
        )
    candidates = Candidate.objects.filter(left=entry) | Candidate.objects.filter(right=entry)
    if entry.is_missing and candidates.filter(state__in=MAY_BE_FOUND).exists():
        return Why.MATCH, _("A found person was judged to be this person. Wait until both districts have answered.")
    return None


def questions_missing(entry: Entry) -> str:
    """Return what to ask first, empty where nothing: whoever left for a job or marriage may have been trafficked."""
    if entry.gone_for in ASKS_QUESTIONS and not QuestionSheet.objects.filter(entry=entry).exists():
        return _("Ask the questions about trafficking first: a notice can warn traffickers.")
    return ""


def cautions(entry: Entry) -> list[str]:
    """Return what whoever approves has to weigh and to answer in words."""
    found = []
    if entry.gone_for == "left_home" and not entry.may_be_child:
        found.append(
            _(
                "An adult who left home may be fleeing violence. A notice can help others to find them against "
                "their will."
            )
        )
    if entry.gone_for in ASKS_QUESTIONS:
        found.append(
            _("The person left for a job, a marriage or with somebody. So far the answers do not point to trafficking.")
        )
    if entry.may_be_child:
        found.append(_("A child's name and picture remain in public and on the internet. Show only what is needed."))
    return found


def _free(entry: Entry) -> None:
    stops = obstacle(entry)
    if stops is not None:
        raise Refused(stops[1], code="notice")


def may_ask_notice(actor: Actor, entry: Entry) -> None:
    """Refuse all but the officer who owns the search, where nothing stands against a notice and none is open."""
    may_amend_entry(actor, entry)
    if entry.owner_id != actor.id:
        raise Refused(_("You do not have permission. Only the officer who leads this search can ask for a notice."))
    _free(entry)
    if words := questions_missing(entry):
        raise Refused(words)
    if Notice.objects.open().filter(entry=entry).exists():
        raise Refused(
            _("This person already has a notice, waiting or displayed. Withdraw it before you ask for another.")
        )


def may_decide_notice(actor: Actor, notice: Notice) -> None:
    """Refuse all but a second person who approves notices at a unit that sees the entry, while it waits."""
    may_read_entry(actor, notice.entry)
    if notice.state is not NoticeState.ASKED:
        raise AlreadyDone(_("This notice was already decided."))
    if not holds_among(actor, Permission.TRACING_NOTICE, notice.readers):
        raise Refused(
            _("You do not have permission. A notice can be approved by: %(roles)s.")
            % {"roles": ", ".join(holders(Permission.TRACING_NOTICE))},
            code=str(Permission.TRACING_NOTICE),
            units=notice.readers,
        )
    if actor.id == notice.asked_by or actor.id == notice.entry.owner_id:
        raise Refused(_("You asked for this notice. A second person must approve it."))


def may_approve_notice(actor: Actor, notice: Notice) -> None:
    """Refuse those who may not decide, and everybody where something stands against it meanwhile."""
    may_decide_notice(actor, notice)
    _free(notice.entry)


def may_print_notice(actor: Actor, notice: Notice) -> None:
    """Refuse but between approval and withdrawal, and all but the team that opens names, at their own desk."""
    may_read_entry(actor, notice.entry)
    if notice.state is not NoticeState.HANGS:
        raise Refused(_("Only an approved notice that was not withdrawn can be printed."))
    _free(notice.entry)
    require_sealed_door(actor)
    role = role_in_team(actor, notice.entry.box_record)
    if not (may_open(role, Group.IDENTITY) and may_open(role, Group.TRACING)):
        raise Refused(
            _("You do not have permission. A notice shows sealed details, so only the search team can print it."),
            code="team",
        )


def may_withdraw_notice(actor: Actor, notice: Notice) -> None:
    """Refuse once it is over, and those who neither asked nor search nor approve notices there."""
    if notice.state not in (NoticeState.ASKED, NoticeState.HANGS):
        raise AlreadyDone(_("This notice has already ended."))
    if actor.is_system:
        return
    may_read_entry(actor, notice.entry)
    if actor.id in (notice.asked_by, notice.entry.owner_id) or role_in_team(actor, notice.entry.box_record) is not None:
        return
    if not holds_among(actor, Permission.TRACING_NOTICE, notice.readers):
        raise Refused(
            _("You do not have permission. The search team and those who approve notices can withdraw a notice.")
        )


def may_exchange(actor: Actor) -> None:
    """Refuse those who write no register; which records leave, the approval and the team decide."""
    require(actor, Permission.TRACING_WRITE)
    require_sealed_door(actor)
