"""What a role may do, as an alphabetical vocabulary of stable codes."""

from enum import StrEnum


class Permission(StrEnum):
    """A permission: ``subject:verb``."""

    ACCESS_AGREE = "access:agree"  # as the second person agree to what an administrator proposes
    ACCESS_GRANT = "access:grant"  # post officers, give and end roles
    ADVISORY_SEND = "advisory:send"  # advise other districts what to do
    API_TOKEN = "api:token"  # noqa: S105 (a code, no secret) -- make tokens for machines
    AUDIT_READ = "audit:read"
    AUDIT_VERIFY = "audit:verify"
    BOX_APPROVE = "box:approve"  # second person for a child in a sexual case
    BOX_BREAK = "box:break"  # break the glass
    BOX_ERASE = "box:erase"
    CASE_AMEND = "case:amend"
    CASE_EXPORT = "case:export"
    CASE_OPEN = "case:open"
    CASE_READ = "case:read"
    CASE_TEAM = "case:team"  # name the persons of a case team
    CASE_VOID = "case:void"
    CONTACT_KEEP = "contact:keep"  # the register of nodal officers of states and districts
    CONFERENCE_READ = "conference:read"  # those one is invited to
    CONFERENCE_RUN = "conference:run"  # call, prepare, run and minute conferences
    COURSE_PUBLISH = "course:publish"  # review and publish what somebody else wrote of a course
    COURSE_WRITE = "course:write"  # write courses, lessons and questions
    DEVICE_REGISTER = "device:register"  # six-digit code for an old or shared phone
    DIRECTORY_EDIT = "directory:edit"
    DIRECTORY_READ = "directory:read"
    DOCUMENT_ADD = "document:add"
    DUTY_ASSIGN = "duty:assign"
    DUTY_DO = "duty:do"
    EXAM_INVIGILATE = "exam:invigilate"  # open examinations at a centre and watch over them
    FACT_READ = "fact:read"  # every officer sees the whole scenario
    FACT_READ_PARTNER = "fact:read_partner"  # cells of ten and more only
    FINDING_DECIDE = "finding:decide"  # watch, dismiss, act on what changed
    FINDING_WRITE = "finding:write"  # write down by hand what changed
    HEALTH_READ = "health:read"
    IMPORT_NATIONAL = "import:national"  # published tables beyond the charge of one's own unit
    IMPORT_RUN = "import:run"
    LAW_ANSWER = "law:answer"  # as a resource person answer what officers ask on the law
    LAW_VERIFY = "law:verify"  # say as counsel whether an entry of the law is right
    LAW_WRITE = "law:write"  # write entries of the law, publish those of another
    MEASURE_PROPOSE = "measure:propose"  # tell the desk of a measure that was tried
    MEASURE_WRITE = "measure:write"  # write and publish measures of the playbook
    POST_VOID = "post:void"  # strike out any post of the trends board
    POST_WRITE = "post:write"  # discuss a pattern on the trends board
    READER_CONSENT = "reader:consent"  # let decided reports of the state teach the reader
    REPORT_ACCEPT = "report:accept"
    REPORT_READ = "report:read"
    REPORT_WRITE = "report:write"
    REQUEST_READ = "request:read"  # what districts ask of each other
    REQUEST_SEND = "request:send"  # ask another district or state, offer it help
    ROSTER_WRITE = "roster:write"  # keep the roll of members who are to be trained
    TRACING_ACCEPT = "tracing:accept"  # as nodal officer let two teams see each other's names
    TRACING_JUDGE = "tracing:judge"  # say whether two entries are one person
    TRACING_NOTICE = "tracing:notice"  # approve a hue-and-cry notice
    TRACING_READ = "tracing:read"  # registers of the missing and the found
    TRACING_WRITE = "tracing:write"
