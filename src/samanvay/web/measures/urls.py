"""The addresses of this room."""

from django.urls import path

from . import effect_pages

urlpatterns = [
    path("effect/", effect_pages.effect, name="effect"),
    path("effect.csv", effect_pages.effect_csv, name="effect_csv"),
]
