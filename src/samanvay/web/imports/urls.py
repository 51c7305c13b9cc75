"""The addresses of imports."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("<uuid:key>/", views.import_run, name="import_run"),
    path("<uuid:key>/columns/", views.columns, name="import_columns"),
    path("<uuid:key>/old-font/", views.old_font, name="import_old_font"),
    path("<uuid:key>/rows/<int:number>/", views.mend, name="import_row"),
    path("<uuid:key>/apply/", views.apply, name="import_apply"),
    path("<uuid:key>/stop/", views.stop, name="import_stop"),
    path("<uuid:key>/undo/", views.undo, name="import_undo"),
    path("<uuid:key>/drop/", views.drop, name="import_drop"),
    path("<uuid:key>/progress/", views.progress, name="import_progress"),
    path("<uuid:key>/faults.csv", views.faults_csv, name="import_faults"),
]

menu.register(
    _("Import"), "imports", Permission.IMPORT_RUN, Permission.ROSTER_WRITE, order=650, turn=menu.Turn.ADMINISTRATION
)
