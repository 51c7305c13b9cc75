"""The addresses of what is done: playbook, advisories, requests and offers, nodal officers, whether it worked."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import advisory_views as advisories
from . import advisory_writing_views as writing
from . import effect_pages
from . import offers as offers  # given to other pages as they are read
from . import playbook_views as playbook
from . import request_contact_pages as contacts
from . import request_letter_pages as letters
from . import request_offer_pages as board
from . import request_pages as requests
from . import request_reply_pages as replies

menu.register(_("Advisories"), "advisories", Permission.FACT_READ, order=30, turn=menu.Turn.WORK)
menu.register(
    _("Playbook"), "measures", Permission.FACT_READ, Permission.FACT_READ_PARTNER, order=32, turn=menu.Turn.WORK
)
menu.register(_("Requests"), "requests", Permission.REQUEST_READ, order=34, turn=menu.Turn.WORK)
menu.register(_("Nodal officers"), "contacts", Permission.DIRECTORY_READ, order=610, turn=menu.Turn.ADMINISTRATION)
menu.register(_("Impact"), "effect", Permission.FACT_READ, order=44, turn=menu.Turn.PICTURE)

urlpatterns = [
    path("measures/", playbook.measures, name="measures"),
    path("measures.csv", playbook.measures_csv, name="measures_csv"),
    path("measures/new/", playbook.measure_new, name="measure_new"),
    path("measures/<uuid:key>/", playbook.measure, name="measure"),
    path("measures/<uuid:key>/write/", playbook.measure_write, name="measure_write"),
    path("measures/<uuid:key>/compare/", playbook.measure_compare, name="measure_compare"),
    path("measures/<uuid:key>/publish/", playbook.measure_publish, name="measure_publish"),
    path("measures/<uuid:key>/retire/", playbook.measure_retire, name="measure_retire"),
    path("measures/<uuid:key>/bring-back/", playbook.measure_bring_back, name="measure_bring_back"),
    path("advisories/", advisories.advisories, name="advisories"),
    path("advisories.csv", advisories.advisories_csv, name="advisories_csv"),
    path("advisories/new/", writing.advisory_new, name="advisory_new"),
    path("advisories/<uuid:key>/", advisories.advisory, name="advisory"),
    path("advisories/<uuid:key>/recipients.csv", advisories.advisory_csv, name="advisory_csv"),
    path("advisories/<uuid:key>/change/", writing.advisory_change, name="advisory_change"),
    path("advisories/<uuid:key>/send/", writing.advisory_send, name="advisory_send"),
    path("advisories/<uuid:key>/discard/", writing.advisory_discard, name="advisory_discard"),
    path("advisories/<uuid:key>/withdraw/", writing.advisory_withdraw, name="advisory_withdraw"),
    path("advisories/<uuid:key>/correct/", writing.advisory_correct, name="advisory_correct"),
    path("advisories/<uuid:key>/add/", writing.advisory_add, name="advisory_add"),
    path("advisories/<uuid:key>/remind/", writing.advisory_remind, name="advisory_remind"),
    path("advisories/recipients/<uuid:key>/accept/", advisories.advisory_accept, name="advisory_accept"),
    path("advisories/recipients/<uuid:key>/decline/", advisories.advisory_decline, name="advisory_decline"),
    path("advisories/recipients/<uuid:key>/done/", advisories.advisory_done, name="advisory_done"),
    path("advisories/recipients/<uuid:key>/check/", advisories.advisory_check, name="advisory_check"),
    path("advisories/recipients/<uuid:key>/send-back/", advisories.advisory_send_back, name="advisory_send_back"),
    path("effect/", effect_pages.effect, name="effect"),
    path("effect.csv", effect_pages.effect_csv, name="effect_csv"),
    path("requests/", requests.requests, name="requests"),
    path("requests.csv", requests.requests_csv, name="requests_csv"),
    path("requests/new/", requests.request_new, name="request_new"),
    path("requests/<uuid:key>/", requests.request, name="request"),
    path("requests/<uuid:key>/change/", requests.request_change, name="request_change"),
    path("requests/<uuid:key>/send/", requests.request_send, name="request_send"),
    path("requests/<uuid:key>/do/<slug:deed>/", requests.request_deed, name="request_deed"),
    path("requests/<uuid:key>/letter/", letters.request_letter, name="request_letter"),
    path("requests/<uuid:key>/close-replies/", letters.request_revoke, name="request_revoke"),
    path("requests/<uuid:key>/by-hand/", letters.request_by_hand, name="request_by_hand"),
    path("requests/<uuid:key>/steps/<uuid:step>/", letters.request_step, name="request_step"),
    # Whatever follows: what no page has Django logs with its address, and this one may be mistyped around its secret.
    path("answer/<path:secret>", replies.request_reply, name="request_reply"),
    path("offers/", board.offers, name="offers"),
    path("offers/<uuid:key>/withdraw/", board.offer_withdraw, name="offer_withdraw"),
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts.csv", contacts.contacts_csv, name="contacts_csv"),
    path("contacts/new/", contacts.contact_new, name="contact_new"),
    path("contacts/<uuid:key>/", contacts.contact, name="contact"),
    path("contacts/<uuid:key>/correct/", contacts.contact_correct, name="contact_correct"),
    path("contacts/<uuid:key>/verify/", contacts.contact_verify, name="contact_verify"),
    path("contacts/<uuid:key>/void/", contacts.contact_void, name="contact_void"),
]
