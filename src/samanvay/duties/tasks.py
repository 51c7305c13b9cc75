"""Whom duties tell when something happens elsewhere."""

from collections.abc import Callable, Mapping

from samanvay.access import events as access
from samanvay.access.boxes import events as boxes
from samanvay.access.models import Device, DeviceCode, Grant, User
from samanvay.audit.models import Event
from samanvay.audit.operations import continuing
from samanvay.audit.vocabulary import EventKind
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual

from .actions import notify, superiors_of

GLASS_WORDS: Mapping[str, Bilingual] = {
    boxes.GLASS_BROKEN.code: Bilingual(
        "Sealed data was opened by breaking the glass", "सीलबंद डेटा आपात स्थिति में खोला गया"
    ),
    boxes.GLASS_ASKED.code: Bilingual(
        "Breaking the glass on a child's record waits for a second person",
        "बच्चे के सीलबंद अभिलेख को खोलने हेतु दूसरे अधिकारी की सहमति अपेक्षित",
    ),
    boxes.GLASS_REFUSED.code: Bilingual("Breaking the glass was refused", "आपात उद्घाटन अस्वीकृत हुआ"),
}


def tell_of_glass(event: Event) -> None:
    """Tell the case's owner, the supervisor and the data protection officer, each once, without a name."""
    detail = event.detail
    day = clock.today()
    officers = Grant.objects.filter(role="data_protection_officer", home_state=detail["home_state"]).in_force(day)
    people = {user.pk: user for user in superiors_of(int(detail["by_unit"]))}
    people |= {user.pk: user for user in User.objects.filter(pk__in=officers.values("user"), is_active=True)}
    people |= {user.pk: user for user in User.objects.filter(pk=detail["owner"], is_active=True)}
    with continuing(event.op):
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
        "A code was given to register a phone in your name. If you did not ask for it, tell your superior at once",
        "आपके नाम से फोन पंजीकृत करने के लिए कोड दिया गया। यदि आपने नहीं माँगा, तो अपने वरिष्ठ अधिकारी को तुरंत बताएँ",
    ),
    access.DEVICE_REGISTERED.code: Bilingual(
        "A phone was registered in your name. If it is not yours, take it back at once",
        "आपके नाम से एक फोन पंजीकृत हुआ। यदि वह आपका नहीं है, तो उसका पंजीकरण तुरंत रद्द करें",
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
    with continuing(event.op):
        notify(
            people=[user],
            words=PHONE_WORDS[event.kind],
            link="/account/sessions/",
            key=f"phone:{event.seq}",
            audience=audience,
            home_state=directory.unit_of(audience).home_state,
        )


SUBSCRIBES: Mapping[EventKind, Callable[[Event], None]] = {
    boxes.GLASS_ASKED: tell_of_glass,
    boxes.GLASS_BROKEN: tell_of_glass,
    boxes.GLASS_REFUSED: tell_of_glass,
    access.DEVICE_CODE_GIVEN: tell_of_phone,
    access.DEVICE_REGISTERED: tell_of_phone,
}
