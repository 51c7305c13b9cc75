"""The addresses of pairs, of the way home and of the figures."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import board, home_views, match_list
from . import match_views as views
from . import matcher_probe as matcher_probe  # it puts itself on the health page

urlpatterns = [
    path("matches/", match_list.matches, name="matches"),
    path("matches/<uuid:key>/", views.match, name="match"),
    path("matches/<uuid:key>/judge/", views.match_judge, name="match_judge"),
    path("matches/<uuid:key>/accept/", views.match_accept, name="match_accept"),
    path("matches/<uuid:key>/end/", views.match_end, name="match_end"),
    path("matches/<uuid:key>/verify/", views.match_verify, name="match_verify"),
    path("matches/<uuid:key>/names/<uuid:box>/", views.match_name, name="match_name"),
    path("judgements/<uuid:key>/withdraw/", views.judgement_withdraw, name="judgement_withdraw"),
    path("<uuid:key>/matches/", views.entry_matches, name="entry_matches"),
    path("<uuid:key>/home/", home_views.way_home_begin, name="way_home_begin"),
    path("home/<uuid:key>/", home_views.way_home, name="way_home"),
    path("home/<uuid:key>/<slug:deed>/", home_views.way_home_deed, name="way_home_deed"),
    path("board/", board.tracing_board, name="tracing_board"),
    path("board.csv", board.tracing_board_csv, name="tracing_board_csv"),
]

menu.register(_("Possible matches"), "matches", Permission.TRACING_READ, order=26, turn=menu.Turn.RECORD)
menu.register(_("Found again"), "tracing_board", Permission.TRACING_READ, order=46, turn=menu.Turn.REVIEW)
