"""The addresses of situation reports."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit.menu import Turn, register

from . import accepting, confirming, counts, listing, missed, settling, teaching, together, writing

urlpatterns = [
    path("", listing.reports, name="reports"),
    path("new/", writing.new, name="report_new"),
    path("places/", confirming.places, name="report_places"),
    path("readings/<uuid:key>/", confirming.decide, name="reading_decide"),
    path("readings/<uuid:key>/correct/", confirming.correct, name="reading_correct"),
    path("readings/<uuid:key>/place/<int:number>/", settling.settle, name="reading_place"),
    path("readings/<uuid:key>/place/<int:number>/again/", settling.again, name="reading_place_again"),
    path("places-to-settle/", settling.to_settle, name="report_places_to_settle"),
    path("places-to-settle/<uuid:key>/undo/", settling.undo, name="report_places_undo"),
    path("teaching/", teaching.reader_teaching, name="reader_teaching"),
    path("teaching/consent/", teaching.give, name="reader_consent_give"),
    path("teaching/<uuid:key>/confirm/", teaching.confirm, name="reader_consent_confirm"),
    path("teaching/<uuid:key>/withdraw/", teaching.withdraw, name="reader_consent_withdraw"),
    path("to-accept/", accepting.to_accept, name="reports_to_accept"),
    path("to-accept/accept/", accepting.accept, name="reports_accept"),
    path("to-accept/undo/", accepting.undo, name="reports_accept_undo"),
    path("week/", together.week, name="reports_week"),
    path("week.csv", together.week_csv, name="reports_week_csv"),
    path("week/<str:monday>/<str:district>/", together.both, name="report_both"),
    path("<uuid:key>/", confirming.report_page, name="report"),
    path("<uuid:key>/add/", missed.add, name="report_add"),
    path("<uuid:key>/revise/", writing.revise, name="report_revise"),
    path("<uuid:key>/counts/", counts.give, name="report_counts"),
    path("<uuid:key>/confirm-all/", confirming.confirm_every, name="report_confirm_all"),
    path("<uuid:key>/submit/", writing.submit, name="report_submit"),
    path("<uuid:key>/decide/", writing.decide, name="report_decide"),
]

register(_("Reports"), "reports", Permission.REPORT_READ, order=20, turn=Turn.WORK)
