"""The addresses of a user's sessions."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.sessions, name="usersessions_list"),
    path("end-others/", views.end_others, name="sessions_end_others"),
    path("<int:key>/end/", views.end_one, name="session_end"),
]
