"""The addresses of the picture."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web import menu

from . import layers, views

menu.register(_("Picture"), "picture", Permission.FACT_READ, Permission.FACT_READ_PARTNER, order=20)

urlpatterns = [
    path("", views.picture, name="picture"),
    path("<slug:table>.csv", views.table_csv, name="picture_csv"),
    path("ground/<str:code>.svg", views.ground_picture, name="picture_ground"),
    path("layers/", layers.stat_layers, name="stat_layers"),
    path("layers/<slug:kind>/", layers.stat_layer, name="stat_layer"),
    path("layers/<slug:kind>.csv", layers.stat_layer_csv, name="stat_layer_csv"),
    path("district/<str:key>/", views.district, name="picture_district"),
]
