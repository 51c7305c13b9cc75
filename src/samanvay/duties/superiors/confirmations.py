"""After a reset: the duty of an officer above to say whether it is truly them, and who hears when it is said."""

from datetime import timedelta

from samanvay.access.models import Grant, User
from samanvay.access.signin.actions.resetting import SIGN_IN_CODE_LASTS
from samanvay.access.signin.confirmers import awaiting, confirmers, superiors
from samanvay.audit.models import Event
from samanvay.audit.operations import within_operation
from samanvay.directory import queries as directory
from samanvay.directory.models import Officer
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM

from ..actions.duties import Step, do_duty, notify, open_duty
from ..kinds import register_kind
from ..models import Duty

CONFIRM_SIGN_IN = register_kind(
    "access:confirm_sign_in",
    "Confirm an officer whose sign-in is new or was reset",
    "नए या रीसेट साइन इन वाले अधिकारी की पुष्टि करना",
    closes_itself=True,
    link_words=Bilingual("Confirm", "पुष्टि करें"),
    rule=Bilingual(
        "After a reset a senior officer must confirm the officer", "रीसेट के बाद वरिष्ठ अधिकारी को पुष्टि करनी है"
    ),
)
TITLE = Bilingual(
    "An officer's sign-in is new or was reset: confirm that it is the right person",
    "एक अधिकारी का साइन इन नया है या रीसेट हुआ: पुष्टि करें कि व्यक्ति वही हैं",
)
OPENED_AGAIN = Bilingual("You were confirmed: you can work again", "आपकी पुष्टि हुई: आप फिर काम कर सकते हैं")
BY_THE_SERVER = Bilingual(
    "An officer was confirmed after a reset by a server command, not by a senior officer",
    "रीसेट के बाद एक अधिकारी की पुष्टि वरिष्ठ ने नहीं, सर्वर के आदेश से हुई",
)
DENIED = Bilingual(
    "A senior officer reports that a new or reset sign-in is not the officer's. It stays locked until an "
    "administrator resets it",
    "वरिष्ठ अधिकारी के अनुसार एक नया या रीसेट साइन इन उस अधिकारी का नहीं है। प्रशासक के रीसेट करने तक वह बंद है",
)
DENIED_YOU = Bilingual(
    "Your senior officer reports that you did not sign in yourself: ask your administrator for a new code",
    "आपके वरिष्ठ के अनुसार साइन इन आपने नहीं किया: प्रशासक से नया कोड माँगें",
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
    answered = Duty.objects.filter(
        kind=CONFIRM_SIGN_IN.code, subject_id=str(user.id), done_at__gte=first.made_at
    ).count()  # a superior said that it was somebody else
    with within_operation(event.op):
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
            key=f"confirm:{first.id}:{answered}" if answered else f"confirm:{first.id}",
        )


def note_confirmation(event: Event) -> None:
    """Close the duty of a confirmation, tell the officer, and of one by the server those who watch."""
    told = [([User.objects.get(pk=event.subject_id)], OPENED_AGAIN, "/account/sessions/")]
    if event.detail["way"] == "server":
        told.append((_holders("data_protection_officer", event), BY_THE_SERVER, "/audit/"))
    _answered(event, told)


def note_denial(event: Event) -> None:
    """Close the duty of a confirmation; tell the officer, the administrators of the state and those who watch."""
    people = [*_holders("administrator", event), *_holders("data_protection_officer", event)]
    officer = Officer.objects.filter(user_id=event.subject_id).first()
    told = [
        ([User.objects.get(pk=event.subject_id)], DENIED_YOU, "/account/sessions/"),
        (list(dict.fromkeys(people)), DENIED, f"/directory/officers/{officer.id}/" if officer else "/audit/"),
    ]
    _answered(event, told)


def _home(event: Event) -> Grant | None:
    found = Grant.objects.filter(user_id=event.subject_id).in_force(clock.today())
    return found.order_by("since", "id").first()


def _holders(role: str, event: Event) -> list[User]:
    """Return who holds a role in the state of the event's officer, without the officer."""
    home = _home(event)
    held = Grant.objects.filter(role=role, home_state=home.home_state if home else "").in_force(clock.today())
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).exclude(pk=event.subject_id))


def _answered(event: Event, told: list[tuple[list[User], Bilingual, str]]) -> None:
    """Close the duty that a superior's word answers, and tell of it where the officer serves anywhere."""
    home = _home(event)
    with within_operation(event.op):
        about = Duty.objects.waiting().filter(
            kind=CONFIRM_SIGN_IN.code, subject_kind="user", subject_id=event.subject_id, opened_at__lte=event.at
        )
        for duty in about:
            do_duty(by=SYSTEM, duty=duty)
        if home is None:
            return
        for people, words, link in told:
            notify(
                people=people,
                words=words,
                link=link,
                key=f"confirmed:{event.seq}",
                audience=home.audience,
                home_state=home.home_state,
            )
