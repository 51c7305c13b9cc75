"""The addresses of training and examinations. A course's code stands after those of the room itself."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import analysis, bank, certificates, examinations, learning, people, questions, seats, writing
from . import finding as finding  # it puts itself into the search

QUESTION = "<slug:code>/questions/<slug:question>/"
READERS = Permission.FACT_READ, Permission.FACT_READ_PARTNER

menu.register(_("Training"), "training", *READERS, order=39, turn=menu.Turn.LEARN)
menu.register(_("Examinations"), "examinations", *READERS, order=40, turn=menu.Turn.LEARN)

in_training = [
    path("examinations/", examinations.examinations, name="examinations"),
    path("examinations/<slug:code>/", examinations.examination, name="examination"),
    path("sittings/<uuid:key>/", examinations.sitting, name="sitting"),
    path("sittings/<uuid:key>/answers/", examinations.sitting_answers, name="sitting_answers"),
    path("sittings/<uuid:key>/hand-in/", examinations.sitting_hand_in, name="sitting_hand_in"),
    path("sittings/<uuid:key>/result/", examinations.sitting_result, name="sitting_result"),
    path("certificates/", certificates.certificates, name="certificates"),
    path("certificates/<slug:public_id>/pdf/", certificates.certificate_pdf, name="certificate_pdf"),
    path("certificates/<slug:public_id>/revoke/", certificates.certificate_revoke, name="certificate_revoke"),
    path("seats/", seats.seats, name="seats"),
    path("seats/<uuid:key>/", seats.seats_one, name="seats_one"),
    path("seats/<uuid:key>/close/", seats.seats_close, name="seats_close"),
    path("<slug:code>/analysis/", analysis.training_analysis, name="training_analysis"),
    path("<slug:code>/analysis.csv", analysis.training_analysis_csv, name="training_analysis_csv"),
    path("<slug:code>/analysis/<slug:question>/", analysis.training_analysis_item, name="training_analysis_item"),
    path("<slug:code>/analysis/<slug:question>/deed/", analysis.training_analysis_deed, name="training_analysis_deed"),
    path("rulings/<uuid:key>/", analysis.training_ruling, name="training_ruling"),
    path("<slug:code>/bank/", bank.training_bank, name="training_bank"),
    path("<slug:code>/bank.<slug:form>", bank.training_bank_export, name="training_bank_export"),
    path("<slug:code>/results.<slug:form>", bank.training_results, name="training_results"),
    path("", learning.training, name="training"),
    path("gaps/", learning.training_gaps, name="training_gaps"),
    path("people/", people.training_people, name="training_people"),
    path("people.csv", people.training_people_csv, name="training_people_csv"),
    path("people/me/", people.training_people_own, name="training_people_own"),
    path("people/of/<uuid:key>/", people.training_people_of, name="training_people_of"),
    path("people/<uuid:key>/rate/", people.training_people_rate, name="training_people_rate"),
    path("write/", writing.training_write_list, name="training_write_list"),
    path("<slug:code>/", learning.training_course, name="training_course"),
    path("<slug:code>/print/", learning.training_print, name="training_print"),
    path("<slug:code>/refresher/", learning.training_refresher, name="training_refresher"),
    path("<slug:code>/files/<uuid:key>/", learning.training_file, name="training_file"),
    path("<slug:code>/lessons/<slug:lesson>/", learning.training_lesson, name="training_lesson"),
    path("<slug:code>/lessons/<slug:lesson>/place/", learning.training_place, name="training_place"),
    path("<slug:code>/write/", writing.training_write, name="training_write"),
    path("<slug:code>/write/course/", writing.training_write_course, name="training_write_course"),
    path("<slug:code>/write/module/", writing.training_write_module, name="training_write_module"),
    path("<slug:code>/write/lesson/", writing.training_write_lesson, name="training_write_lesson"),
    path("<slug:code>/write/file/", writing.training_write_file, name="training_write_file"),
    path("<slug:code>/write/remove/", writing.training_write_remove, name="training_write_remove"),
    path("<slug:code>/write/begin/", writing.training_write_begin, name="training_write_begin"),
    path("<slug:code>/write/review/", writing.training_write_review, name="training_write_review"),
    path("<slug:code>/write/flags/<uuid:key>/", writing.training_flag, name="training_flag"),
    path("<slug:code>/compare/", writing.training_compare, name="training_compare"),
    path("<slug:code>/questions/", questions.training_questions, name="training_questions"),
    path("<slug:code>/questions/new/", questions.training_question_new, name="training_question_new"),
    path(QUESTION, questions.training_question, name="training_question"),
    path(QUESTION + "write/", questions.training_question_write, name="training_question_write"),
    path(QUESTION + "review/", questions.training_question_review, name="training_question_review"),
]

urlpatterns = [
    path("training/", include(in_training)),
    path("certificate/<slug:public_id>/", certificates.certificate_verify, name="certificate_verify"),
]
