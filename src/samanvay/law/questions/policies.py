"""May this person ask on the law, answer, accept, confirm, find wrong, strike out; and if not, why not.

A resource person is a role of knowledge: whoever holds ``law:answer``. Counsel is whoever holds ``law:verify``.
"""

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Refused

from ..models import LawAnswer, LawEntry, LawQuestion
from ..policies import may_read_law


def is_resource_person(actor: Actor) -> bool:
    """Tell whether somebody answers on the law by their work."""
    return holds(actor, Permission.LAW_ANSWER)


def may_ask_on_entry(actor: Actor, entry: LawEntry) -> None:
    """Refuse unless the person reads the law and the entry is in the library."""
    may_read_law(actor)
    if entry.left_at is not None:
        raise Refused(_("This entry was removed from the library. Ask about the entry that is in force now."))


def may_answer(actor: Actor, question: LawQuestion) -> None:
    """Refuse unless the person reads the law and the question stands."""
    may_read_law(actor)
    if question.is_void:
        raise Refused(_("This question was deleted."))


def may_accept_answer(actor: Actor, answer: LawAnswer) -> None:
    """Refuse unless the answer stands and the person asked, or knows: nobody's own answer, no layman's by the asker."""
    may_read_law(actor)
    _must_stand(answer)
    if answer.is_accepted:
        raise AlreadyDone(_("This answer was already accepted."))
    if answer.answered_by == actor.id:
        raise Refused(_("You cannot accept your own answer. The person who asked, a resource person or counsel can."))
    if is_resource_person(actor) or holds(actor, Permission.LAW_VERIFY):
        return
    if answer.question.asked_by != actor.id:
        raise Refused(
            _("You do not have permission. The person who asked, a resource person or counsel can accept an answer.")
        )
    if not answer.is_of_resource_person:
        raise Refused(_("The writer is not a resource person. A resource person or counsel must accept it."))


def may_confirm_answer(actor: Actor, answer: LawAnswer) -> None:
    """Refuse unless somebody else who knows says that an accepted answer holds for the newer text."""
    may_read_law(actor)
    _must_stand(answer)
    if not answer.is_accepted or not answer.is_of_earlier_text():
        raise Refused(_("The text has not changed; this answer does not need to be confirmed."))
    if not is_resource_person(actor) and not holds(actor, Permission.LAW_VERIFY):
        raise Refused(
            _(
                "You do not have permission. A resource person or counsel can confirm that the answer is right for "
                "the new text."
            )
        )
    if answer.answered_by == actor.id:
        raise Refused(_("You cannot confirm your own answer. Another resource person or counsel can."))


def may_find_wrong(actor: Actor, answer: LawAnswer) -> None:
    """Refuse unless the person is counsel and the answer stands."""
    require(actor, Permission.LAW_VERIFY)
    _must_stand(answer)


def may_void_answer(actor: Actor, answer: LawAnswer) -> None:
    """Refuse unless the person wrote the answer, is counsel or keeps the discussion."""
    may_read_law(actor)
    _must_stand(answer)
    if answer.answered_by != actor.id and not _keeps(actor):
        raise Refused(_("You do not have permission. The writer, counsel or the state desk can delete an answer."))


def may_void_question(actor: Actor, question: LawQuestion) -> None:
    """Refuse unless the person asked and nothing of it is part of the entry, is counsel or keeps the discussion."""
    may_answer(actor, question)
    if _keeps(actor):
        return
    if question.asked_by != actor.id:
        raise Refused(
            _("You do not have permission. The person who asked, counsel or the state desk can delete a question.")
        )
    if LawAnswer.objects.part_of_entries().filter(question=question).exists():
        raise Refused(_("One of its answers is part of the law entry. Only counsel or the state desk can delete it."))


def _keeps(actor: Actor) -> bool:
    return holds(actor, Permission.LAW_VERIFY) or holds(actor, Permission.POST_VOID)


def _must_stand(answer: LawAnswer) -> None:
    if answer.question.is_void:
        raise Refused(_("This question was deleted."))
    if answer.is_void:
        raise Refused(_("This answer was deleted."))
    if answer.is_wrong:
        raise Refused(_("Counsel found this answer wrong."))
