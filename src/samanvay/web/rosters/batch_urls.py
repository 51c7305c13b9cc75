"""The addresses of one batch and its roll."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
