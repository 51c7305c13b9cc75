"""The addresses of conferences, their wall, their minutes and what was decided."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import attending, convergence_pages, decisions, listing, minutes, page, planning, wall, writing

menu.register(_("Meetings"), "conferences", Permission.CONFERENCE_READ, order=40, turn=menu.Turn.WORK)
menu.register(_("Convergence"), "convergence", Permission.FACT_READ, order=42, turn=menu.Turn.PICTURE)

HERE = "conferences/<uuid:key>/"

urlpatterns = [
    path("conferences/", listing.conferences, name="conferences"),
    path("conferences/new/", planning.conference_new, name="conference_new"),
    path("conferences/series/new/", planning.series_new, name="series_new"),
    path("conferences/series/<uuid:key>/", planning.series, name="series"),
    path("conferences/series/<uuid:key>/end/", planning.series_end, name="series_end"),
    path("conferences/decisions/", decisions.decisions, name="decisions"),
    path("conferences/decisions.csv", decisions.decisions_csv, name="decisions_csv"),
    path("conferences/lines/<uuid:key>/change/", writing.change, name="line_change"),
    path("conferences/lines/<uuid:key>/strike/", writing.strike, name="line_strike"),
    path("conferences/lines/<uuid:key>/amend/", minutes.amend, name="line_amend"),
    path(HERE, page.conference, name="conference"),
    path(HERE + "invitation.ics", page.calendar_file, name="conference_ics"),
    path(HERE + "order/", page.order, name="conference_order"),
    path(HERE + "add/", page.add, name="conference_add"),
    path(HERE + "postpone/", page.postpone, name="conference_postpone"),
    path(HERE + "move/", planning.move, name="conference_move"),
    path(HERE + "cancel/", planning.cancel, name="conference_cancel"),
    path(HERE + "begin/", wall.begin, name="conference_begin"),
    path(HERE + "end/", wall.end, name="conference_end"),
    path(HERE + "again/", wall.again, name="conference_again"),
    path(HERE + "here/", attending.here, name="conference_here"),
    path(HERE + "join/", attending.join, name="conference_join"),
    path(HERE + "attendance/", attending.attendance, name="conference_attendance"),
    path(HERE + "live/", wall.live, name="conference_live"),
    path(HERE + "go/", wall.go, name="conference_go"),
    path(HERE + "mark/", wall.mark, name="conference_mark"),
    path(HERE + "lines/", writing.lines, name="conference_lines"),
    path(HERE + "minutes/", minutes.minutes, name="minutes"),
    path(HERE + "minutes.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path(HERE + "confirm/", minutes.confirm, name="minutes_confirm"),
    path("convergence/", convergence_pages.convergence, name="convergence"),
    path("convergence/<slug:code>/", convergence_pages.convergence_measure, name="convergence_measure"),
    path("convergence/<slug:code>.csv", convergence_pages.convergence_csv, name="convergence_csv"),
]
