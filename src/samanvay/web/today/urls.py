"""The addresses of what waits for a person."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.web.menu import register

from . import deeds, views

urlpatterns = [
    path("", views.front, name="today"),
    path("duties.ics", views.calendar, name="duties_calendar"),
    path("duties/<uuid:key>/", views.duty_page, name="duty"),
    path("duties/<uuid:key>/done/", deeds.done, name="duty_done"),
    path("duties/<uuid:key>/pause/", deeds.pause, name="duty_pause"),
    path("duties/<uuid:key>/resume/", deeds.resume, name="duty_resume"),
    path("duties/<uuid:key>/hand-over/", deeds.hand_over, name="duty_hand_over"),
    path("duties/<uuid:key>/withdraw/", deeds.withdraw, name="duty_withdraw"),
    path("notices/", views.notices, name="notices"),
    path("notices/seen/", views.notices_seen, name="notices_seen"),
]

register(_("Today"), "today", order=1)
