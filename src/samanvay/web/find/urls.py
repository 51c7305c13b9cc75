"""The address of the search."""

from django.urls import path

from . import pages as pages  # they put themselves into the search
from . import views

urlpatterns = [path("", views.find, name="find")]
