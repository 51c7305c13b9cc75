"""What the demonstration's officers asked on the law: one is part of its entry, one is answered, one waits."""

from dataclasses import dataclass
from datetime import timedelta

from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, reading
from samanvay.law.models import LawEntry
from samanvay.law.questions.actions import accept_answer, answer_on_entry, ask_on_entry
from samanvay.law.questions.queries import answer_or_unseen, question_or_unseen

from .told import told_as


@dataclass(frozen=True, slots=True)
class Talked:
    """A question on an entry, days ago; its answer a day later, and whether the asker accepted it."""

    by: str
    days_ago: int
    code: str
    words: str
    answered_by: str = ""
    answer: str = ""
    is_accepted: bool = False


TALK = (
    Talked(
        "sho", 6, "bns_143", "क्या यह धारा नेपाल के वयस्क व्यक्ति पर भी लागू है?",
        "legal",
        "हाँ। धारा किसी भी व्यक्ति की बात करती है: न राष्ट्रीयता अपराध का तत्व है, न आयु। "
        "आयु से केवल दंड की उपधारा बदलती है। सहमति बचाव नहीं है।",
        is_accepted=True,
    ),
    Talked(
        "helpdesk", 3, "pocso_19", "क्या निजी अस्पताल के चिकित्सक को भी सूचना देनी होती है?",
        "trainer",
        "Yes. The section speaks of any person who apprehends or knows of the offence; it makes no exception for a "
        "doctor or a private hospital. Not telling is punished by section 21.",
    ),
    Talked(
        "ssb", 1, "bns_143",
        "We stop them at the crossing, before anything has happened to them. Is the offence complete then?",
    ),
)  # fmt: skip


def tell_talk(actors: dict[str, Actor]) -> None:
    """Let officers ask on the law and answer; what was told already stands."""
    now = clock.now()
    for said in TALK:
        asker = actors[said.by]
        with clock.frozen(now - timedelta(days=said.days_ago)), reading(asker):
            entry = LawEntry.objects.get(code=said.code)
            sent = told_as("law question", said.by, said.words)
            key = ask_on_entry(by=asker, entry=entry, text=said.words, submission_id=sent).pk
        if not said.answered_by:
            continue
        expert = actors[said.answered_by]
        with clock.frozen(now - timedelta(days=said.days_ago - 1)):
            with reading(expert):
                answer = answer_on_entry(
                    by=expert,
                    question=question_or_unseen(expert, key),
                    text=said.answer,
                    submission_id=told_as("law answer", said.by, said.words),
                )
            with reading(asker):
                fresh = answer_or_unseen(asker, answer.pk)
                if said.is_accepted and not fresh.is_accepted:
                    accept_answer(by=asker, answer=fresh)
