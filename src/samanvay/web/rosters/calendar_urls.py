"""The addresses of the calendar, of who is away and of how far training has come."""

from django.urls import path

from . import away, calendar, coverage

urlpatterns = [
    path("", calendar.calendar, name="roster_calendar"),
    path("calendar.csv", calendar.calendar_csv, name="roster_calendar_csv"),
    path("calendar/<uuid:key>/move/", calendar.move, name="roster_move"),
    path("away/", away.away, name="roster_away"),
    path("away.csv", away.away_csv, name="roster_away_csv"),
    path("away/people.csv", away.away_people_csv, name="roster_away_people_csv"),
    path("coverage/trend.csv", coverage.coverage_trend_csv, name="coverage_trend_csv"),
    path("coverage/plan.csv", coverage.coverage_plan_csv, name="coverage_plan_csv"),
]
