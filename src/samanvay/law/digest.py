"""What a person's digest tells of the law: the entries of their roles that changed, five titles at most."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db.models import Min
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.duties.messages.digest_parts import DigestLine, DigestPart, HowOften, register_part
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor

from . import queries
from .actions import choose_how_often
from .library_files import Entry
from .models import LawDigestChoice, LawEdition

MOST_TITLES = 5


def changed_between(actor: Actor, first: date, end: date) -> list[Entry]:
    """Return the entries of an actor's roles that changed from one day on and before another.

    An entry changed when it began to hold, ended or was decided then, or when the library took in a newer text of it
    or the entry itself; that with which the library began is no change.
    """
    held = queries.law_now()
    roles = {grant.role for grant in actor.grants}
    entries = held.library.entries
    codes = [each.entry.code for each in queries.happened(held.library, first) if each.day < end and not each.is_year]
    begun = LawEdition.objects.aggregate(at=Min("taken_in_at"))["at"]
    start, stop = (datetime.combine(day, time(), tzinfo=clock.INDIA) for day in (first, end))
    newer = LawEdition.objects.filter(taken_in_at__gte=start, taken_in_at__lt=stop, taken_in_at__gt=begun)
    codes += newer.order_by("-taken_in_at", "id").values_list("entry__code", flat=True) if begun else []
    found = [entries[code] for code in dict.fromkeys(codes) if code in entries]
    return [each for each in found if roles & set(each.roles)]


def lines(actor: Actor, first: date, end: date) -> Sequence[DigestLine]:
    """Return the line of a digest, none where nothing changed or the person does not read the law."""
    if not holds(actor, Permission.FACT_READ) and not holds(actor, Permission.FACT_READ_PARTNER):
        return []
    found = changed_between(actor, first, end)
    if not found:
        return []
    words = Bilingual(*(_sentence(found, first, language) for language in ("en", "hi")))
    return [DigestLine(words, f"/law/changes/?since={first.isoformat()}&role=")]


def _sentence(found: Sequence[Entry], first: date, language: str) -> str:
    with translation.override(language):
        said = ngettext(
            "%(n)d law entry for your role changed since %(day)s",
            "%(n)d law entries for your role changed since %(day)s",
            len(found),
        ) % {"n": len(found), "day": date_format(first, "j M Y")}
        titles = [str(each.said("title")) for each in found[:MOST_TITLES]]
        left = len(found) - MOST_TITLES
        if left > 0:
            titles.append(ngettext("and %(n)d more", "and %(n)d more", left) % {"n": left})
        return f"{said}: {'; '.join(titles)}"


def how_often(actor: Actor) -> HowOften:
    """Return how often a person's digest tells of the law: once a week unless they chose otherwise."""
    chosen = LawDigestChoice.objects.filter(user_id=actor.id).values_list("how", flat=True).first()
    return HowOften(chosen or HowOften.WEEKLY)


LAW_IN_DIGEST = register_part(
    DigestPart(
        "law",
        Bilingual("What changed in the law, for your role", "आपकी भूमिका से संबंधित विधि में क्या बदला"),
        lines,
        how_often,
        choose_how_often,
    )
)
