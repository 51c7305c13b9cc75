"""The addresses of cases."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import finding as finding  # it puts itself into the search
from .views import boxes, case, changes, counted, lists, people, quick, same, way

urlpatterns = [
    path("", lists.case_list, name="cases"),
    path("open/", lists.open_new, name="case_open"),
    path("quick/", quick.quick, name="case_quick"),
    path("search/", lists.search, name="case_search"),
    path("export/", lists.export, name="case_export"),
    path("same/<uuid:pair_id>/", same.pair, name="case_pair"),
    path("erasure/", boxes.erasure, name="erasure"),
    path("<uuid:case_id>/", case.case_page, name="case"),
    path("<uuid:case_id>/history/", case.history_page, name="case_history"),
    path("<uuid:case_id>/amend/", changes.amend, name="case_amend"),
    path("<uuid:case_id>/move/", changes.move, name="case_move"),
    path("<uuid:case_id>/same/", same.settle, name="case_same"),
    path("<uuid:case_id>/share/", changes.share, name="case_share"),
    path("<uuid:case_id>/void/", changes.void, name="case_void"),
    path("<uuid:case_id>/people/", counted.people, name="case_people"),
    path("<uuid:case_id>/people/add/", people.add, name="person_add"),
    path("<uuid:case_id>/people/<uuid:person_id>/seal/<slug:group>/", people.seal, name="box_seal"),
    path("<uuid:case_id>/people/<uuid:person_id>/amend/", people.amend_one, name="person_amend"),
    path("<uuid:case_id>/people/<uuid:person_id>/void/", people.void_one, name="person_void"),
    path("<uuid:case_id>/people/<uuid:person_id>/left/", counted.left, name="person_left"),
    path("<uuid:case_id>/left/<uuid:departure_id>/void/", counted.left_void, name="person_left_void"),
    path("<uuid:case_id>/recounts/<uuid:recount_id>/", counted.recount_answered, name="case_recount"),
    path("<uuid:case_id>/events/<uuid:event_id>/number/", counted.recounted, name="event_number"),
    path("<uuid:case_id>/events/<uuid:event_id>/void/", people.void_happening, name="event_void"),
    path("<uuid:case_id>/events/add/", people.add_happening, name="event_add"),
    path("<uuid:case_id>/hand-over/", way.handing_over, name="case_hand_over"),
    path("<uuid:case_id>/way/add/", way.leg_add, name="leg_add"),
    path("<uuid:case_id>/way/order/", way.legs_order, name="legs_order"),
    path("<uuid:case_id>/way/<uuid:leg_id>/amend/", way.leg_amend, name="leg_amend"),
    path("<uuid:case_id>/way/<uuid:leg_id>/void/", way.leg_void, name="leg_void"),
    path("<uuid:case_id>/items/add/", way.item_add, name="item_add"),
    path("<uuid:case_id>/items/<uuid:item_id>/amend/", way.item_amend, name="item_amend"),
    path("<uuid:case_id>/items/<uuid:item_id>/seal/", way.item_seal, name="item_seal"),
    path("<uuid:case_id>/items/<uuid:item_id>/void/", way.item_void, name="item_void"),
    path("<uuid:case_id>/sections/add/", changes.provision_add, name="provision_add"),
    path("<uuid:case_id>/sections/<uuid:provision_id>/void/", changes.provision_void, name="provision_void"),
    path("<uuid:case_id>/team/", people.team, name="team_name"),
    path("<uuid:case_id>/team/<uuid:member_id>/remove/", people.leave_team, name="team_remove"),
    path("<uuid:case_id>/boxes/<uuid:box_id>/", boxes.box, name="box"),
    path("<uuid:case_id>/boxes/<uuid:box_id>/correct/", boxes.correct, name="box_correct"),
    path("<uuid:case_id>/boxes/<uuid:box_id>/glass/", boxes.break_it, name="glass_break"),
    path("<uuid:case_id>/glass/<uuid:glass_id>/", boxes.decide, name="glass"),
]

menu.register(_("Cases"), "cases", Permission.CASE_READ, order=10, turn=menu.Turn.CASES)
menu.register(_("Quick record"), "case_quick", Permission.CASE_OPEN, order=15, turn=menu.Turn.CASES)
menu.register(_("Erasure"), "erasure", Permission.BOX_ERASE, order=800, turn=menu.Turn.ADMINISTRATION)
