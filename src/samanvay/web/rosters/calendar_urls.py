"""The addresses of the calendar, of who is away and of how far training has come."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
