"""The addresses of measures and advisories."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web import menu

from . import playbook_views as playbook

menu.register(_("Measures"), "measures", Permission.FACT_READ, Permission.FACT_READ_PARTNER, order=24)

urlpatterns = [
    path("measures/", playbook.measures, name="measures"),
    path("measures.csv", playbook.measures_csv, name="measures_csv"),
    path("measures/new/", playbook.measure_new, name="measure_new"),
    path("measures/<uuid:key>/", playbook.measure, name="measure"),
    path("measures/<uuid:key>/write/", playbook.measure_write, name="measure_write"),
    path("measures/<uuid:key>/compare/", playbook.measure_compare, name="measure_compare"),
    path("measures/<uuid:key>/publish/", playbook.measure_publish, name="measure_publish"),
    path("measures/<uuid:key>/retire/", playbook.measure_retire, name="measure_retire"),
    path("measures/<uuid:key>/bring-back/", playbook.measure_bring_back, name="measure_bring_back"),
]
