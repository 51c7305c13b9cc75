"""The addresses of examinations, certificates and what answers tell of questions."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import analysis, bank, certificates, examinations, seats

menu.register(
    _("Examinations"),
    "examinations",
    Permission.FACT_READ,
    Permission.FACT_READ_PARTNER,
    order=40,
    turn=menu.Turn.LEARN,
)

urlpatterns = [
    path("training/examinations/", examinations.examinations, name="examinations"),
    path("training/examinations/<slug:code>/", examinations.examination, name="examination"),
    path("training/sittings/<uuid:key>/", examinations.sitting, name="sitting"),
    path("training/sittings/<uuid:key>/answers/", examinations.sitting_answers, name="sitting_answers"),
    path("training/sittings/<uuid:key>/hand-in/", examinations.sitting_hand_in, name="sitting_hand_in"),
    path("training/sittings/<uuid:key>/result/", examinations.sitting_result, name="sitting_result"),
    path("training/certificates/", certificates.certificates, name="certificates"),
    path("training/certificates/<slug:public_id>/pdf/", certificates.certificate_pdf, name="certificate_pdf"),
    path("training/certificates/<slug:public_id>/revoke/", certificates.certificate_revoke, name="certificate_revoke"),
    path("certificate/<slug:public_id>/", certificates.certificate_verify, name="certificate_verify"),
    path("training/seats/", seats.seats, name="seats"),
    path("training/seats/<uuid:key>/", seats.seats_one, name="seats_one"),
    path("training/seats/<uuid:key>/close/", seats.seats_close, name="seats_close"),
    path("training/<slug:code>/analysis/", analysis.training_analysis, name="training_analysis"),
    path("training/<slug:code>/analysis.csv", analysis.training_analysis_csv, name="training_analysis_csv"),
    path(
        "training/<slug:code>/analysis/<slug:question>/",
        analysis.training_analysis_item,
        name="training_analysis_item",
    ),
    path(
        "training/<slug:code>/analysis/<slug:question>/deed/",
        analysis.training_analysis_deed,
        name="training_analysis_deed",
    ),
    path("training/rulings/<uuid:key>/", analysis.training_ruling, name="training_ruling"),
    path("training/<slug:code>/bank/", bank.training_bank, name="training_bank"),
    path("training/<slug:code>/bank.<slug:form>", bank.training_bank_export, name="training_bank_export"),
    path("training/<slug:code>/results.<slug:form>", bank.training_results, name="training_results"),
]
