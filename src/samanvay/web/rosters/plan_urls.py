"""The addresses of plans, their changes, centres and closures."""

from django.urls import path

from . import centre_pages, change_pages, plan_pages

urlpatterns = [
    path("plans/", plan_pages.plans, name="roster_plans"),
    path("plans/new/", plan_pages.plan_new, name="roster_plan_new"),
    path("plans/<uuid:key>/", plan_pages.plan, name="roster_plan"),
    path("plans/<uuid:key>/progress/", plan_pages.plan_progress, name="roster_plan_progress"),
    path("plans/<uuid:key>/publish/", plan_pages.plan_publish, name="roster_plan_publish"),
    path("plans/<uuid:key>/drop/", plan_pages.plan_drop, name="roster_plan_drop"),
    path("plans/<uuid:key>/plan.csv", plan_pages.plan_csv, name="roster_plan_csv"),
    path("plans/<uuid:key>/batches.csv", plan_pages.plan_batches_csv, name="roster_plan_batches_csv"),
    path("plans/<uuid:key>/raised.csv", plan_pages.plan_raised_csv, name="roster_plan_raised_csv"),
    path("plans/<uuid:key>/change/", change_pages.change_ask, name="roster_change_ask"),
    path("changes/<uuid:key>/", change_pages.change, name="roster_change"),
    path("changes/<uuid:key>/progress/", change_pages.change_progress, name="roster_change_progress"),
    path("changes/<uuid:key>/apply/", change_pages.change_apply, name="roster_change_apply"),
    path("changes/<uuid:key>/drop/", change_pages.change_drop, name="roster_change_drop"),
    path("centres/", centre_pages.centres, name="roster_centres"),
    path("centres.csv", centre_pages.centres_csv, name="roster_centres_csv"),
    path("centres/new/", centre_pages.centre_new, name="roster_centre_new"),
    path("centres/<uuid:key>/", centre_pages.centre, name="roster_centre"),
    path("centres/<uuid:key>/amend/", centre_pages.centre_amend, name="roster_centre_amend"),
    path("centres/<uuid:key>/void/", centre_pages.centre_void, name="roster_centre_void"),
    path("centres/<uuid:key>/close/", centre_pages.centre_close, name="roster_centre_close"),
    path("closures/", centre_pages.closures, name="roster_closures"),
    path("closures/<uuid:key>/void/", centre_pages.closure_void, name="roster_closure_void"),
]
