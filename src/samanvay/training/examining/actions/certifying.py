"""Certificates: issued, asked to be renewed at amber, revoked."""

from datetime import datetime, time

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from samanvay.access.models import Grant, User
from samanvay.audit.operations import Operation, operation
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import do_duty, notify, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading
from samanvay.kernel.pii import check_pii
from samanvay.kernel.refusals import Invalid

from ...models import Certificate, Sitting
from .. import events, policies
from ..duty_kinds import RENEW_CERTIFICATE
from ..models.certificate import AMBER_AFTER, VALID

LONGEST_REASON = 300
BATCH = 200


def issue(op: Operation, sitting: Sitting) -> Certificate | None:
    """Issue the certificate of a passed sitting, inside the operation that closes it or marks it anew; ends the duty to
    renew. None where it was sat so long ago that it would hold no more.
    """
    today = clock.today()
    assert sitting.closed_at is not None
    valid_through = sitting.closed_at.astimezone(clock.INDIA).date() + VALID
    if valid_through < today:
        return None
    certificate = Certificate.objects.create(
        learner=sitting.learner,
        course=sitting.course,
        edition=sitting.edition,
        sitting=sitting,
        issued_on=today,
        valid_through=valid_through,
        readers=sorted(directory.readers_for(sitting.home_unit)),
        home_unit=sitting.home_unit,
        home_state=sitting.home_state,
    )
    op.also(events.CERTIFICATE_ISSUED, ("certificate", certificate.pk), certificate.readers, course=sitting.course)
    earlier = Certificate.objects.of(sitting.learner).filter(course=sitting.course).exclude(pk=certificate.pk)
    keys = [_key(each) for each in earlier]
    for duty in Duty.objects.waiting().filter(key__in=keys):
        do_duty(by=SYSTEM, duty=duty, proof=f"certificate {certificate.pk}")
    return certificate


def revoke_certificate(
    *, by: Actor, certificate: Certificate, reason: str, pii_answer: str = "", expected: int | None = None
) -> Certificate:
    """Revoke a certificate with the reason, which its holder is told. Raises Refused, Invalid, Stale."""
    policies.may_revoke(by, certificate)
    reason = " ".join(reason.split())
    if not reason:
        raise Invalid("reason", _("Give the reason; the holder of the certificate reads it."))
    if len(reason) > LONGEST_REASON:
        raise Invalid("reason", _("At most %(n)d characters.") % {"n": LONGEST_REASON})
    check_pii("reason", reason, by=by, pii_answer=pii_answer)
    with operation(
        events.CERTIFICATE_REVOKED, by=by, target=("certificate", certificate.pk), readers=certificate.readers
    ) as op:
        op.add(course=certificate.course)
        changes = {"revoked_at": clock.now(), "revoked_by": by.id, "reason": reason}
        with acting_as(SYSTEM, op=op.id):
            certificate.revise(expected=expected, changes=changes)
            for duty in Duty.objects.waiting().filter(key=_key(certificate)):
                do_duty(by=SYSTEM, duty=duty, proof="revoked")
            notify(
                people=User.objects.filter(pk=certificate.learner),
                words=Bilingual(
                    "One of your certificates was revoked; the reason is shown with it.",
                    "आपका एक प्रमाणपत्र निरस्त हुआ; कारण उसके साथ लिखा है।",
                ),
                link="/training/certificates/",
                key=f"certificate-revoked:{certificate.pk}",
                audience=certificate.home_unit,
                home_state=certificate.home_state,
            )
    return certificate


def ask_refreshers(limit: int = BATCH) -> int:
    """Open the duty to renew each certificate that turned amber; returns how many were looked at.

    Called every round of the ticker: one query where there is none. Who passed again meanwhile, or serves no more, is
    asked for nothing.
    """
    today = clock.today()
    newer = Certificate.objects.filter(
        learner=OuterRef("learner"),
        course=OuterRef("course"),
        valid_through__gt=OuterRef("valid_through"),
        revoked_at=None,
    )
    with reading(SYSTEM):
        amber = list(
            Certificate.objects.filter(
                asked_at=None, revoked_at=None, valid_through__range=(today, today + (VALID - AMBER_AFTER))
            )
            .annotate(is_renewed=Exists(newer))
            .select_related("edition")
            .order_by("issued_on")[:limit]
        )
    for certificate in amber:
        with operation(events.CERTIFICATE_ASKED, by=SYSTEM, target=("certificate", certificate.pk)) as op:
            certificate.revise(expected=None, changes={"asked_at": clock.now()})
            op.add(is_asked=not certificate.is_renewed and _ask(certificate))  # type: ignore[attr-defined]  # annotated
    return len(amber)


def _ask(certificate: Certificate) -> bool:
    grant = Grant.objects.filter(user=certificate.learner).in_force(clock.today()).order_by("since", "id").first()
    if grant is None:
        return False
    title = certificate.edition.text().title
    open_duty(
        by=SYSTEM,
        kind=RENEW_CERTIFICATE,
        subject=("certificate", certificate.pk),
        title=Bilingual(f"Renew your certificate: {title.en}", f"प्रमाणपत्र नवीनीकृत करें: {title.hi or title.en}"),
        owner_role=grant.role,
        owner_audience=grant.audience,
        owner_user=User.objects.get(pk=certificate.learner),
        due_at=datetime.combine(certificate.valid_through, time(23, 59), clock.INDIA),
        readers=[],
        home_state=certificate.home_state,
        link=f"/training/examinations/{certificate.course}/",
        key=_key(certificate),
    )
    return True


def _key(certificate: Certificate) -> str:
    return f"certificate:renew:{certificate.pk}"
