"""The latest head by mail, once a day, to the addresses of ``SAMANVAY_HEADS_COPY``: kept mails are a copy."""

import logging
import smtplib

from django.core.mail import send_mail

from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading

from .. import heads
from ..events import HEAD_MAILED
from ..models import Event, Seal
from ..operations import operation

log = logging.getLogger("samanvay.heads")

SUBJECT = "Samanvay: head of the log, seal {number} / लॉग का शीर्ष, सील {number}"
BODY = """{day}: seal {number} of the log has the head

    {head}

Keep this mail. To compare the log with it: samanvay verify-audit --head {head}

{day}: लॉग की सील {number} का शीर्ष ऊपर है। यह ई-मेल सुरक्षित रखें। लॉग को इससे मिलाने का आदेश ऊपर लिखा है।
"""


def mail_head() -> int:
    """Mail the latest head where today's was not sent yet; return to how many. A server that refuses is asked again."""
    to = [place.removeprefix("mailto:") for place in heads.places() if place.startswith("mailto:")]
    if not to:
        return 0
    with reading(SYSTEM):
        seal = Seal.objects.order_by("-number").only("number", "head").first()
        mailed = Event.objects.filter(subject_kind="log", subject_id="heads", kind=HEAD_MAILED.code)
        latest = mailed.order_by("-seq").values_list("at", flat=True).first()
    today = clock.today()
    if seal is None or (latest is not None and latest.astimezone(clock.INDIA).date() >= today):
        return 0
    words = {"number": seal.number, "head": bytes(seal.head).hex(), "day": today.isoformat()}
    try:
        with operation(HEAD_MAILED, by=SYSTEM, target=("log", "heads"), seal=seal.number, to=len(to)):
            send_mail(SUBJECT.format(**words), BODY.format(**words), None, to)
    except (OSError, smtplib.SMTPException) as error:
        log.warning("the head of the log could not be mailed: %s", type(error).__name__)
        return 0
    return len(to)
