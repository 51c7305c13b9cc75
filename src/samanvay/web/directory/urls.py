"""The addresses of the directory."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import change_views, officer_views, place_views, proposal_views, reset_views, unit_views
from . import finding as finding  # it puts itself into the search

urlpatterns = [
    path("", place_views.places, name="places"),
    path("groups/", place_views.groups, name="groups"),
    path("groups/new/", change_views.group_new, name="group_new"),
    path("places/<str:key>/", place_views.place, name="place"),
    path("places/<str:key>/rename/", change_views.place_rename, name="place_rename"),
    path("places/<str:key>/correct/", change_views.place_correct, name="place_correct"),
    path("places/<str:key>/add/", change_views.place_add, name="place_add"),
    path("places/<str:key>/facilities/add/", change_views.facility_add, name="facility_add"),
    path("places/<str:key>/merge/", change_views.district_merge, name="district_merge"),
    path("places/<str:key>/split/", change_views.district_split, name="district_split"),
    path("places/<str:key>/move/", change_views.district_move, name="district_move"),
    path("places/<str:key>/members/", change_views.group_members_set, name="group_members_set"),
    path("units/", unit_views.units, name="units"),
    path("units/new/", change_views.unit_new, name="unit_new"),
    path("units/readers/", unit_views.readers_progress, name="readers_progress"),
    path("units/readers/rebuild/", change_views.readers_rebuild, name="readers_rebuild"),
    path("units/<uuid:key>/", unit_views.unit, name="unit"),
    path("units/<uuid:key>/rename/", change_views.unit_rename, name="unit_rename"),
    path("units/<uuid:key>/move/", change_views.unit_move, name="unit_move"),
    path("units/<uuid:key>/close/", change_views.unit_close, name="unit_close"),
    path("units/<uuid:key>/serves/", change_views.unit_serves, name="unit_serves"),
    path("officers/", officer_views.officers, name="officers"),
    path("officers/new/", officer_views.officer_new, name="officer_new"),
    path("officers/<uuid:key>/", officer_views.officer, name="officer"),
    path("officers/<uuid:key>/correct/", officer_views.officer_correct, name="officer_correct"),
    path("officers/<uuid:key>/account/", officer_views.officer_account, name="officer_account"),
    path("officers/<uuid:key>/open-sign-in/", reset_views.officer_open_sign_in, name="officer_open_sign_in"),
    path("officers/<uuid:key>/reset-sign-in/", reset_views.officer_reset, name="officer_reset"),
    path("officers/<uuid:key>/post/", officer_views.officer_post, name="officer_post"),
    path("proposals/", proposal_views.proposals, name="proposals"),
    path("proposals/<uuid:key>/", proposal_views.proposal, name="proposal"),
    path("proposals/<uuid:key>/accept/", proposal_views.proposal_accept, name="proposal_accept"),
    path("postings/<uuid:key>/transfer/", officer_views.posting_transfer, name="posting_transfer"),
    path("postings/<uuid:key>/end/", officer_views.posting_end, name="posting_end"),
]

menu.register(_("Directory"), "places", Permission.DIRECTORY_READ, order=600, turn=menu.Turn.ADMINISTRATION)
