"""Help: its front with pages, glossary and helplines, the page about a page, the guide of a post. It counts nothing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from samanvay.access.roles import BY_CODE, ROLES, Role
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay.web.components.pieces import Crumb, options
from samanvay.web.kit import finders, page_texts
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.filters import choice_of, text_of
from samanvay.web.kit.pages import READ, every_officer, page

from . import paper, presenters
from .glossary import some, terms
from .helplines import HELPLINES, SOURCE

LINES = {"helplines": HELPLINES, "source": SOURCE}


@page(may=every_officer, methods=READ, until_confirmed=True)
def help_front(request: OfficerRequest) -> HttpResponse:
    """Show the pages that are open to the reader and the glossary, both searched by words; helplines, the guide."""
    said = text_of(request, "q")
    asked = finders.asked_of(said)
    found, words = page_texts.pages_found(request.actor, asked), list(terms().values())
    if asked.words:
        words = [each for each in words if finders.has_words(asked, each.name, each.what)]
    context = {
        "said": said,
        "rooms": presenters.pages_by_room(found),
        "terms": words,
        "guides": [] if said else ROLES,
        "own": _own_role(request.actor),
        **LINES,
    }
    return render(request, "help/help.html", context)


@page(may=every_officer, methods=READ, until_confirmed=True)
def help_page(request: OfficerRequest, name: str) -> HttpResponse:
    """Show what a page is for, who may open it, and its words."""
    text = page_texts.text_of(name)
    if text is None:
        raise Unseen
    about = page_texts.texts().rooms[text.room]
    context = {
        "text": text,
        "room": about if text.name else None,
        "url": page_texts.address_of(text.name) if text.name else "",
        "opens": presenters.who_may(request.actor, name),
        "beside": [each for each in page_texts.texts().pages.values() if each.room == text.room and each.name != name],
        "terms": some(text.terms or about.terms),
        "crumbs": [Crumb(_("Help"), page_texts.address_of("help")), Crumb(text.title)],
        **LINES,
    }
    return render(request, "help/page.html", context)


@page(may=every_officer, methods=READ, until_confirmed=True)
def guide(request: OfficerRequest) -> HttpResponse:
    """Show the guide of a post in both languages, for paper: the reader's own, or another."""
    role = BY_CODE[choice_of(request, "post", BY_CODE, _own_role(request.actor).code, _("Role"))]
    guides = []
    for language in paper.languages():
        with translation.override(language):
            guides.append({"lang": language, **paper.said_of(presenters.guide_of(role))})
    context = {
        "guides": guides,
        "role": role,
        "posts": options([(each.code, each.name) for each in ROLES], role.code)[1:],
        "crumbs": [Crumb(_("Help"), page_texts.address_of("help")), Crumb(_("Guide of a post"))],
    }
    return render(request, "help/guide.html", context)


@page(may=every_officer, methods=READ, until_confirmed=True)
def guide_pdf(request: OfficerRequest, role: str) -> HttpResponse:
    """Give the guide of a post as PDF."""
    if role not in BY_CODE:
        raise Unseen
    made = paper.pdf_of(presenters.guide_of(BY_CODE[role]))
    named = {"Content-Disposition": f'attachment; filename="samanvay-{role.replace("_", "-")}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=named)


def _own_role(actor: Actor) -> Role:
    """Return the first role of the reader; whoever has none yet reads what a recruit does."""
    return BY_CODE[actor.grants[0].role] if actor.grants else BY_CODE["recruit"]
