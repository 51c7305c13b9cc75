"""May this person ask on the law, answer, accept, confirm, find wrong, strike out; and if not, why not.

A resource person is a role of knowledge: whoever holds ``law:answer``. Counsel is whoever holds ``law:verify``.
"""

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused

from ..models import LawAnswer, LawEntry, LawQuestion
from ..policies import may_read_law


def is_resource_person(actor: Actor) -> bool:
    """Tell whether somebody answers on the law by their work."""
    return holds(actor, Permission.LAW_ANSWER)


def may_ask_on_entry(actor: Actor, entry: LawEntry) -> None:
    """Refuse unless the person reads the law and the entry is in the library."""
    may_read_law(actor)
    if entry.left_at is not None:
        raise Refused(_("This entry was left out of the library. Ask on the one that holds now."))


def may_answer(actor: Actor, question: LawQuestion) -> None:
    """Refuse unless the person reads the law and the question stands."""
    may_read_law(actor)
    if question.is_void:
        raise Refused(_("This question was struck out."))


def may_accept_answer(actor: Actor, answer: LawAnswer) -> None:
    """Refuse unless the answer stands and the person asked, or knows: nobody's own answer, no layman's by the asker."""
    may_read_law(actor)
    _must_stand(answer)
    if answer.is_accepted:
        raise Refused(_("This answer was accepted already."))
    if answer.answered_by == actor.id:
        raise Refused(_("Nobody accepts their own answer: who asked, a resource person or counsel does."))
    if is_resource_person(actor) or holds(actor, Permission.LAW_VERIFY):
        return
    if answer.question.asked_by != actor.id:
        raise Refused(_("An answer is accepted by who asked, by a resource person or by counsel."))
    if not answer.is_of_resource_person:
        raise Refused(_("Who wrote this is no resource person: a resource person or counsel accepts it."))


def may_confirm_answer(actor: Actor, answer: LawAnswer) -> None:
    """Refuse unless somebody else who knows says that an accepted answer holds for the newer text."""
    may_read_law(actor)
    _must_stand(answer)
    if not answer.is_accepted or not answer.is_of_earlier_text():
        raise Refused(_("There is no newer text for which this answer waits to be confirmed."))
    if not is_resource_person(actor) and not holds(actor, Permission.LAW_VERIFY):
        raise Refused(_("That an answer holds for the newer text is said by a resource person or counsel."))
    if answer.answered_by == actor.id:
        raise Refused(_("Nobody confirms their own answer: another resource person or counsel does."))


def may_find_wrong(actor: Actor, answer: LawAnswer) -> None:
    """Refuse unless the person is counsel and the answer stands."""
    require(actor, Permission.LAW_VERIFY)
    _must_stand(answer)


def may_void_answer(actor: Actor, answer: LawAnswer) -> None:
    """Refuse unless the person wrote the answer, is counsel or keeps the discussion."""
    may_read_law(actor)
    _must_stand(answer)
    if answer.answered_by != actor.id and not _keeps(actor):
        raise Refused(_("An answer is struck out by its writer, by counsel or by the state's desk."))


def may_void_question(actor: Actor, question: LawQuestion) -> None:
    """Refuse unless the person asked and nothing of it is part of the entry, is counsel or keeps the discussion."""
    may_answer(actor, question)
    if _keeps(actor):
        return
    if question.asked_by != actor.id:
        raise Refused(_("A question is struck out by who asked, by counsel or by the state's desk."))
    if LawAnswer.objects.part_of_entries().filter(question=question).exists():
        raise Refused(_("An answer to it is part of the law's entry: counsel or the state's desk strikes it out."))


def _keeps(actor: Actor) -> bool:
    return holds(actor, Permission.LAW_VERIFY) or holds(actor, Permission.POST_VOID)


def _must_stand(answer: LawAnswer) -> None:
    if answer.question.is_void:
        raise Refused(_("This question was struck out."))
    if answer.is_void:
        raise Refused(_("This answer was struck out."))
    if answer.is_wrong:
        raise Refused(_("Counsel found this answer wrong."))
