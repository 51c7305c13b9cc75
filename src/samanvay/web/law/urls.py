"""The addresses of the law."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.web.kit import menu

from . import asking, checking, drafting, feed, pages
from . import finding as finding  # it puts itself into the search

menu.register(_("Law"), "law", Permission.FACT_READ, Permission.FACT_READ_PARTNER, order=45, turn=menu.Turn.LEARN)

urlpatterns = [
    path("law/", pages.law, name="law"),
    path("law.csv", pages.law_csv, name="law_csv"),
    path("law/changes/", pages.law_changes, name="law_changes"),
    path("law/changes.atom", feed.law_feed, name="law_feed"),
    path("law/clocks/", pages.law_clocks, name="law_clocks"),
    path("law/to-verify/", checking.law_to_verify, name="law_to_verify"),
    path("law/checks/<uuid:key>/undo/", checking.law_check_undo, name="law_check_undo"),
    path("law/questions/", asking.law_questions, name="law_questions"),
    path("law/questions.csv", asking.law_questions_csv, name="law_questions_csv"),
    path("law/questions/<uuid:key>/", asking.law_question, name="law_question"),
    path("law/questions/<uuid:key>/answer/", asking.law_answer, name="law_answer"),
    path("law/questions/<uuid:key>/void/", asking.law_question_void, name="law_question_void"),
    path("law/answers/<uuid:key>/accept/", asking.law_answer_accept, name="law_answer_accept"),
    path("law/answers/<uuid:key>/confirm/", asking.law_answer_confirm, name="law_answer_confirm"),
    path("law/answers/<uuid:key>/wrong/", asking.law_answer_wrong, name="law_answer_wrong"),
    path("law/answers/<uuid:key>/void/", asking.law_answer_void, name="law_answer_void"),
    path("law/drafts/", drafting.law_drafts, name="law_drafts"),
    path("law/drafts/new/<slug:kind>/", drafting.law_draft_new, name="law_draft_new"),
    path("law/drafts/<uuid:key>/", drafting.law_draft, name="law_draft"),
    path("law/drafts/<uuid:key>/write/", drafting.law_draft_write, name="law_draft_write"),
    path("law/drafts/<uuid:key>/send/", drafting.law_draft_send, name="law_draft_send"),
    path("law/drafts/<uuid:key>/publish/", drafting.law_draft_publish, name="law_draft_publish"),
    path("law/drafts/<uuid:key>/send-back/", drafting.law_draft_send_back, name="law_draft_send_back"),
    path("law/drafts/<uuid:key>/keep-own/", drafting.law_draft_keep_own, name="law_draft_keep_own"),
    path("law/drafts/<uuid:key>/withdraw/", drafting.law_draft_withdraw, name="law_draft_withdraw"),
    path("law/<slug:code>/", pages.law_entry, name="law_entry"),
    path("law/<slug:code>/ask/", asking.law_ask, name="law_ask"),
    path("law/<slug:code>/compare/", pages.law_compare, name="law_compare"),
    path("law/<slug:code>/correct/", drafting.law_correct, name="law_correct"),
    path("law/<slug:code>/check/", checking.law_check, name="law_check"),
]
