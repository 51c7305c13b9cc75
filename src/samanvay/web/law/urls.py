"""The addresses of the law."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web import menu

from . import checking, feed, pages

menu.register(_("Law"), "law", Permission.FACT_READ, Permission.FACT_READ_PARTNER, order=38, turn=menu.Turn.LEARN)

urlpatterns = [
    path("law/", pages.law, name="law"),
    path("law.csv", pages.law_csv, name="law_csv"),
    path("law/changes/", pages.law_changes, name="law_changes"),
    path("law/changes.atom", feed.law_feed, name="law_feed"),
    path("law/clocks/", pages.law_clocks, name="law_clocks"),
    path("law/to-verify/", checking.law_to_verify, name="law_to_verify"),
    path("law/checks/<uuid:key>/undo/", checking.law_check_undo, name="law_check_undo"),
    path("law/<slug:code>/", pages.law_entry, name="law_entry"),
    path("law/<slug:code>/compare/", pages.law_compare, name="law_compare"),
    path("law/<slug:code>/check/", checking.law_check, name="law_check"),
]
