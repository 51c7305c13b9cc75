"""The addresses of notices. A duty leads to "notices/<id>/": its link is written in ``tracing.notice_tasks``."""

from django.urls import path

from . import notice_pages as pages

urlpatterns = [
    path("notices/", pages.notices, name="hue_notices"),
    path("notices/pfif/", pages.exchange, name="notice_exchange"),
    path("notices/<uuid:notice_id>/", pages.notice, name="hue_notice"),
    path("notices/<uuid:notice_id>/decide/", pages.decide, name="hue_notice_decide"),
    path("notices/<uuid:notice_id>/print/", pages.printing, name="hue_notice_print"),
    path("notices/<uuid:notice_id>/withdraw/", pages.withdraw, name="hue_notice_withdraw"),
    path("<uuid:entry_id>/notice/", pages.ask, name="entry_notice"),
]
