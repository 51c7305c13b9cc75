"""The addresses of plans, their changes, centres and closures."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
