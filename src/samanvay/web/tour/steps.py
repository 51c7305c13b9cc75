"""The steps of the thread: who, which live page, and the one line that says what to look at.

A room adds its step here, a row where it belongs in its part. ``address`` is called when the step is taken and returns
the address of the live page, or None while the demonstration has nothing there: then ``otherwise`` is opened.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samanvay.access.boxes.events import BOX_CLOSED
from samanvay.demo import told
from samanvay.kernel.bilingual import Bilingual

KEPT_IN = "thread"  # of the session
VARANASI, AYODHYA = "district:197", "district:177"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the login of the persona, its title, what to look at, where."""

    code: str
    login: str
    title: Any
    look: Any
    address: Callable[[], str | None]
    otherwise: str = "today"

    def url(self) -> str:
        return self.address() or reverse(self.otherwise)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the thread: its title, what it shows, its steps in order."""

    code: str
    title: Any
    words: Any
    steps: tuple[Step, ...]


def _at(name: str, *arguments: Any, query: str = "") -> Callable[[], str]:
    return lambda: reverse(name, args=arguments) + query


def _of(name: str, find: Callable[..., Any], *arguments: Any, **named: Any) -> Callable[[], str | None]:
    """Return what gives the page of something that the demonstration tells, None while it does not."""

    def address() -> str | None:
        key = find(*arguments, **named)
        return reverse(name, args=[key]) if key else None

    return address


def _name() -> str | None:
    case = told.case_of("sho")  # the state's police see the case, as of every station
    box = told.name_sealed_in(case) if case else None
    return reverse("box", args=[case, box]) if box else None


THREAD: tuple[Part, ...] = (
    Part(
        "paste",
        _("Paste a report"),
        _("A district's message, as it is sent. The system finds every place, movement and arrest in the text; "
            "you decide."),
        (
            Step(
                "write", "chief", _("Write the week's report of Moradabad"),
                _("Press “Fill in an example”, or paste a paragraph of your own, then press “Read it”. Nothing "
                    "counts until you confirm it."),
                _at("report_new"),
            ),
        ),
    ),
    Part(
        "girls",
        _("Follow three girls"),
        _("Three girls and one man on a train before Varanasi, and what each office does about it, without any "
            "name."),
        (
            Step(
                "case", "grp", _("On the train: the case"),
                _("The three are Girl 1, Girl 2, Girl 3. See the route: from Nepal, over Sonauli and "
                    "Gorakhpur, towards Delhi. Their names are sealed; the time limit for taking over has "
                    "started."),
                _of("case", told.case_of, "grp"), "cases",
            ),
            Step(
                "report", "chief.197", _("In the district: the report and the details found"),
                _("Each detail is shown beside its text and was confirmed by an officer. From here on it "
                    "counts; only the district and the units above can read the text."),
                _of("report", told.report_of, VARANASI), "reports",
            ),
            Step(
                "picture", "nodal", _("In the state: the Picture"),
                _("See the routes from Nepal through Varanasi to Delhi. Hatched districts have not reported: "
                    "white does not mean safe."),
                _at("picture"),
            ),
            Step(
                "finding", "analyst", _("At night: the system finds a change"),
                _("Journeys from Nepal have started to stop at Ayodhya. See how many were recorded and how "
                    "many are normal, and the facts behind it: none identifies a girl."),
                _of("finding", told.finding_of, AYODHYA), "findings",
            ),
            Step(
                "desk", "desk", _("In the morning: the desk must decide"),
                _("Findings of the night are shown here to the state desk, with a date by which they must be "
                    "decided."),
                _at("today"),
            ),
            Step(
                "sheet", "chief.177", _("In Ayodhya: the district's sheet"),
                _("The police chief of Ayodhya sees at once what concerns the district: who comes from where, "
                    "where they are taken, and how regularly the district has reported."),
                _at("picture_district", AYODHYA),
            ),
            Step(
                "advise", "desk", _("The state acts: tell the linked districts"),
                _("Along the route each district has a responsible officer and a date. See who accepted, who "
                    "declined with reasons, who has shown what was done, and who is overdue. Measures come from "
                    "a playbook that shows what is known about each."),
                _of("advisory", told.advisory_of_the_state), "advisories",
            ),
            Step(
                "answer", "ahtu", _("In Bahraich: the AHTU answers"),
                _("The same advisory as the responsible officer sees it: accept, or give the reason; then show "
                    "what was done. If there is no answer in time, the officer above is informed."),
                _of("advisory", told.advisory_of_the_state), "advisories",
            ),
            Step(
                "lend", "chief.197", _("In Varanasi: a district provides an interpreter"),
                _("Bahraich asked for somebody who speaks Nepali; Varanasi had offered an interpreter. Those "
                    "asked have a time limit, and they do not see the case behind the request."),
                _of("request", told.request_for, "interpreter"), "requests",
            ),
            Step(
                "border", "ssb", _("At the border: the same pattern, no name"),
                _("The border force sees, as counts, from where people are brought and where they stop. It "
                    "never sees who they are."),
                _at("picture_district", VARANASI),
            ),
            Step(
                "round", "nodal", _("On Monday: the meeting of all districts"),
                _("The agenda is made automatically: districts in the order of what is at stake, with reasons. "
                    "“Begin” opens the big screen; one key shows the next district."),
                _of("conference", told.round_of, is_held=False), "conferences",
            ),
            Step(
                "minutes", "secretary", _("At the Home Department: what was decided, and who must act"),
                _("The minutes were ready when the meeting ended. Each decision is a task with an owner and a "
                    "date; what is not done is on next Monday's agenda automatically."),
                _of("minutes", told.round_of, is_held=True), "conferences",
            ),
            Step(
                "trends", "ngo", _("Outside the police: the trends board"),
                _("A partner sees counts of ten or more, and discusses each pattern with the officers below it."),
                _at("trends"),
            ),
        ),
    ),
    Part(
        "name",
        _("Try to read her name"),
        _("The highest officer of the state is not in any case team. The request is refused, and the log "
            "records it."),
        (
            Step(
                "refused", "nodal", _("As the state's nodal officer: open her name"),
                _("Refused, with the reason and what to do instead. The log now records that you asked."),
                _name, "cases",
            ),
            Step(
                "log", "auditor", _("As the auditor: see who asked"),
                _("If you asked for her name just now, it is the first line: who, when, which record; never "
                    "its content. “Verify the log” shows that nobody can remove the line."),
                _at("audit", query=f"?kind={BOX_CLOSED.code}"),
            ),
        ),
    ),
    Part(
        "truth",
        _("See what was true"),
        _("This state is simulated, so it is known what really happened. No real state can make this test."),
        (
            Step(
                "truth", "nodal", _("The Picture beside the truth"),
                _("Compare each corridor and stop-over with what was reported and drawn. What nobody reported "
                    "is missing on one side."),
                _at("truth"), "picture",
            ),
        ),
    ),
)  # fmt: skip

STEPS: dict[str, tuple[Part, Step]] = {step.code: (part, step) for part in THREAD for step in part.steps}


def after(code: str) -> Step | None:
    """Return the step that follows one in its part, None for the last."""
    part, step = STEPS[code]
    place = part.steps.index(step) + 1
    return part.steps[place] if place < len(part.steps) else None


def strip_of(request: HttpRequest) -> dict[str, Any] | None:
    """Return the line of the thread for a page, None outside the thread and outside the demonstration."""
    if not settings.IS_DEMO or getattr(request, "actor", None) is None:
        return None
    code = request.session.get(KEPT_IN, "")
    if code not in STEPS or request.path == reverse("thread"):
        return None
    part, step = STEPS[code]
    onward = after(code)
    who = told.persona(onward.login) if onward else None
    return {
        "part": part,
        "number": part.steps.index(step) + 1,
        "look": step.look,
        "onward": onward,
        "onward_who": Bilingual(who.name, who.name_hi) if who else "",
    }
