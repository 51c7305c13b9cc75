"""The search: as a page, and as the list below a field while somebody types.

What is searched for stands in the address: a number, a place, an officer, a section. Queries are in none of our logs
(``kit.unlogged``), no browser keeps the answer, and names of victims are not searched here at all.
"""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.web.kit import finders
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.pages import READ, every_officer, page


@page(may=every_officer, methods=READ)
def find(request: OfficerRequest) -> HttpResponse:
    """Find cases, entries, pages, places, units, officers, the law and courses; a whole number leads straight there."""
    said = request.GET.get("q", "")
    groups = finders.groups_for(request.actor, finders.asked_of(said))
    is_typing = bool(request.headers.get("HX-Request"))
    if not is_typing and (hit := finders.exact(groups)):
        return HttpResponseRedirect(hit.url)
    context = {
        "groups": groups,
        "said": said[: finders.LONGEST],
        "is_asked": bool(said.strip()),
        "is_long": len(said) > finders.LONGEST,
        "finders": finders.finders_for(request.actor),
        "may_open_names": holds(request.actor, Permission.CASE_READ),
    }
    return render(request, "find/list.html" if is_typing else "find/find.html", context)
