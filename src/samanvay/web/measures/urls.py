"""The addresses of this room."""

from django.urls import URLPattern

from . import request_urls

urlpatterns: list[URLPattern] = [*request_urls.urlpatterns]
