"""The addresses of the roll of members and of coverage."""

from django.urls import path

from . import coverage, members

urlpatterns = [
    path("members/", members.members, name="members"),
    path("members.csv", members.members_csv, name="members_csv"),
    path("members/<uuid:key>/", members.member, name="member"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage.csv", coverage.coverage_csv, name="coverage_csv"),
    path("coverage/corridors.csv", coverage.coverage_corridors_csv, name="coverage_corridors_csv"),
]
