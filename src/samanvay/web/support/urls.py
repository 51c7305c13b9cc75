"""The addresses of identification."""

from django.urls import path

from . import presenters as presenters  # it gives the case's page its card
from . import views

urlpatterns = [
    path("", views.signs, name="signs"),
    path("case/<uuid:case_id>/", views.screenings, name="screenings"),
    path("case/<uuid:case_id>/ask/", views.ask, name="screening_new"),
    path("<uuid:screening_id>/", views.screening, name="screening"),
    path("<uuid:screening_id>/form/", views.form_answer, name="screening_form"),
    path("<uuid:screening_id>/answers/", views.answers, name="screening_answers"),
    path("<uuid:screening_id>/correct/", views.correct, name="screening_correct"),
]
