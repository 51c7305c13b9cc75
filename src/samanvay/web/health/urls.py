"""The addresses of health."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import machinery_probes as machinery_probes  # they put themselves on the health page
from . import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("health/", views.health, name="health"),
]

menu.register(_("System status"), "health", Permission.HEALTH_READ, order=900, turn=menu.Turn.ADMINISTRATION)
