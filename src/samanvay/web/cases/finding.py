"""Cases in the search: by their numbers alone; what happened to whom is not searched there."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samanvay.cases import policies, queries
from samanvay.cases.models import Case
from samanvay.kernel.db.scope import Actor
from samanvay.web.kit import finders


@finders.register("cases", _("Cases"), example="UP-BHR-2026-000123 · 123/2026", may=policies.may_read_cases, order=10)
def cases(actor: Actor, asked: finders.Asked) -> finders.Hits:
    """Return the cases with a number, whole or by its parts."""

    def hit(case: Case) -> finders.Hit:
        more = " · ".join(
            str(said) for said in (case.what, case.place.names if case.place else "", case.stage_words) if said
        )
        is_exact = finders.is_same_number(asked.text, case.number)
        return finders.Hit(case.number, reverse("case", args=[case.pk]), more, is_exact)

    found = queries.cases_found(actor, queries.Filters(number=asked.text)).select_related("place")
    return finders.hits_of(found, hit, "cases", number=asked.text)
