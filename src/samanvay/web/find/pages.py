"""Pages in the search: by their titles in both languages, and by the words that officers have for them."""

from django.utils.translation import gettext_lazy as _

from samanvay.kernel.db.scope import Actor
from samanvay.web.kit import finders, page_texts
from samanvay.web.kit.page_texts import PageText
from samanvay.web.kit.pages import every_officer


@finders.register("pages", _("Pages"), example=_("log, password, transfer, new report"), may=every_officer, order=30)
def pages(actor: Actor, asked: finders.Asked) -> finders.Hits:
    """Return the pages that have every word and are open to the actor."""

    def hit(text: PageText) -> finders.Hit:
        return finders.Hit(text.title, page_texts.address_of(text.name), text.purpose)

    return finders.hits_of(page_texts.pages_found(actor, asked), hit, "help", q=asked.text)
