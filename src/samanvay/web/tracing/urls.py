"""The addresses of the registers, of notices, pairs, the way home and the figures."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import board, home_views, match_list, match_views
from . import finding as finding  # it puts itself into the search
from . import matcher_probe as matcher_probe  # it puts itself on the health page
from . import notice_pages as notices
from .views import adding, boxes, changes, entry, lists, search, typed

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
    path("<uuid:entry_id>/typed/", typed.typed, name="entry_typed"),
    path("<uuid:entry_id>/receipt/", typed.printing, name="entry_receipt"),
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
    path("matches/", match_list.matches, name="matches"),
    path("matches/undo/", match_list.matches_undo, name="matches_undo"),
    path("matches/<uuid:key>/", match_views.match, name="match"),
    path("matches/<uuid:key>/judge/", match_views.match_judge, name="match_judge"),
    path("matches/<uuid:key>/accept/", match_views.match_accept, name="match_accept"),
    path("matches/<uuid:key>/end/", match_views.match_end, name="match_end"),
    path("matches/<uuid:key>/verify/", match_views.match_verify, name="match_verify"),
    path("matches/<uuid:key>/names/<uuid:box>/", match_views.match_name, name="match_name"),
    path("judgements/<uuid:key>/withdraw/", match_views.judgement_withdraw, name="judgement_withdraw"),
    path("<uuid:key>/matches/", match_views.entry_matches, name="entry_matches"),
    path("<uuid:key>/home/", home_views.way_home_begin, name="way_home_begin"),
    path("home/<uuid:key>/", home_views.way_home, name="way_home"),
    path("home/<uuid:key>/<slug:deed>/", home_views.way_home_deed, name="way_home_deed"),
    path("board/", board.tracing_board, name="tracing_board"),
    path("board.csv", board.tracing_board_csv, name="tracing_board_csv"),
]

menu.register(_("Missing and found"), "entries", Permission.TRACING_READ, order=25, turn=menu.Turn.CASES)
menu.register(_("Possible matches"), "matches", Permission.TRACING_READ, order=26, turn=menu.Turn.CASES)
menu.register(_("Search notices"), "hue_notices", Permission.TRACING_READ, order=48, turn=menu.Turn.CASES)
menu.register(_("Traced persons"), "tracing_board", Permission.TRACING_READ, order=46, turn=menu.Turn.CASES)
