"""The addresses of the picture."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import blind, findings_pages, layers, sheets, views

menu.register(
    _("Picture"), "picture", Permission.FACT_READ, Permission.FACT_READ_PARTNER, order=20, turn=menu.Turn.PICTURE
)
menu.register(_("Findings"), "findings", Permission.FACT_READ, order=25, turn=menu.Turn.PICTURE)

urlpatterns = [
    path("", views.picture, name="picture"),
    path("findings/", findings_pages.findings, name="findings"),
    path("findings.csv", findings_pages.findings_csv, name="findings_csv"),
    path("findings/new/", findings_pages.finding_new, name="finding_new"),
    path("findings/<uuid:key>/", findings_pages.finding, name="finding"),
    path("findings/<uuid:key>/decide/", findings_pages.finding_decide, name="finding_decide"),
    path("blind/", blind.blind, name="blind"),
    path("blind.csv", blind.blind_csv, name="blind_csv"),
    path("<slug:table>.csv", views.table_csv, name="picture_csv"),
    path("map.<slug:kind>", views.map_file, name="picture_map"),
    path("ground/<str:code>.svg", views.map_layer, {"kind": "ground"}, name="picture_ground"),
    path("outlines/<str:code>.svg", views.map_layer, {"kind": "outlines"}, name="picture_outlines"),
    path("rails/<str:code>.svg", views.map_layer, {"kind": "rails"}, name="picture_rails"),
    path("layers/", layers.stat_layers, name="stat_layers"),
    path("layers/<slug:kind>/", layers.stat_layer, name="stat_layer"),
    path("layers/<slug:kind>.csv", layers.stat_layer_csv, name="stat_layer_csv"),
    path("district/<str:key>/", sheets.district, name="picture_district"),
    path("district/<str:key>/sheet.pdf", sheets.district_pdf, name="picture_district_pdf"),
    path("beat/<uuid:key>/", sheets.beat, name="picture_beat"),
    path("beat/<uuid:key>/sheet.pdf", sheets.beat_pdf, name="picture_beat_pdf"),
]
