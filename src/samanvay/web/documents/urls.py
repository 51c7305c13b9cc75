"""The addresses of documents; those of a case's are also among the case's."""

from django.urls import path

from . import adding, keeping, showing

urlpatterns = [
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
