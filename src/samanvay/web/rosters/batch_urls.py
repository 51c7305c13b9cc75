"""The addresses of one batch and its roll, of one's own trainings, and of who is released or has no week."""

from django.urls import path

from . import batch_page, door_page, mine_page, release_page, roll_page

urlpatterns = [
    path("mine/", mine_page.mine, name="roster_mine"),
    path("turns/<uuid:key>/", mine_page.cannot, name="roster_cannot"),
    path("turns/<uuid:key>/come/", mine_page.come, name="roster_come"),
    path("release/<uuid:key>/<str:monday>/", release_page.release, name="roster_release"),
    path("waiting/", release_page.waiting, name="roster_waiting"),
    path("waiting.csv", release_page.waiting_csv, name="roster_waiting_csv"),
    path("here/<str:code>/", door_page.here, name="roster_here"),
    path("batches/<uuid:key>/", batch_page.batch, name="roster_batch"),
    path("batches/<uuid:key>/batch.ics", batch_page.calendar_file, name="roster_batch_ics"),
    path("batches/<uuid:key>/where/", batch_page.keep, name="roster_batch_keep"),
    path("batches/<uuid:key>/call/", batch_page.call, name="roster_batch_call"),
    path("batches/<uuid:key>/cancel/", batch_page.cancel, name="roster_batch_cancel"),
    path("batches/<uuid:key>/roll/", roll_page.roll, name="roster_roll"),
    path("batches/<uuid:key>/roll.csv", roll_page.roll_csv, name="roster_roll_csv"),
    path("batches/<uuid:key>/sheet.pdf", roll_page.sheet, name="roster_sheet"),
    path("batches/<uuid:key>/walk-in/", roll_page.walk_in, name="roster_walk_in"),
    path("batches/<uuid:key>/door/", door_page.door, name="roster_door"),
]
