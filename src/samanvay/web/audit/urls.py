"""The addresses of the log."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import views

urlpatterns = [
    path("", views.events, name="audit"),
    path("events.csv", views.events_csv, name="audit_csv"),
    path("verify/", views.verify, name="audit_verify"),
]

menu.register(_("Audit"), "audit", Permission.AUDIT_READ, order=890, turn=menu.Turn.ADMINISTRATION)
