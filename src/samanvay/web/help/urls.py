"""The addresses of help."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.help_front, name="help"),
    path("guide/", views.guide, name="help_guide"),
    path("guide/<slug:role>.pdf", views.guide_pdf, name="help_guide_pdf"),
    path("page/<slug:name>/", views.help_page, name="help_page"),
]
