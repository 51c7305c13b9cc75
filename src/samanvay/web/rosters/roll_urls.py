"""The addresses of the roll of members and of coverage."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import coverage, members

menu.register(
    _("Everyone, every quarter"),
    "roster_mine",
    Permission.FACT_READ,
    Permission.FACT_READ_PARTNER,
    Permission.ROSTER_WRITE,
    order=39,
    turn=menu.Turn.LEARN,
)

urlpatterns = [
    path("members/", members.members, name="members"),
    path("members.csv", members.members_csv, name="members_csv"),
    path("members/<uuid:key>/", members.member, name="member"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage.csv", coverage.coverage_csv, name="coverage_csv"),
    path("coverage/corridors.csv", coverage.coverage_corridors_csv, name="coverage_corridors_csv"),
]
