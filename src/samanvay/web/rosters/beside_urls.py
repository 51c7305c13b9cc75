"""The addresses of guests, trainers, materials, costs, notes and feedback of a batch."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
