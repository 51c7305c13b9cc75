"""The pages, a line each room."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
]
