"""The addresses of the trends board."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import views

menu.register(
    _("Trends"), "trends", Permission.FACT_READ, Permission.FACT_READ_PARTNER, order=26, turn=menu.Turn.PICTURE
)

urlpatterns = [
    path("trends/", views.trends, name="trends"),
    path("trends.csv", views.trends_csv, name="trends_csv"),
    path("trends/<slug:kind>/<str:key>/", views.trend, name="trend"),
    path("trends/posts/<uuid:key>/void/", views.post_void, name="post_void"),
]
