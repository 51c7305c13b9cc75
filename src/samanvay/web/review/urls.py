"""The addresses of this room."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web import menu

from . import convergence_pages

menu.register(_("Convergence"), "convergence", Permission.FACT_READ, order=45, turn=menu.Turn.REVIEW)

urlpatterns = [
    path("convergence/", convergence_pages.convergence, name="convergence"),
    path("convergence/<slug:code>/", convergence_pages.convergence_measure, name="convergence_measure"),
    path("convergence/<slug:code>.csv", convergence_pages.convergence_csv, name="convergence_csv"),
]
