"""The addresses of requests, offers, the register of nodal officers, and the reply address of letters."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import request_contact_pages as contacts
from . import request_letter_pages as letters
from . import request_offer_pages as offers
from . import request_pages as pages
from . import request_reply_pages as replies

menu.register(_("Requests"), "requests", Permission.REQUEST_READ, order=34, turn=menu.Turn.ACT)

urlpatterns = [
    path("requests/", pages.requests, name="requests"),
    path("requests.csv", pages.requests_csv, name="requests_csv"),
    path("requests/new/", pages.request_new, name="request_new"),
    path("requests/<uuid:key>/", pages.request, name="request"),
    path("requests/<uuid:key>/change/", pages.request_change, name="request_change"),
    path("requests/<uuid:key>/send/", pages.request_send, name="request_send"),
    path("requests/<uuid:key>/do/<slug:deed>/", pages.request_deed, name="request_deed"),
    path("requests/<uuid:key>/letter/", letters.request_letter, name="request_letter"),
    path("requests/<uuid:key>/close-replies/", letters.request_revoke, name="request_revoke"),
    path("requests/<uuid:key>/by-hand/", letters.request_by_hand, name="request_by_hand"),
    path("requests/<uuid:key>/steps/<uuid:step>/", letters.request_step, name="request_step"),
    # Whatever follows: what no page has Django logs with its address, and this one may be mistyped around its secret.
    path("answer/<path:secret>", replies.request_reply, name="request_reply"),
    path("offers/", offers.offers, name="offers"),
    path("offers/<uuid:key>/withdraw/", offers.offer_withdraw, name="offer_withdraw"),
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts.csv", contacts.contacts_csv, name="contacts_csv"),
    path("contacts/new/", contacts.contact_new, name="contact_new"),
    path("contacts/<uuid:key>/", contacts.contact, name="contact"),
    path("contacts/<uuid:key>/correct/", contacts.contact_correct, name="contact_correct"),
    path("contacts/<uuid:key>/verify/", contacts.contact_verify, name="contact_verify"),
    path("contacts/<uuid:key>/void/", contacts.contact_void, name="contact_void"),
]
