"""The addresses of guests, trainers, materials, costs, notes and feedback of a batch, and of what was learnt."""

from django.urls import path

from . import costs, feedback, gain, guests, invited, teaching, trainers

HERE = "batches/<uuid:key>/"

urlpatterns = [
    path(HERE + "guests/", guests.roster_guests, name="roster_guests"),
    path(HERE + "guests/<uuid:guest>/send/", guests.roster_guest_send, name="roster_guest_send"),
    path(HERE + "guests/<uuid:guest>/letter/", guests.roster_guest_letter, name="roster_guest_letter"),
    path(HERE + "guests/<uuid:guest>/came/", guests.roster_guest_came, name="roster_guest_came"),
    path(HERE + "guests/<uuid:guest>/erase/", guests.roster_guest_erase, name="roster_guest_erase"),
    # Whatever follows: what no page has Django logs with its address, and this one may be mistyped around its secret.
    path("invited/<path:secret>", invited.roster_invited, name="roster_invited"),
    path(HERE + "teaching/", teaching.roster_teaching, name="roster_teaching"),
    path(HERE + "teaching/<uuid:person>/assign/", teaching.roster_trainer_set, name="roster_trainer_set"),
    path(HERE + "teaching/<uuid:made>/release/", teaching.roster_trainer_release, name="roster_trainer_release"),
    path(HERE + "materials/add/", teaching.roster_material_add, name="roster_material_add"),
    path(HERE + "materials/<uuid:material>/void/", teaching.roster_material_void, name="roster_material_void"),
    path("trainers/", trainers.roster_trainers, name="roster_trainers"),
    path("trainers/assign/<uuid:key>/", trainers.roster_trainers_assign, name="roster_trainers_assign"),
    path("teaching/mine/", trainers.roster_teaching_mine, name="roster_teaching_mine"),
    path("teaching/mine/<uuid:key>/back/", trainers.roster_teaching_back, name="roster_teaching_back"),
    path(HERE + "costs/", costs.roster_costs, name="roster_costs"),
    path(HERE + "costs/<uuid:line>/void/", costs.roster_cost_void, name="roster_cost_void"),
    path(HERE + "notes/<uuid:note>/void/", costs.roster_note_void, name="roster_note_void"),
    path("costs.csv", costs.roster_costs_csv, name="roster_costs_csv"),
    path(HERE + "feedback/", feedback.roster_feedback, name="roster_feedback"),
    path(HERE + "feedback/give/", feedback.roster_feedback_give, name="roster_feedback_give"),
    path("gain/", gain.roster_gain, name="roster_gain"),
    path("gain.csv", gain.roster_gain_csv, name="roster_gain_csv"),
]
