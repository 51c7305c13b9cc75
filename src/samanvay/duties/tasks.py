"""Whom duties tell when something happens elsewhere, and what the worker does for them: sending text messages."""

from collections.abc import Callable, Mapping

from django_tasks import task

from samanvay.access import events as access
from samanvay.access.actors import actor_for
from samanvay.access.boxes import events as boxes
from samanvay.access.models import Device, DeviceCode, Grant, User
from samanvay.access.signin.second_factor import needs_second_factor
from samanvay.audit.models import Event
from samanvay.audit.operations import within_operation
from samanvay.audit.vocabulary import EventKind
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual

from .actions.duties import notify, superiors_of
from .locks import alone
from .messages.actions.texting import send_texts
from .proposals import ANSWERS, ask_second_person, note_answer
from .superiors.confirmations import ask_superior, note_confirmation, note_denial


@task()
def send_due_texts() -> None:
    """Send the text messages that are due, unless another worker does it now."""
    alone("samanvay:texts", send_texts)


GLASS_WORDS: Mapping[str, Bilingual] = {
    boxes.GLASS_BROKEN.code: Bilingual(
        "Emergency access was used to open sealed data", "आपात पहुँच से सीलबंद डेटा खोला गया"
    ),
    boxes.GLASS_ASKED.code: Bilingual(
        "Emergency access to a child's record needs a second person",
        "बच्चे के अभिलेख तक आपात पहुँच के लिए दूसरे अधिकारी की सहमति चाहिए",
    ),
    boxes.GLASS_REFUSED.code: Bilingual("Emergency access was rejected", "आपात पहुँच अस्वीकृत हुई"),
}


def tell_of_glass(event: Event) -> None:
    """Tell the case's owner, the supervisor and the data protection officer, each once, without a name."""
    detail = event.detail
    day = clock.today()
    officers = Grant.objects.filter(role="data_protection_officer", home_state=detail["home_state"]).in_force(day)
    people = {user.pk: user for user in superiors_of(int(detail["by_unit"]))}
    people |= {user.pk: user for user in User.objects.filter(pk__in=officers.values("user"), is_active=True)}
    people |= {user.pk: user for user in User.objects.filter(pk=detail["owner"], is_active=True)}
    with within_operation(event.op):
        notify(
            people=people.values(),
            words=GLASS_WORDS[event.kind],
            link=f"/cases/{detail['record']}/",
            key=f"glass:{event.seq}",
            audience=int(detail["home_unit"]),
            home_state=detail["home_state"],
        )


PHONE_WORDS: Mapping[str, Bilingual] = {
    access.DEVICE_CODE_GIVEN.code: Bilingual(
        "A code was given to register a phone in your name. If you did not ask for it, tell your senior "
        "officer at once",
        "आपके नाम से फ़ोन पंजीकृत करने के लिए कोड दिया गया। यदि आपने नहीं माँगा, तो अपने वरिष्ठ अधिकारी को तुरंत बताएँ",
    ),
    access.DEVICE_REGISTERED.code: Bilingual(
        "A phone was registered in your name. If it is not yours, revoke it at once",
        "आपके नाम से एक फ़ोन पंजीकृत हुआ। यदि वह आपका नहीं है, तो उसका पंजीकरण तुरंत रद्द करें",
    ),
}


def tell_of_phone(event: Event) -> None:
    """Tell an officer of a code or a phone in their name, so that nobody comes to one behind their back."""
    if event.kind == access.DEVICE_CODE_GIVEN.code:
        code = DeviceCode.objects.select_related("user").get(pk=event.detail["code"])
        user, audience = code.user, code.audience
    else:
        device = Device.objects.select_related("user").get(pk=event.subject_id)
        user, audience = device.user, device.audience
    with within_operation(event.op):
        notify(
            people=[user],
            words=PHONE_WORDS[event.kind],
            link="/account/sessions/",
            key=f"phone:{event.seq}",
            audience=audience,
            home_state=directory.unit_of(audience).home_state,
        )


RESET_WORDS = Bilingual(
    "Your sign-in was reset and a code for a new password was given. If you did not ask for it, tell your "
    "senior officer at once",
    "आपका साइन इन रीसेट किया गया और नए पासवर्ड का कोड दिया गया। यदि आपने नहीं माँगा, तो अपने वरिष्ठ अधिकारी को तुरंत बताएँ",
)
RESET_OF_POWER_WORDS = Bilingual(
    "The sign-in of an officer with special powers was reset",
    "विशेष अधिकार रखने वाले एक अधिकारी का साइन इन रीसेट किया गया",
)


def tell_of_reset(event: Event) -> None:
    """Tell the officer of a reset and, where they hold delicate powers, the data protection officers of the state.

    Whoever is posted nowhere opens nothing and is not told.
    """
    day = clock.today()
    user = User.objects.get(pk=event.subject_id)
    grant = Grant.objects.filter(user=user).in_force(day).order_by("since", "id").first()
    if grant is None:
        return
    watching = Grant.objects.filter(role="data_protection_officer", home_state=grant.home_state).in_force(day)
    watchers = User.objects.filter(pk__in=watching.values("user"), is_active=True).exclude(pk=user.pk)
    told = [([user], RESET_WORDS, "/account/sessions/")]
    if needs_second_factor(actor_for(user)):
        told.append((list(watchers), RESET_OF_POWER_WORDS, "/audit/"))
    with within_operation(event.op):
        for people, words, link in told:
            notify(
                people=people,
                words=words,
                link=link,
                key=f"reset:{event.seq}",
                audience=grant.audience,
                home_state=grant.home_state,
            )


def reset_happened(event: Event) -> None:
    """Tell of a reset and ask a superior to confirm the officer."""
    tell_of_reset(event)
    ask_superior(event)


SUBSCRIBES: Mapping[EventKind, Callable[[Event], None]] = {
    boxes.GLASS_ASKED: tell_of_glass,
    boxes.GLASS_BROKEN: tell_of_glass,
    boxes.GLASS_REFUSED: tell_of_glass,
    access.DEVICE_CODE_GIVEN: tell_of_phone,
    access.DEVICE_REGISTERED: tell_of_phone,
    access.GRANT_GIVEN: ask_superior,
    access.PROPOSED: ask_second_person,
    **dict.fromkeys(ANSWERS, note_answer),
    access.SIGN_IN_CONFIRMED: note_confirmation,
    access.SIGN_IN_DENIED: note_denial,
    access.SIGN_IN_RESET: reset_happened,
}
