"""The addresses of what waits for a person."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit.menu import register

from . import action_views, mail_pages, meeting_pages, tasks_page, views
from . import texts_probe as texts_probe  # it puts itself on the health page

urlpatterns = [
    path("", views.front, name="today"),
    path("tasks/", tasks_page.tasks, name="tasks"),
    path("tasks.csv", tasks_page.tasks_csv, name="tasks_csv"),
    path("tasks/done/", tasks_page.tasks_done, name="tasks_done"),
    path("duties.ics", views.calendar, name="duties_calendar"),
    path("duties/<uuid:key>/", views.duty_page, name="duty"),
    path("duties/<uuid:key>/done/", action_views.done, name="duty_done"),
    path("duties/<uuid:key>/pause/", action_views.pause, name="duty_pause"),
    path("duties/<uuid:key>/ask/", action_views.ask, name="duty_ask"),
    path("duties/<uuid:key>/answer/", action_views.answer, name="duty_answer"),
    path("duties/<uuid:key>/let-stand/", action_views.let_stand, name="duty_let_stand"),
    path("duties/<uuid:key>/send-back/", action_views.send_back, name="duty_send_back"),
    path("duties/<uuid:key>/decide/", action_views.decide, name="duty_decide"),
    path("duties/<uuid:key>/resume/", action_views.resume, name="duty_resume"),
    path("duties/<uuid:key>/hand-over/", action_views.hand_over, name="duty_hand_over"),
    path("duties/<uuid:key>/reassign/", action_views.reassign, name="duty_reassign"),
    path("duties/<uuid:key>/remind/", action_views.remind, name="duty_remind"),
    path("duties/<uuid:key>/reopen/", action_views.reopen, name="duty_reopen"),
    path("duties/<uuid:key>/withdraw/", action_views.withdraw, name="duty_withdraw"),
    path("account/mail/", mail_pages.mail_choice, name="mail_choice"),
    path("today/district/", meeting_pages.districts, name="meeting"),
    path("today/district/districts.csv", meeting_pages.districts_csv, name="meeting_csv"),
    path("today/district/<str:place>/", meeting_pages.district, name="meeting_district"),
    path("today/district/<str:place>/paper.pdf", meeting_pages.district_pdf, name="meeting_pdf"),
    path("notices/", views.notices, name="notices"),
    path("notices/seen/", views.notices_seen, name="notices_seen"),
]

register(_("Today"), "today", order=1)
register(_("All tasks"), "tasks", order=2)
register(_("Before the meeting"), "meeting", Permission.REPORT_ACCEPT, order=41)
