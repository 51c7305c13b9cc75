"""The addresses of the registers."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import notice_pages as notices
from .views import adding, boxes, changes, entry, lists, search

urlpatterns = [
    path("", lists.entry_list, name="entries"),
    path("add/", adding.quick, name="entry_add"),
    path("add/full/", adding.full, name="entry_add_full"),
    path("export/", lists.export, name="entry_export"),
    path("<uuid:entry_id>/", entry.entry_page, name="entry"),
    path("<uuid:entry_id>/history/", entry.history_page, name="entry_history"),
    path("<uuid:entry_id>/amend/", changes.amend, name="entry_amend"),
    path("<uuid:entry_id>/move/", changes.move, name="entry_move"),
    path("<uuid:entry_id>/share/", changes.share, name="entry_share"),
    path("<uuid:entry_id>/void/", changes.void, name="entry_void"),
    path("<uuid:entry_id>/case/", changes.open_case, name="entry_case"),
    path("<uuid:entry_id>/steps/add/", search.step, name="entry_step"),
    path("<uuid:entry_id>/questions/", search.questions, name="entry_questions"),
    path("<uuid:entry_id>/seal/<slug:group>/", changes.seal, name="entry_seal"),
    path("<uuid:entry_id>/team/", changes.team, name="entry_team"),
    path("<uuid:entry_id>/team/<uuid:member_id>/remove/", changes.leave_team, name="entry_team_remove"),
    path("<uuid:entry_id>/boxes/<uuid:box_id>/", boxes.box, name="entry_box"),
    path("<uuid:entry_id>/boxes/<uuid:box_id>/correct/", boxes.correct, name="entry_box_correct"),
    path("<uuid:entry_id>/boxes/<uuid:box_id>/glass/", boxes.break_it, name="entry_glass_break"),
    path("<uuid:entry_id>/glass/<uuid:glass_id>/", boxes.decide, name="entry_glass"),
    # A duty leads to "notices/<id>/": its link is written in tracing.notice_tasks.
    path("notices/", notices.notices, name="hue_notices"),
    path("notices/pfif/", notices.exchange, name="notice_exchange"),
    path("notices/<uuid:notice_id>/", notices.notice, name="hue_notice"),
    path("notices/<uuid:notice_id>/decide/", notices.decide, name="hue_notice_decide"),
    path("notices/<uuid:notice_id>/print/", notices.printing, name="hue_notice_print"),
    path("notices/<uuid:notice_id>/withdraw/", notices.withdraw, name="hue_notice_withdraw"),
    path("<uuid:entry_id>/notice/", notices.ask, name="entry_notice"),
]

menu.register(_("Missing and found"), "entries", Permission.TRACING_READ, order=25, turn=menu.Turn.RECORD)
