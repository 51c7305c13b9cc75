"""What courses do when the law or a pattern changes: modules that rest on it are flagged; when a question is set aside:
papers are marked anew; when papers are closed: questions are calibrated; when a certificate comes or goes: the roll of
members notes it."""

from samanvay.audit.outbox import Together
from samanvay.law import events as law
from samanvay.picture import events as picture

from .courses.actions.flagging import follow_findings, follow_law
from .examining import events as examining
from .examining.actions.calibrating import calibrate_after
from .examining.actions.rulings import rescore_all
from .roll.actions.certificates import follow_certificate

# Every event about a ("law entry", id) is followed alike: what is flagged is worked out from the editions themselves.
LAW_CHANGED, PATTERN_FOUND = Together(follow_law), Together(follow_findings)
SUBSCRIBES = {
    examining.CERTIFICATE_ISSUED: follow_certificate,
    examining.CERTIFICATE_REVOKED: follow_certificate,
    examining.ITEM_RULED: rescore_all,
    examining.SITTING_CLOSED: Together(calibrate_after),
    law.LAW_LEFT: LAW_CHANGED,
    law.LAW_PUBLISHED: LAW_CHANGED,
    law.LAW_SHIPPED: LAW_CHANGED,
    picture.FINDING_OPENED: PATTERN_FOUND,
    picture.FINDING_RELEASED: PATTERN_FOUND,
}
