"""Who may open what: one row for each address of the product. The test walks the URL tree and asks for every row.

How to add a page: put a row under its room.

* ``name``: the URL's name as ``reverse`` takes it (``room:name`` in a namespace).
* ``who``: ANYONE (without sign-in), OFFICERS (every signed-in user, also one without a role), a Permission, or a
  tuple of Permissions of which one suffices. Anybody else signed in gets ``without`` (403).
* ``get``, ``post``, ``put``, ``patch``, ``delete``: the status for those who may; None: the method is not offered.
* ``data``: what is posted; by default an empty form, so say the status that this gives (200 or 400 with its errors).
* ``of``: the thing in the address, when it has arguments: a name from ``things.py`` (make one there, ten lines).
  Every persona then tries it in its own unit, in a foreign one, and one that does not exist; the last two must be
  the same 404, byte for byte.
* ``get_who``: the permission for GET, where another one is needed to send the form.
* ``is_open``: the thing is of no unit's keeping (a place, a unit, an officer): there is no foreign one.
* ``but``: exceptions, role -> status (for all methods offered).
* ``anonymous``: who is not signed in gets 302 to the sign-in (401 in the API) unless this says otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from samanvay.access.permissions import Permission as P

ANYONE: Literal["anyone"] = "anyone"
OFFICERS: Literal["officers"] = "officers"


@dataclass(frozen=True)
class Row:
    """What one address answers to whom."""

    name: str
    who: str | P | tuple[P, ...]
    get: int | None = 200
    post: int | None = None
    put: int | None = None
    patch: int | None = None
    delete: int | None = None
    of: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    without: int = 403
    but: Mapping[str, int] = field(default_factory=dict)
    anonymous: int | None = None
    is_open: bool = False
    get_who: P | None = None

    def status(self, method: str) -> int | None:
        """Return the status for those who may, or None where the method is not offered."""
        return {
            "GET": self.get,
            "POST": self.post,
            "PUT": self.put,
            "PATCH": self.patch,
            "DELETE": self.delete,
        }[method]

    @property
    def permissions(self) -> tuple[P, ...]:
        """The permissions of which one opens the page; empty for ANYONE and OFFICERS."""
        if isinstance(self.who, tuple):
            return self.who
        return (self.who,) if isinstance(self.who, P) else ()

    @property
    def is_api(self) -> bool:
        return self.name.startswith("api")


UNSEEN: Mapping[str, int] = {"nobody": 404}

# They may import, but no list of officers without the right to post, as the one staged here is.
NO_OFFICERS = dict.fromkeys(
    ("state_bureau", "state_desk_analyst", "ahtu_in_charge", "dcpu", "police_chief", "trainer"), 403
)
# Whoever keeps a roll of members takes in its sheets, and no other.
IMPORTS = (P.IMPORT_RUN, P.ROSTER_WRITE)
ROSTERS = (P.FACT_READ, P.FACT_READ_PARTNER, P.ROSTER_WRITE)

# They read cases and record no act in any; they open cases and produce nobody before a committee.
NO_MAKER = dict.fromkeys(
    ("counsellor", "court_officer", "legal_services", "prosecutor", "police_chief", "range_officer", "state_bureau",
     "state_nodal_officer"),
    403,
)  # fmt: skip
PRODUCES_NOBODY = dict.fromkeys(("police_chief", "range_officer", "state_bureau", "state_nodal_officer"), 403)

# Files of lessons are for whoever has a post.
NO_POST = {"nobody": 403}

# Who runs the batches of their district.
RUNS = (P.ROSTER_WRITE, P.EXAM_INVIGILATE)

# They open cases and write in no register.
OPENS_BUT_TRACES_NOT = {"labour_officer": 403}

SEES_BATCHES = (P.FACT_READ, P.FACT_READ_PARTNER, P.ROSTER_WRITE)
RUNS_BATCHES = (P.ROSTER_WRITE, P.EXAM_INVIGILATE)

ROWS: tuple[Row, ...] = (
    # The house
    Row("language", ANYONE, None, 400),
    Row("gallery", ANYONE, 200),
    Row("healthz", ANYONE, 200),
    Row("health", P.HEALTH_READ, 200),
    Row("find", OFFICERS, 200),
    Row("help", OFFICERS, 200),
    Row("help_page", OFFICERS, 200, of="page of help", is_open=True),
    Row("help_guide", OFFICERS, 200),
    Row("help_guide_pdf", OFFICERS, 200, of="guide of a post", is_open=True),
    # The log
    Row("audit", P.AUDIT_READ, 200),
    Row("audit_csv", P.AUDIT_READ, 200),
    Row("audit_verify", P.AUDIT_VERIFY, 302, 302),
    # Cases; "nobody" sees no row, so that a case is not there for them
    Row("cases", P.CASE_READ, 200),
    Row("case_open", P.CASE_OPEN, 200, 400),
    Row("case_quick", P.CASE_OPEN, 200, 400),
    Row("case_search", P.CASE_READ, 200, 400),
    Row("case_export", P.CASE_EXPORT, 200, 400),
    Row("erasure", P.BOX_ERASE, 200, 400),
    Row("case", P.CASE_READ, 200, of="case", but=UNSEEN),
    Row("case_history", P.CASE_READ, 200, of="case", but=UNSEEN),
    Row("case_amend", P.CASE_AMEND, 200, 400, of="case", but=UNSEEN),
    Row("case_move", P.CASE_AMEND, 200, 400, of="case", but=UNSEEN),
    Row("case_same", P.CASE_AMEND, None, 400, of="case", but=UNSEEN),  # this case tells nothing yet
    Row("case_pair", P.CASE_AMEND, 200, 400, of="case pair"),
    Row("case_share", P.CASE_TEAM, 200, 400, of="case", but=UNSEEN),
    Row("case_void", P.CASE_VOID, 200, 400, of="case", but=UNSEEN),
    Row("person_add", P.CASE_AMEND, 200, 400, of="case", but=UNSEEN),
    Row("person_amend", P.CASE_AMEND, 200, 400, of="one of a case", but=UNSEEN),
    Row("person_void", P.CASE_AMEND, 200, 400, of="one of a case", but=UNSEEN),
    Row("case_people", P.CASE_AMEND, 200, 400, of="case", but=UNSEEN),
    Row("person_left", P.CASE_AMEND, 200, 400, of="one of a case", but=UNSEEN),
    Row("person_left_void", P.CASE_AMEND, 200, 400, of="departure", but=UNSEEN),
    Row("event_number", P.CASE_AMEND, 200, 400, of="case event", but=UNSEEN),
    Row("case_recount", P.CASE_READ, 403, 403, of="recount", but=UNSEEN),  # for the unit that took the people over
    Row("event_void", P.CASE_AMEND, 200, 400, of="case event", but=UNSEEN),
    Row("case_hand_over", P.CASE_TEAM, 200, 400, of="case", but=UNSEEN),
    Row("leg_add", P.CASE_AMEND, 200, 400, of="case", but=UNSEEN),
    Row("legs_order", P.CASE_AMEND, 200, 400, of="case", but=UNSEEN),
    Row("leg_amend", P.CASE_AMEND, 200, 400, of="case leg", but=UNSEEN),
    Row("leg_void", P.CASE_AMEND, 200, 400, of="case leg", but=UNSEEN),
    Row("item_add", P.CASE_AMEND, 200, 400, of="case", but=UNSEEN),
    Row("item_amend", P.CASE_AMEND, 200, 400, of="case item", but=UNSEEN),
    Row("item_seal", P.CASE_READ, 403, 403, of="case item", but=UNSEEN),
    Row("item_void", P.CASE_AMEND, 200, 400, of="case item", but=UNSEEN),
    Row("provision_add", P.CASE_AMEND, 200, 400, of="case", but=UNSEEN),
    Row("provision_void", P.CASE_AMEND, 200, 400, of="cited provision", but=UNSEEN),
    Row("event_add", P.CASE_AMEND, 200, 400, of="case", but=UNSEEN),
    Row("team_name", P.CASE_TEAM, 200, 400, of="case", but=UNSEEN),
    Row("team_remove", P.CASE_TEAM, None, 302, of="team member", but=UNSEEN),
    # Signs of trafficking: answers are for the team, what follows for whoever reads the case
    Row("signs", OFFICERS, 200),
    Row("screenings", P.CASE_READ, 200, of="case", but=UNSEEN),
    Row("screening_new", P.CASE_READ, 403, 403, of="case", but=UNSEEN),
    Row("screening", P.CASE_READ, 200, of="screening", but=UNSEEN),
    Row("screening_form", P.CASE_AMEND, None, 400, of="screening", but=UNSEEN),
    Row("screening_answers", P.CASE_READ, 403, 403, of="screening", but=UNSEEN),
    Row("screening_correct", P.CASE_READ, None, 403, of="screening", but=UNSEEN),
    Row("document_add", P.DOCUMENT_ADD, 200, 400, of="case", but=UNSEEN),
    Row("document", P.CASE_READ, 200, 400, of="case document", but=UNSEEN),
    # Acts of a case; no persona answers for the committee that received this one, which was not on the system
    Row("acts", P.CASE_READ, 200, 400),  # nothing is ticked
    Row("acts_csv", P.CASE_EXPORT, 200),
    Row("act", P.CASE_READ, 200, of="act", but=UNSEEN),
    Row("act_confirm", P.CASE_READ, None, 403, of="act", but=UNSEEN),
    Row("act_contradict", P.CASE_READ, 403, 403, of="act", but=UNSEEN),
    Row("act_correct", P.CASE_OPEN, 200, 400, of="act", but=UNSEEN | PRODUCES_NOBODY),
    Row("act_withdraw", P.CASE_OPEN, 200, 400, of="act", but=UNSEEN | PRODUCES_NOBODY),
    Row("act_attest", P.CASE_READ, 200, 400, of="act", but=UNSEEN),
    Row("act_choose", P.CASE_READ, 200, of="case", but=UNSEEN | NO_MAKER),
    Row("act_record", P.CASE_OPEN, 200, 400, of="case and kind of act", but=UNSEEN | PRODUCES_NOBODY),
    Row("person_acts", P.CASE_READ, 200, of="person by id", but=UNSEEN),
    Row("person_acts_pdf", P.CASE_READ, 200, of="person by id", but=UNSEEN),
    # Pairs of entries that may be one person, the way home, the figures
    Row("matches", P.TRACING_JUDGE, 200, 400, get_who=P.TRACING_READ),  # without a reason
    Row("matches_undo", P.TRACING_JUDGE, None, 302),  # nothing is ticked: said on the next page
    Row("match", P.TRACING_READ, 200, of="pair", but=UNSEEN),
    Row("match_judge", P.TRACING_JUDGE, None, 400, of="pair", but=UNSEEN),
    Row("match_accept", P.TRACING_ACCEPT, None, 400, of="judged pair", but=UNSEEN),
    Row("match_end", P.TRACING_ACCEPT, 200, 400, of="judged pair", but=UNSEEN),
    Row("match_verify", P.TRACING_WRITE, None, 403, of="pair", but=UNSEEN),  # nobody accepted it yet
    Row("match_name", P.TRACING_READ, 403, 403, of="name of a pair", but=UNSEEN),  # for the team alone
    Row("judgement_withdraw", P.TRACING_ACCEPT, 200, 400, of="judgement", but=UNSEEN),
    Row("entry_matches", P.TRACING_READ, 200, of="found entry", but=UNSEEN),
    Row("way_home_begin", P.TRACING_WRITE, None, 302, of="found entry", but=UNSEEN),
    Row("way_home", P.TRACING_READ, 200, of="way home", but=UNSEEN),
    Row("way_home_deed", P.TRACING_WRITE, None, 400, of="step of a way home", but=UNSEEN),
    Row("tracing_board", P.TRACING_READ, 200),
    Row("tracing_board_csv", P.TRACING_READ, 200),
    # Documents by their own address; what needs a ticket, the team or the one who added it is refused to all
    Row("document_page", P.CASE_READ, 200, 400, of="document", but=UNSEEN),
    Row("document_look", P.CASE_READ, 403, of="document", but=UNSEEN),
    Row("document_picture", P.CASE_READ, 403, of="document", but=UNSEEN),
    Row("document_play", P.CASE_READ, 403, of="document", but=UNSEEN),
    Row("document_copy", P.CASE_READ, None, 400, of="document", but=UNSEEN),
    Row("document_original", P.CASE_READ, 403, 403, of="document", but=UNSEEN),
    Row("document_custody", P.CASE_READ, 200, of="document", but=UNSEEN),
    Row("document_custody_csv", P.CASE_READ, 200, of="document", but=UNSEEN),
    Row("document_void", P.DOCUMENT_ADD, 403, 403, of="document", but=UNSEEN),
    Row("document_move", P.DOCUMENT_ADD, 403, 403, of="document", but=UNSEEN),
    Row("document_scan", P.CASE_READ, None, 403, of="document", but=UNSEEN),  # there is no scanner
    Row("report_document_add", P.REPORT_WRITE, 200, 400, of="report to add to"),
    # Sealed records: no persona is in these teams, so that posting at the unit alone opens nothing
    Row("box_seal", P.CASE_READ, 403, 403, of="case person", but=UNSEEN),
    Row("box", P.CASE_READ, 403, 403, of="sealed box", but=UNSEEN),
    Row("box_correct", P.CASE_READ, None, 403, of="sealed box", but=UNSEEN),
    Row("glass_break", P.BOX_BREAK, 200, 400, of="sealed box", but=UNSEEN),
    Row("glass", P.CASE_READ, 200, 400, of="glass request", but=UNSEEN),
    # The registers of the missing and the found
    Row("entries", P.TRACING_READ, 200),
    Row("entry_add", P.TRACING_WRITE, 200, 400),
    Row("entry_add_full", P.TRACING_WRITE, 200, 400),
    Row("entry_export", P.CASE_EXPORT, 200, 400),
    Row("entry", P.TRACING_READ, 200, of="entry", but=UNSEEN),
    Row("entry_history", P.TRACING_READ, 200, of="entry", but=UNSEEN),
    Row("entry_amend", P.TRACING_WRITE, 200, 400, of="entry", but=UNSEEN),
    Row("entry_move", P.TRACING_WRITE, 200, 400, of="entry", but=UNSEEN),
    Row("entry_share", P.CASE_TEAM, 200, 400, of="entry", but=UNSEEN),
    Row("entry_void", P.CASE_VOID, 200, 400, of="entry", but=UNSEEN),
    # who may write here and opens no case is refused by the second of the two
    Row("entry_case", P.CASE_OPEN, 200, 400, of="entry", but=UNSEEN | OPENS_BUT_TRACES_NOT),
    Row("entry_step", P.TRACING_WRITE, 200, 400, of="entry", but=UNSEEN),
    Row("entry_questions", P.TRACING_WRITE, 200, 400, of="entry", but=UNSEEN),
    Row("entry_document_add", P.TRACING_WRITE, 200, 400, of="entry"),
    # Notices: asked for by the owner, approved by a second person, printed by the team
    Row("entry_notice", P.TRACING_READ, 403, 400, of="entry to notice", but=UNSEEN),
    Row("hue_notices", P.TRACING_READ, 200),
    Row("notice_exchange", P.TRACING_WRITE, 200, 400),
    Row("hue_notice", P.TRACING_READ, 200, of="notice of an entry", but=UNSEEN),
    Row("hue_notice_decide", P.TRACING_NOTICE, None, 400, of="notice of an entry", but=UNSEEN),
    Row("hue_notice_print", P.TRACING_READ, None, 403, of="notice of an entry", but=UNSEEN),
    Row("hue_notice_withdraw", P.TRACING_NOTICE, None, 302, of="notice of an entry", but=UNSEEN),
    Row("entry_team", P.CASE_TEAM, 200, 400, of="entry", but=UNSEEN),
    Row("entry_team_remove", P.CASE_TEAM, None, 302, of="member of a search", but=UNSEEN),
    Row("entry_typed", P.TRACING_READ, None, 403, of="entry", but=UNSEEN),
    Row("entry_receipt", P.TRACING_READ, None, 403, of="entry", but=UNSEEN),
    Row("entry_seal", P.TRACING_READ, 403, 403, of="entry to seal", but=UNSEEN),
    Row("entry_box", P.TRACING_READ, 403, 403, of="box of an entry", but=UNSEEN),
    Row("entry_box_correct", P.TRACING_READ, None, 403, of="box of an entry", but=UNSEEN),
    Row("entry_glass_break", P.BOX_BREAK, 200, 400, of="box of an entry", but=UNSEEN),
    Row("entry_glass", P.TRACING_READ, 200, 400, of="glass of an entry", but=UNSEEN),
    # Directory and imports; the list staged here is one of officers, and those are the administrator's
    Row("places", P.DIRECTORY_READ, 200),
    Row("groups", P.DIRECTORY_READ, 200),
    Row("place", P.DIRECTORY_READ, 200, of="place"),
    Row("units", P.DIRECTORY_READ, 200),
    Row("unit", P.DIRECTORY_READ, 200, of="unit", is_open=True),
    Row("officers", P.DIRECTORY_READ, 200),
    Row("officer", P.DIRECTORY_READ, 200, of="officer", is_open=True),
    Row("group_new", P.DIRECTORY_EDIT, 200, 400),
    Row("place_rename", P.DIRECTORY_EDIT, 200, 400, of="place"),
    Row("place_correct", P.DIRECTORY_EDIT, 200, 400, of="place"),
    Row("place_add", P.DIRECTORY_EDIT, 200, 400, of="place"),
    Row("facility_add", P.DIRECTORY_EDIT, 200, 400, of="place"),
    Row("district_merge", P.DIRECTORY_EDIT, 200, 400, of="place"),
    Row("readers_progress", P.DIRECTORY_EDIT, 200),
    Row("readers_rebuild", P.DIRECTORY_EDIT, None, 302),
    Row("district_split", P.DIRECTORY_EDIT, 200, 400, of="place"),
    Row("district_move", P.DIRECTORY_EDIT, 200, 400, of="place"),
    Row("group_members_set", P.DIRECTORY_EDIT, 200, 400, of="group of districts"),
    Row("unit_new", P.DIRECTORY_EDIT, 200, 400),
    Row("unit_rename", P.DIRECTORY_EDIT, 200, 400, of="unit", is_open=True),
    Row("unit_move", P.DIRECTORY_EDIT, 200, 400, of="unit", is_open=True),
    Row("unit_close", P.DIRECTORY_EDIT, 200, 400, of="unit", is_open=True),
    Row("unit_serves", P.DIRECTORY_EDIT, 200, 400, of="unit", is_open=True),
    Row("officer_new", P.ACCESS_GRANT, 200, 400),
    Row("officer_correct", P.ACCESS_GRANT, 200, 400, of="officer", is_open=True),
    Row("officer_account", P.ACCESS_GRANT, None, 302, of="officer", is_open=True),
    Row("officer_open_sign_in", P.ACCESS_GRANT, 200, 400, of="officer with a sign-in", is_open=True),
    Row("officer_reset", P.ACCESS_GRANT, 200, 400, of="officer with a sign-in", is_open=True),
    Row("officer_post", P.ACCESS_GRANT, 200, 400, of="officer", is_open=True),
    Row("proposals", P.ACCESS_AGREE, 200),
    Row("proposal", P.ACCESS_AGREE, 200, 400, of="proposal", is_open=True),  # no answer is named
    Row("proposal_accept", (P.CASE_TEAM, P.DUTY_ASSIGN, P.ACCESS_AGREE), 200, 400, of="proposed token", is_open=True),
    Row("posting_transfer", P.ACCESS_GRANT, 200, 400, of="posting", is_open=True),
    Row("posting_end", P.ACCESS_GRANT, 200, 302, of="posting", is_open=True),
    Row("imports", IMPORTS, 200, 400),
    Row("import_run", IMPORTS, 200, of="import", but=NO_OFFICERS),
    Row("import_columns", IMPORTS, None, 302, of="import", but=NO_OFFICERS),
    Row("import_old_font", IMPORTS, 302, 400, of="import", but=NO_OFFICERS),
    Row("import_row", IMPORTS, 200, 302, of="import row", but=NO_OFFICERS),
    Row("import_apply", IMPORTS, None, 302, of="import", but=NO_OFFICERS),
    Row("import_stop", IMPORTS, None, 400, of="import", but=NO_OFFICERS),
    Row("import_undo", IMPORTS, None, 400, of="import", but=NO_OFFICERS),
    Row("import_drop", IMPORTS, None, 302, of="import", but=NO_OFFICERS),
    Row("import_progress", IMPORTS, 200, of="import", but=NO_OFFICERS),
    Row("import_faults", IMPORTS, 200, of="import", but=NO_OFFICERS),
    # Today: what waits; who sees a duty of the unit but does not own it may not do it
    Row("today", OFFICERS, 200),
    Row("duties_calendar", OFFICERS, 200),
    Row("tasks", OFFICERS, 200),
    Row("tasks_csv", OFFICERS, 200),
    Row("tasks_done", OFFICERS, None, 302),  # nothing is ticked: said on the next page
    Row("notices", OFFICERS, 200),
    Row("mail_choice", OFFICERS, 200, 400),
    # Before the meeting: whoever has one district is led to it; another's district is not there
    Row("meeting", P.REPORT_ACCEPT, 302),
    Row("meeting_csv", P.REPORT_ACCEPT, 200),
    Row("meeting_district", P.REPORT_ACCEPT, 200, of="district of the meeting"),
    Row("meeting_pdf", P.REPORT_ACCEPT, 200, of="district of the meeting"),
    Row("notices_seen", OFFICERS, None, 302),
    Row("duty", OFFICERS, 200, of="duty", but=UNSEEN),
    Row("duty_done", P.DUTY_ASSIGN, 302, 302, of="duty", but=UNSEEN, get_who=P.DUTY_DO),
    Row("duty_pause", P.DUTY_ASSIGN, 302, 400, of="duty", but=UNSEEN, get_who=P.DUTY_DO),
    Row("duty_ask", P.DUTY_ASSIGN, 302, 400, of="duty", but=UNSEEN, get_who=P.DUTY_DO),
    Row("duty_send_back", P.DUTY_ASSIGN, 302, 400, of="duty", but=UNSEEN, get_who=P.DUTY_DO),
    Row("duty_answer", P.DUTY_ASSIGN, None, 400, of="question", but=UNSEEN),
    Row("duty_let_stand", P.DUTY_ASSIGN, None, 302, of="question", but=UNSEEN),
    Row("duty_decide", P.DUTY_ASSIGN, None, 400, of="duty sent back", but=UNSEEN, data={"what": "insist"}),
    Row("duty_resume", P.DUTY_DO, None, 403, of="duty", but=UNSEEN),  # it is not paused
    Row("duty_hand_over", P.DUTY_DO, None, 400, of="duty", but=UNSEEN),  # nobody is named
    Row("duty_remind", P.DUTY_ASSIGN, None, 403, of="duty", but=UNSEEN),  # it is not overdue
    Row("duty_reassign", P.DUTY_ASSIGN, None, 400, of="duty", but={"station_officer": 403, **UNSEEN}),
    Row("duty_reopen", P.DUTY_DO, None, 403, of="duty", but=UNSEEN),  # it is not done
    Row(
        "duty_withdraw", P.DUTY_ASSIGN, None, 400, of="duty", but={"station_officer": 403, **UNSEEN}
    ),  # not by its owner
    # Reports
    Row("reports", P.REPORT_READ, 200),
    Row("report_new", P.REPORT_WRITE, 200, 400),
    Row("report_places", P.REPORT_READ, 200),
    Row("reports_to_accept", P.REPORT_ACCEPT, 200),
    Row("reports_accept", P.REPORT_ACCEPT, None, 302),  # nothing is ticked: said on the next page
    Row("reports_accept_undo", P.REPORT_ACCEPT, None, 302),
    Row("reports_week", P.REPORT_ACCEPT, 200),
    Row("reports_week_csv", P.REPORT_ACCEPT, 200),
    Row("report_both", P.REPORT_READ, 200, of="week of a district"),
    Row("report", P.REPORT_READ, 200, of="report"),
    Row("report_counts", P.REPORT_WRITE, 200, 400, of="report"),  # which version was seen is not said
    Row("report_revise", P.REPORT_WRITE, 200, 400, of="report"),
    Row("report_confirm_all", P.REPORT_WRITE, None, 302, of="report"),
    Row("report_submit", P.REPORT_WRITE, None, 302, of="report"),
    Row("report_decide", P.REPORT_ACCEPT, None, 403, of="report"),  # it is not submitted
    Row("reading_decide", P.REPORT_READ, None, 400, of="claim"),  # no decision is named
    Row("report_add", P.REPORT_WRITE, 200, 400, of="report"),  # no words are chosen
    Row("report_places_to_settle", P.REPORT_READ, 200),
    Row("report_places_undo", P.REPORT_READ, None, 404, of="press that settled places", is_open=True),  # nobody's own
    Row("reading_place", P.REPORT_WRITE, 200, 400, of="claim with a place as written"),
    Row("reading_place_again", P.REPORT_WRITE, 404, 404, of="claim with a place as written"),  # never settled before
    Row("reading_correct", P.REPORT_WRITE, 200, 200, of="claim"),  # the form again, with its errors
    Row("reader_teaching", P.READER_CONSENT, 200),
    Row("reader_consent_give", P.READER_CONSENT, 200, 400),  # no reason is given
    Row("reader_consent_confirm", P.READER_CONSENT, None, 302, of="consent to teach the reader", is_open=True),
    Row("reader_consent_withdraw", P.READER_CONSENT, 200, 400, of="consent to teach the reader", is_open=True),
    # The picture; partners see cells of ten and more
    Row("picture", (P.FACT_READ, P.FACT_READ_PARTNER), 200),
    Row("picture_csv", (P.FACT_READ, P.FACT_READ_PARTNER), 200, of="table of the picture", is_open=True),
    Row("picture_ground", OFFICERS, 200, of="ground", is_open=True),
    Row("picture_outlines", OFFICERS, 200, of="ground", is_open=True),
    Row("picture_rails", OFFICERS, 200, of="ground", is_open=True),
    Row("picture_map", P.FACT_READ, 200, of="file of the map", is_open=True),
    Row("picture_district", P.FACT_READ, 200, of="district", is_open=True),
    Row("picture_district_pdf", P.FACT_READ, 200, of="district", is_open=True),
    Row("picture_beat", P.FACT_READ, 200, of="beat", is_open=True),
    Row("picture_beat_pdf", P.FACT_READ, 200, of="beat", is_open=True),
    Row("blind", P.FACT_READ, 200),
    Row("blind_csv", P.FACT_READ, 200),
    Row("findings", P.FACT_READ, 200),
    Row("findings_csv", P.FACT_READ, 200),
    Row("finding", P.FACT_READ, 200, of="finding"),
    Row("finding_new", P.FINDING_WRITE, 200, 400),
    Row("finding_decide", P.FINDING_DECIDE, None, 400, of="finding"),
    Row("stat_layers", P.FACT_READ, 200),
    Row("stat_layer", P.FACT_READ, 200, of="published table", is_open=True),
    Row("stat_layer_csv", P.FACT_READ, 200, of="published table", is_open=True),
    # How well the compartments act as one, and whether what was done worked
    Row("convergence", P.FACT_READ, 200),
    Row("convergence_measure", P.FACT_READ, 200, of="measure of convergence", is_open=True),
    Row("convergence_csv", P.FACT_READ, 200, of="measure of convergence", is_open=True),
    Row("effect", P.FACT_READ, 200),
    Row("effect_csv", P.FACT_READ, 400),  # nothing is asked
    # The playbook: read by officers and partners, proposed to by those who report, kept by the desk
    Row("measures", (P.FACT_READ, P.FACT_READ_PARTNER), 200),
    Row("measures_csv", (P.FACT_READ, P.FACT_READ_PARTNER), 200),
    Row("measure_new", (P.MEASURE_PROPOSE, P.MEASURE_WRITE), 200, 400),
    Row("measure", (P.FACT_READ, P.FACT_READ_PARTNER), 200, of="measure", is_open=True),
    Row("measure_write", P.MEASURE_WRITE, 200, 400, of="measure", is_open=True),
    Row("measure_compare", (P.FACT_READ, P.FACT_READ_PARTNER), 200, of="measure", is_open=True),
    Row("measure_publish", P.MEASURE_WRITE, None, 400, of="measure", is_open=True),  # no text is named
    Row("measure_retire", P.MEASURE_WRITE, None, 400, of="measure", is_open=True),  # no reason is given
    Row("measure_bring_back", P.MEASURE_WRITE, None, 403, of="measure", is_open=True),  # it is not retired
    # The law: read by officers and partners, its feed by everybody, verified by counsel
    Row("law", (P.FACT_READ, P.FACT_READ_PARTNER), 200),
    Row("law_csv", (P.FACT_READ, P.FACT_READ_PARTNER), 200),
    Row("law_changes", (P.FACT_READ, P.FACT_READ_PARTNER), 200),
    Row("law_feed", ANYONE, 200),  # a feed reader signs in nowhere
    Row("law_clocks", (P.FACT_READ, P.FACT_READ_PARTNER), 200),
    Row("law_entry", (P.FACT_READ, P.FACT_READ_PARTNER), 200, of="entry of the law", is_open=True),
    Row("law_compare", (P.FACT_READ, P.FACT_READ_PARTNER), 200, of="entry of the law", is_open=True),
    Row("law_to_verify", P.LAW_VERIFY, 200),
    Row("law_drafts", (P.LAW_WRITE, P.LAW_VERIFY), 200),
    Row("law_draft_new", P.LAW_WRITE, 200, 400, of="kind of law", is_open=True),
    Row("law_correct", P.LAW_WRITE, 200, 400, of="entry of the law", is_open=True),
    Row("law_draft", (P.LAW_WRITE, P.LAW_VERIFY), 200, of="draft of the law", is_open=True),
    Row("law_draft_write", P.LAW_WRITE, 403, 403, of="draft of the law", is_open=True),  # another wrote it
    Row("law_draft_send", P.LAW_WRITE, None, 403, of="draft of the law", is_open=True),
    Row("law_draft_withdraw", P.LAW_WRITE, None, 403, of="draft of the law", is_open=True),
    Row("law_draft_publish", (P.LAW_WRITE, P.LAW_VERIFY), None, 302, of="draft of the law", is_open=True),
    Row("law_draft_send_back", (P.LAW_WRITE, P.LAW_VERIFY), None, 400, of="draft of the law", is_open=True),
    Row("law_draft_keep_own", (P.LAW_WRITE, P.LAW_VERIFY), None, 403, of="draft of the law", is_open=True),  # no offer
    Row("law_check", P.LAW_VERIFY, None, 400, of="entry of the law", is_open=True),  # nothing is said
    Row("law_check_undo", P.LAW_VERIFY, None, 403, of="word of counsel", is_open=True),  # another said it
    Row("law_questions", (P.FACT_READ, P.FACT_READ_PARTNER), 200),
    Row("law_questions_csv", (P.FACT_READ, P.FACT_READ_PARTNER), 200),
    Row("law_ask", (P.FACT_READ, P.FACT_READ_PARTNER), None, 400, of="entry of the law", is_open=True),
    Row("law_question", (P.FACT_READ, P.FACT_READ_PARTNER), 200, of="question on the law", is_open=True),
    Row("law_answer", (P.FACT_READ, P.FACT_READ_PARTNER), None, 400, of="question on the law", is_open=True),
    Row("law_question_void", (P.LAW_VERIFY, P.POST_VOID), None, 400, of="question on the law", is_open=True),
    Row("law_answer_accept", (P.LAW_VERIFY, P.LAW_ANSWER), None, 302, of="answer on the law", is_open=True),
    Row("law_answer_confirm", P.LAW_VERIFY, None, 403, of="answer on the law", is_open=True),  # there is no newer text
    Row("law_answer_wrong", P.LAW_VERIFY, None, 400, of="answer on the law", is_open=True),
    Row("law_answer_void", (P.LAW_VERIFY, P.POST_VOID), None, 400, of="answer on the law", is_open=True),
    # Training: learnt by officers and partners, written and reviewed by those who train
    Row("training", (P.FACT_READ, P.FACT_READ_PARTNER), 200),
    Row("training_gaps", (P.FACT_READ, P.FACT_READ_PARTNER), 200),
    Row("training_course", (P.FACT_READ, P.FACT_READ_PARTNER), 200, of="course", is_open=True),
    Row("training_print", (P.FACT_READ, P.FACT_READ_PARTNER), 200, of="course", is_open=True),
    Row("training_refresher", (P.FACT_READ, P.FACT_READ_PARTNER), 200, 302, of="course", is_open=True),
    Row("training_lesson", (P.FACT_READ, P.FACT_READ_PARTNER), 200, 302, of="lesson", is_open=True),
    Row("training_place", (P.FACT_READ, P.FACT_READ_PARTNER), None, 400, of="lesson", is_open=True),  # no place
    Row(
        "training_file",
        (P.COURSE_WRITE, P.COURSE_PUBLISH),
        200,
        of="file of a draft",
        is_open=True,
        without=404,
        but=NO_POST,
    ),
    Row("training_people", (P.FACT_READ, P.FACT_READ_PARTNER), 200),
    Row("training_people_csv", (P.FACT_READ, P.FACT_READ_PARTNER), 200),
    Row("training_people_own", (P.FACT_READ, P.FACT_READ_PARTNER), 200, 400),
    Row("training_people_of", P.COURSE_WRITE, 200, 400, of="somebody with a post", is_open=True),
    Row("training_people_rate", (P.FACT_READ, P.FACT_READ_PARTNER), None, 400, of="resource person", is_open=True),
    Row("training_write_list", (P.COURSE_WRITE, P.COURSE_PUBLISH), 200, 400),
    Row("training_write", (P.COURSE_WRITE, P.COURSE_PUBLISH), 200, of="draft of a course", is_open=True),
    Row("training_compare", (P.COURSE_WRITE, P.COURSE_PUBLISH), 200, of="draft of a course", is_open=True),
    Row("training_write_course", P.COURSE_WRITE, 200, 400, of="draft of a course", is_open=True),
    Row("training_write_module", P.COURSE_WRITE, 200, 400, of="draft of a course", is_open=True),
    Row("training_write_lesson", P.COURSE_WRITE, 404, 404, of="draft of a course", is_open=True),  # no module is named
    Row("training_write_file", P.COURSE_WRITE, 404, 404, of="draft of a course", is_open=True),
    Row("training_write_remove", P.COURSE_WRITE, None, 404, of="draft of a course", is_open=True),
    Row("training_write_begin", P.COURSE_WRITE, None, 302, of="draft of a course", is_open=True),
    Row("training_write_review", (P.COURSE_WRITE, P.COURSE_PUBLISH), None, 400, of="draft of a course", is_open=True),
    Row("training_flag", P.COURSE_WRITE, None, 400, of="flag on a module", is_open=True),  # no reason is given
    Row("training_questions", (P.COURSE_WRITE, P.COURSE_PUBLISH), 200, of="course", is_open=True),
    Row("training_question_new", P.COURSE_WRITE, 200, 400, of="course", is_open=True),
    Row("training_question", (P.COURSE_WRITE, P.COURSE_PUBLISH), 200, of="question of a course", is_open=True),
    Row("training_question_write", P.COURSE_WRITE, 200, 400, of="question of a course", is_open=True),
    Row(
        "training_question_review",
        (P.COURSE_WRITE, P.COURSE_PUBLISH),
        None,
        400,
        of="question of a course",
        is_open=True,
    ),
    # Examinations: a paper and its certificate are the learner's alone, whoever asks
    Row("examinations", (P.FACT_READ, P.FACT_READ_PARTNER), 200),
    Row("examination", (P.FACT_READ, P.FACT_READ_PARTNER), 200, 302, of="examined course", is_open=True),
    Row("sitting", (P.FACT_READ, P.FACT_READ_PARTNER), 404, 404, of="sitting of another", is_open=True),
    Row("sitting_answers", (P.FACT_READ, P.FACT_READ_PARTNER), None, 404, of="sitting of another", is_open=True),
    Row("sitting_hand_in", (P.FACT_READ, P.FACT_READ_PARTNER), None, 404, of="sitting of another", is_open=True),
    Row("sitting_result", (P.FACT_READ, P.FACT_READ_PARTNER), 404, of="sitting of another", is_open=True),
    Row("certificates", (P.FACT_READ, P.FACT_READ_PARTNER), 200),
    Row("certificate_pdf", (P.FACT_READ, P.FACT_READ_PARTNER), 404, of="certificate of another", is_open=True),
    Row("certificate_revoke", P.COURSE_PUBLISH, 200, 400, of="certificate of another", is_open=True),
    Row("certificate_verify", ANYONE, 200, of="certificate of another", is_open=True),
    Row("seats", P.EXAM_INVIGILATE, 200, 400),
    Row("seats_one", P.EXAM_INVIGILATE, 200, of="seats"),
    Row("seats_close", P.EXAM_INVIGILATE, None, 403, of="seats"),  # whoever opened it closes it
    Row("training_analysis", (P.COURSE_WRITE, P.COURSE_PUBLISH), 200, of="examined course", is_open=True),
    Row("training_analysis_csv", (P.COURSE_WRITE, P.COURSE_PUBLISH), 200, of="examined course", is_open=True),
    Row("training_analysis_item", (P.COURSE_WRITE, P.COURSE_PUBLISH), 200, of="examined question", is_open=True),
    Row("training_analysis_deed", (P.COURSE_WRITE, P.COURSE_PUBLISH), None, 400, of="examined question", is_open=True),
    Row("training_ruling", P.COURSE_PUBLISH, None, 302, of="proposal on a question", is_open=True),
    Row("training_bank", P.COURSE_WRITE, 200, 400, of="examined course", is_open=True),
    Row("training_bank_export", P.COURSE_WRITE, 200, of="bank as GIFT", is_open=True),
    Row("training_results", P.COURSE_PUBLISH, 200, of="results as CSV", is_open=True),
    # The roll of members: rows of the own line; those who coordinate training see every service's
    Row("members", (P.FACT_READ, P.ROSTER_WRITE), 200),
    Row("members_csv", (P.FACT_READ, P.ROSTER_WRITE), 200),
    Row("member", P.ROSTER_WRITE, 200, 400, of="member"),
    Row("coverage", (P.FACT_READ, P.ROSTER_WRITE), 200),
    Row("coverage_csv", (P.FACT_READ, P.ROSTER_WRITE), 200),
    Row("coverage_corridors_csv", (P.FACT_READ, P.ROSTER_WRITE), 200),
    Row("coverage_trend_csv", (P.FACT_READ, P.ROSTER_WRITE), 200),
    Row("coverage_plan_csv", (P.FACT_READ, P.ROSTER_WRITE), 200),
    # The calendar names nobody and is for whoever has a post; a batch is moved by who coordinates for the state, which
    # nobody does at a station
    Row("roster_calendar", (P.FACT_READ, P.FACT_READ_PARTNER, P.ROSTER_WRITE), 200),
    Row("roster_calendar_csv", (P.FACT_READ, P.FACT_READ_PARTNER, P.ROSTER_WRITE), 200),
    Row("roster_move", P.ROSTER_WRITE, 403, 403, of="planned batch", is_open=True),
    Row("roster_away", (P.FACT_READ, P.ROSTER_WRITE), 200),
    Row("roster_away_csv", (P.FACT_READ, P.ROSTER_WRITE), 200),
    Row("roster_away_people_csv", (P.FACT_READ, P.ROSTER_WRITE), 200),
    # Plans, centres and closed weeks name nobody and are read by all; nobody here serves where training is coordinated
    Row("roster_plans", ROSTERS, 200),
    Row("roster_plan_new", P.ROSTER_WRITE, 403, 403),
    Row("roster_plan", ROSTERS, 200, of="plan of trainings", is_open=True),
    Row("roster_plan_progress", ROSTERS, 200, of="plan of trainings", is_open=True),
    Row("roster_plan_publish", P.ROSTER_WRITE, None, 403, of="plan of trainings", is_open=True),
    Row("roster_plan_drop", P.ROSTER_WRITE, None, 403, of="plan of trainings", is_open=True),
    Row("roster_plan_csv", P.ROSTER_WRITE, 403, of="plan of trainings", is_open=True),
    Row("roster_plan_batches_csv", ROSTERS, 200, of="plan of trainings", is_open=True),
    Row("roster_plan_raised_csv", ROSTERS, 200, of="plan of trainings", is_open=True),
    Row("roster_plan_thin_csv", P.ROSTER_WRITE, 403, of="plan of trainings", is_open=True),
    Row("roster_batch_online", P.ROSTER_WRITE, None, 403, of="planned batch", is_open=True),
    Row("roster_change_ask", P.ROSTER_WRITE, 403, 403, of="plan of trainings", is_open=True),
    Row("roster_change", P.ROSTER_WRITE, 403, of="change of a plan", is_open=True),
    Row("roster_change_progress", P.ROSTER_WRITE, 403, of="change of a plan", is_open=True),
    Row("roster_change_apply", P.ROSTER_WRITE, None, 403, of="change of a plan", is_open=True),
    Row("roster_change_drop", P.ROSTER_WRITE, None, 403, of="change of a plan", is_open=True),
    Row("roster_centres", ROSTERS, 200),
    Row("roster_centres_csv", ROSTERS, 200),
    Row("roster_centre_new", P.ROSTER_WRITE, 403, 403),
    Row("roster_centre", ROSTERS, 200, of="training centre", is_open=True),
    Row("roster_centre_amend", P.ROSTER_WRITE, 403, 403, of="training centre", is_open=True),
    Row("roster_centre_void", P.ROSTER_WRITE, None, 403, of="training centre", is_open=True),
    Row("roster_centre_close", P.ROSTER_WRITE, None, 403, of="training centre", is_open=True),
    Row("roster_closures", ROSTERS, 200, 403),
    Row("roster_closure_void", P.ROSTER_WRITE, 403, 403, of="closed weeks", is_open=True),
    # Beside a batch's roll: whoever keeps the roll or invigilates in its district runs it; every officer sees the batch
    Row("roster_guests", RUNS, 200, 400, of="batch of a district", is_open=True),
    Row("roster_guest_send", RUNS, None, 302, of="guest", is_open=True),
    Row("roster_guest_letter", RUNS, None, 200, of="guest", is_open=True),
    Row("roster_guest_came", RUNS, None, 400, of="guest", is_open=True),  # neither yes nor no
    Row("roster_guest_erase", RUNS, 200, 302, of="guest", is_open=True),
    Row("roster_invited", ANYONE, 200, 400, of="invitation", is_open=True),  # whoever holds the invitation answers
    Row("roster_teaching", (P.FACT_READ, P.FACT_READ_PARTNER), 200, of="batch of a district", is_open=True),
    Row("roster_material_add", RUNS, None, 400, of="batch of a district", is_open=True),
    Row("roster_trainer_set", RUNS, None, 302, of="trainer to assign", is_open=True),
    Row("roster_trainer_release", RUNS, None, 400, of="trainer of a batch", is_open=True),  # no reason is given
    Row("roster_material_void", RUNS, None, 302, of="material of a batch", is_open=True),
    Row("roster_trainers", P.ROSTER_WRITE, 200),
    # plans are made by the bureau and the faculty; the personas here serve at a station
    Row("roster_trainers_assign", (), None, 403, of="plan that holds", is_open=True),
    Row("roster_teaching_mine", (P.FACT_READ, P.FACT_READ_PARTNER), 200, 400),
    Row("roster_teaching_back", (P.FACT_READ, P.FACT_READ_PARTNER), None, 404, of="days away of another", is_open=True),
    Row("roster_costs", RUNS, 200, 400, of="batch of a district", is_open=True),
    Row("roster_cost_void", RUNS, None, 400, of="cost of a batch", is_open=True),  # no reason is given
    Row("roster_note_void", RUNS, None, 400, of="note on a batch", is_open=True),
    Row("roster_costs_csv", (), 403),
    Row("roster_feedback", RUNS, 200, of="batch of a district", is_open=True),
    Row("roster_feedback_give", (), 403, 403, of="batch of a district", is_open=True),  # nobody here came
    Row("roster_gain", (P.COURSE_WRITE, P.COURSE_PUBLISH), 200),
    Row("roster_gain_csv", (P.COURSE_WRITE, P.COURSE_PUBLISH), 200),
    # A batch: its facts for every officer and partner, its roll for those who run it
    Row("roster_batch", SEES_BATCHES, 200, of="batch of today", is_open=True),
    Row("roster_batch_ics", SEES_BATCHES, 200, of="batch of today", is_open=True),
    Row("roster_batch_keep", RUNS_BATCHES, None, 400, of="batch of today", is_open=True),
    Row(
        "roster_batch_call", RUNS_BATCHES, None, 302, of="batch of today", is_open=True
    ),  # it is called already, says the page
    Row("roster_batch_cancel", RUNS_BATCHES, 200, 400, of="batch of today", is_open=True),
    Row("roster_roll", RUNS_BATCHES, 200, 302, of="batch of today", is_open=True),
    Row("roster_roll_csv", RUNS_BATCHES, 200, of="batch of today", is_open=True),
    Row("roster_sheet", RUNS_BATCHES, 200, of="batch of today", is_open=True),
    Row("roster_walk_in", RUNS_BATCHES, None, 400, of="batch of today", is_open=True),
    Row("roster_door", RUNS_BATCHES, 200, of="batch of today", is_open=True),
    Row("roster_here", SEES_BATCHES, 200, 400, of="code at the door", is_open=True),  # none of them is on the roll
    # One's own turns; another's are spoken for by their command
    Row("roster_mine", OFFICERS, 200),
    Row("roster_cannot", (P.DUTY_ASSIGN, P.ROSTER_WRITE), 200, 400, of="turn in a batch", but=UNSEEN),
    Row("roster_come", (P.DUTY_ASSIGN, P.ROSTER_WRITE), None, 302, of="turn in a batch", but=UNSEEN),
    Row("roster_release", (P.DUTY_ASSIGN, P.ROSTER_WRITE), 200, 302, of="unit's week", is_open=True),
    # Those who coordinate sit at the bureau or the faculty, and the personas of this table at a station
    Row("roster_waiting", P.ROSTER_WRITE, 403, 403),
    Row("roster_waiting_csv", P.ROSTER_WRITE, 403),
    # Advisories; the draft is of its unit alone, the one that was sent of its sender and recipients
    Row("advisories", P.FACT_READ, 200),
    Row("advisories_csv", P.FACT_READ, 200),
    Row("advisory_new", P.ADVISORY_SEND, 200, 400),
    Row("advisory", P.FACT_READ, 200, of="advisory"),
    Row("advisory_csv", P.FACT_READ, 200, of="advisory"),
    Row("advisory_change", P.ADVISORY_SEND, 200, 400, of="draft of an advisory"),
    Row("advisory_send", P.ADVISORY_SEND, None, 302, of="draft of an advisory"),
    Row("advisory_discard", P.ADVISORY_SEND, None, 302, of="draft of an advisory"),
    Row("advisory_withdraw", P.ADVISORY_SEND, None, 400, of="advisory"),  # no reason is given
    Row("advisory_correct", P.ADVISORY_SEND, None, 400, of="advisory"),
    Row("advisory_add", P.ADVISORY_SEND, None, 400, of="advisory"),  # no district is chosen
    Row("advisory_remind", P.ADVISORY_SEND, None, 302, of="advisory"),
    # it waits for a trainer, whom those who assign duties command; nothing was done that could be checked
    Row("advisory_accept", P.DUTY_ASSIGN, None, 302, of="recipient of an advisory", but={"trainer": 302}),
    Row("advisory_decline", P.DUTY_ASSIGN, None, 400, of="recipient of an advisory", but={"trainer": 400}),
    Row("advisory_done", P.DUTY_ASSIGN, None, 400, of="recipient of an advisory", but={"trainer": 400}),
    Row("advisory_check", P.DUTY_ASSIGN, None, 403, of="recipient of an advisory"),
    Row("advisory_send_back", P.DUTY_ASSIGN, None, 403, of="recipient of an advisory"),
    # Requests between districts; the request here is asked of an office outside, so that no other unit sees it
    Row("requests", P.REQUEST_READ, 200),
    Row("requests_csv", P.REQUEST_READ, 200),
    Row("request_new", P.REQUEST_SEND, 200, 400),
    Row("request", P.REQUEST_READ, 200, of="request"),
    Row("request_change", P.REQUEST_SEND, 403, 403, of="request"),  # it is sent
    Row("request_send", P.REQUEST_SEND, None, 403, of="request"),
    Row("request_deed", P.REQUEST_SEND, None, 400, of="deed of a request"),  # no reason is given
    Row("request_letter", P.REQUEST_SEND, None, 200, of="request"),
    Row("request_revoke", P.REQUEST_SEND, None, 302, of="request"),
    Row("request_by_hand", P.REQUEST_SEND, 200, 400, of="request"),
    Row("request_step", P.REQUEST_SEND, None, 302, of="answer from outside"),
    Row("request_document_add", P.REQUEST_SEND, 200, 400, of="request to add to"),
    Row("request_reply", ANYONE, 200, 400, of="letter", is_open=True),  # whoever holds the letter answers
    Row("offers", P.REQUEST_SEND, 200, 400, get_who=P.REQUEST_READ),
    Row("offer_withdraw", P.REQUEST_SEND, None, 302, of="offer", is_open=True),
    Row("contacts", P.DIRECTORY_READ, 200),
    Row("contacts_csv", P.DIRECTORY_READ, 200),
    Row("contact_new", P.CONTACT_KEEP, 200, 400),
    Row("contact", P.DIRECTORY_READ, 200, of="contact", is_open=True),
    Row("contact_correct", P.CONTACT_KEEP, 200, 400, of="contact", is_open=True),
    Row("contact_verify", P.CONTACT_KEEP, None, 302, of="contact", is_open=True),
    Row("contact_void", P.CONTACT_KEEP, None, 400, of="contact", is_open=True),  # no reason is given
    # The trends board; of its patterns partners see the forms of exploitation
    Row("trends", (P.FACT_READ, P.FACT_READ_PARTNER), 200),
    Row("trends_csv", (P.FACT_READ, P.FACT_READ_PARTNER), 200),
    Row("trend", (P.FACT_READ, P.FACT_READ_PARTNER), 200, 400, of="pattern", is_open=True),  # an empty post
    Row("post_void", P.POST_VOID, None, 400, of="post of another", is_open=True),  # no reason is given
    # Conferences; whoever serves at the chair's unit is of its line
    Row("conferences", P.CONFERENCE_READ, 200),
    Row("conference_new", P.CONFERENCE_RUN, 200, 400),
    Row("series_new", P.CONFERENCE_RUN, 200, 400),
    Row("series", P.CONFERENCE_RUN, 200, 400, of="series", get_who=P.CONFERENCE_READ),
    Row("series_end", P.CONFERENCE_RUN, None, 302, of="series"),
    Row("decisions", P.CONFERENCE_READ, 200),
    Row("decisions_csv", P.CONFERENCE_READ, 200),
    Row("conference", P.CONFERENCE_READ, 200, of="conference to come"),
    Row("conference_ics", P.CONFERENCE_READ, 200, of="conference to come"),
    Row("conference_order", P.CONFERENCE_RUN, None, 400, of="conference to come"),  # no way is named
    Row("conference_add", P.CONFERENCE_RUN, None, 400, of="conference to come"),
    Row("conference_postpone", P.CONFERENCE_RUN, None, 400, of="conference to come"),
    Row("conference_move", P.CONFERENCE_RUN, 200, 400, of="conference to come"),
    Row("conference_cancel", P.CONFERENCE_RUN, 200, 400, of="conference to come"),
    Row("conference_begin", P.CONFERENCE_RUN, 200, 302, of="conference to come"),
    Row("conference_join", P.CONFERENCE_READ, None, 200, of="conference to come"),
    Row("conference_end", P.CONFERENCE_RUN, 200, 400, of="conference that runs"),  # nobody is noted as present
    Row("conference_here", P.CONFERENCE_READ, None, 403, of="conference that runs"),  # the station is not invited
    Row("conference_attendance", P.CONFERENCE_RUN, 200, 400, of="conference that runs", get_who=P.CONFERENCE_READ),
    Row("conference_live", P.CONFERENCE_READ, 200, of="conference that runs"),
    Row("conference_go", P.CONFERENCE_RUN, None, 400, of="conference that runs"),
    Row("conference_mark", P.CONFERENCE_RUN, None, 400, of="conference that runs"),
    Row("conference_lines", P.CONFERENCE_RUN, 200, 400, of="conference that runs", get_who=P.CONFERENCE_READ),
    Row("line_change", P.CONFERENCE_RUN, None, 400, of="line of a conference"),
    Row("line_strike", P.CONFERENCE_RUN, None, 400, of="line of a conference"),
    Row("conference_again", P.CONFERENCE_RUN, None, 302, of="conference held"),
    Row("minutes", P.CONFERENCE_READ, 200, of="conference held"),
    Row("minutes_pdf", P.CONFERENCE_READ, 200, of="conference held"),
    Row(
        "minutes_confirm",
        P.CONFERENCE_RUN,
        None,
        403,
        of="conference held",
        but={"state_nodal_officer": 302},
    ),  # by the chair alone
    Row("line_amend", P.CONFERENCE_RUN, None, 400, of="line of confirmed minutes"),
    # The interface for machines
    Row("api:api-root", ANYONE, 404, 404, 404, 404, 404),
    Row("api:openapi-json", OFFICERS, 200, 200, 200, 200, 200, anonymous=302),
    Row("api:openapi-view", OFFICERS, 200, 200, 200, 200, 200, anonymous=302),
    Row("api:me", OFFICERS, 200),
    Row("api:places", OFFICERS, 400),  # without a name to look for
    Row("api:units", P.DIRECTORY_READ, 200),
    Row("api:duties", P.DUTY_DO, 200),
    Row("api:duty_done", P.DUTY_ASSIGN, None, 200, of="duty", data={"version": 1}),
    Row("api:cases", OFFICERS, 200, 400, get_who=P.CASE_READ),  # an empty case is refused for its form first
    Row("api:case", P.CASE_READ, 200, of="case by key", but=UNSEEN),
    Row("api:case_acts", P.CASE_READ, 200, of="case by key", but=UNSEEN),
    Row("api:acts", OFFICERS, 200, 400, get_who=P.CASE_READ),  # an empty act is refused for its form first
    Row("api:act", P.CASE_READ, 200, of="act by key", but=UNSEEN),
    Row("api:act_confirm", P.CASE_READ, None, 403, of="act by key", but=UNSEEN, data={"version": 1}),
    Row(
        "api:act_contradict",
        P.CASE_READ,
        None,
        403,
        of="act by key",
        but=UNSEEN,
        data={"words": "Not brought", "version": 1},
    ),
    Row(
        "api:act_correct",
        P.CASE_OPEN,
        None,
        200,
        of="act by key",
        but=UNSEEN | PRODUCES_NOBODY,
        data={"reason": "The number was wrong", "version": 1},
    ),
    Row(
        "api:act_withdraw",
        P.CASE_OPEN,
        None,
        200,
        of="act by key",
        but=UNSEEN | PRODUCES_NOBODY,
        data={"reason": "Another girl was meant", "version": 1},
    ),
    Row(
        "api:act_attest",
        P.CASE_READ,
        None,
        400,
        of="act by key",
        but=UNSEEN,
        data={"document": "01a22e72-5cf9-757a-b8d5-b8a9b0e803a3", "version": 1},
    ),
    Row("api:entries", OFFICERS, None, 400),  # an empty one is refused for its form first
    Row("api:entry", P.TRACING_READ, 200, of="entry by key", but=UNSEEN),
    Row("api_nothing_here", ANYONE, 404, 404, 404, 404, 404, of="any address", is_open=True),
    # Signing in; the signed-in are led on
    Row("account_login", ANYONE, 302, 302, anonymous=200),
    Row("account_logout", ANYONE, 200, 302, anonymous=302),
    Row("account_inactive", ANYONE, 200),
    Row("account_change_password", OFFICERS, 403, 403),  # personas have no password
    Row("account_reauthenticate", OFFICERS, 403, 403),
    Row("new_password", ANYONE, 200, 200),
    # of a women's help desk: whoever heads its unit or one above; the code was not used yet
    Row("confirm_sign_in", (P.CASE_TEAM, P.DUTY_ASSIGN), 200, 400, of="officer to confirm", is_open=True),
    Row("personas", ANYONE, 200),
    # The thread of the demonstration: a persona of the steps is none of the matrix
    Row("thread", ANYONE, 200),
    Row("thread_leave", ANYONE, None, 302),
    Row("thread_take", ANYONE, None, 404, of="step"),
    Row("truth", P.FACT_READ),
    Row("become", ANYONE, None, 302, of="persona"),
    # Second factors; personas have nothing to confirm themselves with, and none enrolled
    Row("second_factor_needed", OFFICERS, 200),
    Row("mfa_index", OFFICERS, 200),
    Row("mfa_authenticate", ANYONE, 302, 302),
    Row("mfa_reauthenticate", OFFICERS, 403, 403),
    Row("mfa_activate_totp", OFFICERS, 200, 200),
    Row("mfa_deactivate_totp", OFFICERS, 404, 404),
    Row("mfa_view_recovery_codes", OFFICERS, 404),
    Row("mfa_generate_recovery_codes", OFFICERS, 200, 200),
    Row("mfa_download_recovery_codes", OFFICERS, 404),
    Row("mfa_list_webauthn", OFFICERS, 200),
    Row("mfa_add_webauthn", OFFICERS, 200, 200),
    Row("mfa_login_webauthn", ANYONE, 302, 302),
    Row("mfa_reauthenticate_webauthn", OFFICERS, 403, 403),
    Row("mfa_edit_webauthn", OFFICERS, 404, 404, of="passkey of another"),
    Row("mfa_remove_webauthn", OFFICERS, 404, 404, of="passkey of another"),
    # Sessions and phones
    Row("usersessions_list", OFFICERS, 200),
    Row("sessions_end_others", OFFICERS, None, 302),
    Row("session_end", OFFICERS, None, 404, of="session of another"),
    Row("tokens", P.API_TOKEN, 200, 400),
    Row("token_revoke", P.API_TOKEN, None, 302, of="token", is_open=True),
    Row("phone_register", ANYONE, 200, 200),
    Row("phone_pin", ANYONE, 302, 302),
    Row("phones", P.DEVICE_REGISTER, 200, 400),
    Row("phone_revoke", P.DEVICE_REGISTER, None, 302, of="phone", without=404),
    Row("phone_unlock", P.DEVICE_REGISTER, None, 302, of="phone", without=404),
)

BY_NAME: dict[str, Row] = {row.name: row for row in ROWS}
