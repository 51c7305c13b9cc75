"""After a reset: the duty of an officer above to say whether it is truly them, and who hears when it is said."""

from datetime import timedelta

from samanvay.access.actions.resetting import SIGN_IN_CODE_LASTS
from samanvay.access.confirming import awaiting, confirmers, superiors
from samanvay.access.models import Grant, User
from samanvay.audit.models import Event
from samanvay.audit.operations import continuing
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM

from .actions import Step, do_duty, notify, open_duty
from .kinds import register_kind
from .models import Duty

CONFIRM_SIGN_IN = register_kind(
    "access:confirm_sign_in",
    "Confirm an officer whose sign-in is new or was reset",
    "नए या रीसेट साइन इन वाले अधिकारी की पुष्टि करना",
    closes_itself=True,
    link_words=Bilingual("To the confirmation", "पुष्टि करें"),
    rule=Bilingual("After a reset a superior confirms the officer", "रीसेट के बाद वरिष्ठ अधिकारी पुष्टि करते हैं"),
)
TITLE = Bilingual(
    "An officer's sign-in is new or was reset: confirm that it is truly them",
    "एक अधिकारी का साइन इन नया है या रीसेट हुआ: पुष्टि करें कि वे वही हैं",
)
OPENED_AGAIN = Bilingual("You were confirmed: your work opens again", "आपकी पुष्टि हुई: आपका कार्य फिर खुलता है")
BY_THE_SERVER = Bilingual(
    "An officer was confirmed after a reset by the server's command, not by a superior",
    "रीसेट के बाद एक अधिकारी की पुष्टि वरिष्ठ ने नहीं, सर्वर के आदेश से हुई",
)
STEP = timedelta(hours=24)
MOST_STEPS = 3


def ask_superior(event: Event) -> None:
    """Open the duty to confirm the event's officer, once for a time of waiting; its owner is the nearest who may.

    Where all above are kept out for now, the nearest of them: their time comes when the window is over.
    """
    user = User.objects.get(pk=event.subject_id)
    first = awaiting(user).first()
    line = directory.line_of(user)
    people = (confirmers(user, line) or superiors(user, line)) if first is not None else []
    if first is None or not people:
        return
    seats = list(dict.fromkeys((grant.role, grant.audience) for grant in people))
    (role, audience), *others = seats
    with continuing(event.op):
        open_duty(
            by=SYSTEM,
            kind=CONFIRM_SIGN_IN,
            subject=("user", user.id),
            title=TITLE,
            owner_role=role,
            owner_audience=audience,
            due_at=clock.now() + SIGN_IN_CODE_LASTS,
            readers=[],
            home_state=people[0].home_state,
            link=f"/account/confirm/{user.id}/",
            escalate=[Step(STEP * number, *seat) for number, seat in enumerate(others[:MOST_STEPS], start=1)],
            key=f"confirm:{first.id}",
        )


def note_confirmation(event: Event) -> None:
    """Close the duty of a confirmation, tell the officer, and of one by the server those who watch."""
    user = User.objects.get(pk=event.subject_id)
    day = clock.today()
    grant = Grant.objects.filter(user=user).in_force(day).order_by("since", "id").first()
    with continuing(event.op):
        about = Duty.objects.waiting().filter(
            kind=CONFIRM_SIGN_IN.code, subject_kind="user", subject_id=str(user.id), opened_at__lte=event.at
        )
        for duty in about:
            do_duty(by=SYSTEM, duty=duty)
        if grant is None:
            return
        told = [([user], OPENED_AGAIN, "/account/sessions/")]
        if event.detail["way"] == "server":
            watching = Grant.objects.filter(role="data_protection_officer", home_state=grant.home_state).in_force(day)
            watchers = User.objects.filter(pk__in=watching.values("user"), is_active=True).exclude(pk=user.pk)
            told.append((list(watchers), BY_THE_SERVER, "/audit/"))
        for people, words, link in told:
            notify(
                people=people,
                words=words,
                link=link,
                key=f"confirmed:{event.seq}",
                audience=grant.audience,
                home_state=grant.home_state,
            )
