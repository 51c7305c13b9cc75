"""The addresses of acts."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import act_page, declaring, listing, person_page
from . import card as card  # it gives its card to other pages

urlpatterns = [
    path("acts/", listing.acts, name="acts"),
    path("acts.csv", listing.acts_csv, name="acts_csv"),
    path("acts/<uuid:act_id>/", act_page.act_page, name="act"),
    path("acts/<uuid:act_id>/confirm/", act_page.confirm, name="act_confirm"),
    path("acts/<uuid:act_id>/contradict/", act_page.contradict, name="act_contradict"),
    path("acts/<uuid:act_id>/correct/", act_page.correct, name="act_correct"),
    path("acts/<uuid:act_id>/withdraw/", act_page.withdraw, name="act_withdraw"),
    path("acts/<uuid:act_id>/attest/", act_page.attest, name="act_attest"),
    path("acts/record/<uuid:case_id>/", declaring.choose, name="act_choose"),
    path("acts/record/<uuid:case_id>/<slug:code>/", declaring.record, name="act_record"),
    path("acts/person/<uuid:person_id>/", person_page.person_page, name="person_acts"),
    path("acts/person/<uuid:person_id>/pdf/", person_page.person_print, name="person_acts_pdf"),
]

menu.register(_("Acts to answer"), "acts", Permission.CASE_READ, order=12, turn=menu.Turn.CASES)
