"""The addresses of documents; where their record has a number of its own, it stands in the address."""

from django.urls import include, path

from . import adding, keeping, showing

of_any_record = [
    path("add/report/<uuid:report_id>/", adding.add_to_report, name="report_document_add"),
    path("add/request/<uuid:request_id>/", adding.add_to_request, name="request_document_add"),
    path("<uuid:document_id>/", showing.page, name="document_page"),
    path("<uuid:document_id>/look/", showing.look, name="document_look"),
    path("<uuid:document_id>/picture/", showing.picture, name="document_picture"),
    path("<uuid:document_id>/play/", showing.play, name="document_play"),
    path("<uuid:document_id>/copy/", showing.copy, name="document_copy"),
    path("<uuid:document_id>/original/", showing.original, name="document_original"),
    path("<uuid:document_id>/custody/", keeping.custody, name="document_custody"),
    path("<uuid:document_id>/custody.csv", keeping.custody_csv, name="document_custody_csv"),
    path("<uuid:document_id>/void/", keeping.void, name="document_void"),
    path("<uuid:document_id>/move/", keeping.move, name="document_move"),
    path("<uuid:document_id>/scan/", keeping.scan, name="document_scan"),
]

urlpatterns = [
    path("cases/<uuid:case_id>/documents/add/", adding.add_to_case, name="document_add"),
    path("cases/<uuid:case_id>/documents/<uuid:document_id>/", showing.of_case, name="document"),
    path("tracing/<uuid:entry_id>/documents/add/", adding.add_to_entry, name="entry_document_add"),
    path("documents/", include(of_any_record)),
]
