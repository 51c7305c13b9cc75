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
        _("A district's message, as it is sent. Every place, movement and arrest is found in its words; you decide."),
        (
            Step(
                "write", "chief", _("Write the week's report of Moradabad"),
                _("Press “Fill in an example”, or paste a paragraph of your own, then “Read it”. "
                  "Nothing counts before you have confirmed it."),
                _at("report_new"),
            ),
        ),
    ),
    Part(
        "girls",
        _("Follow three girls"),
        _("Three girls and one man on a train before Varanasi, and what becomes of it: "
          "from desk to desk, and no name."),
        (
            Step(
                "case", "grp", _("On the train: the case"),
                _("The three are Girl 1, Girl 2, Girl 3. Look at the way: from Nepal, over Sonauli and Gorakhpur, "
                  "bound for Delhi. Their names are sealed; the clock of who takes over runs."),
                _of("case", told.case_of, "grp"), "cases",
            ),
            Step(
                "report", "chief.197", _("In the district: the report and its readings"),
                _("Each reading stands beside the words it rests on, confirmed by an officer. "
                  "From here on it counts; the words themselves stay in the district's line."),
                _of("report", told.report_of, VARANASI), "reports",
            ),
            Step(
                "picture", "nodal", _("In the state: the Picture"),
                _("Look for the arcs from Nepal by Varanasi to Delhi. Hatched districts have not reported: "
                  "white is not safety."),
                _at("picture"),
            ),
            Step(
                "finding", "analyst", _("At night: what changed"),
                _("Journeys from Nepal have begun to pause at Ayodhya. Look at how many were seen and how many were to "
                  "be expected, and at the facts behind it: none points at one girl."),
                _of("finding", told.finding_of, AYODHYA), "findings",
            ),
            Step(
                "desk", "desk", _("In the morning: somebody must look"),
                _("What was found at night waits here for the state's desk, with a day by which it must be decided."),
                _at("today"),
            ),
            Step(
                "sheet", "chief.177", _("In Ayodhya: the district's sheet"),
                _("The police chief of Ayodhya sees at once what touches the district: who comes from where, "
                  "bound for where, and how well the district itself has reported."),
                _at("picture_district", AYODHYA),
            ),
            Step(
                "advise", "desk", _("The state acts: tell the linked districts"),
                _("Along the way each district has an owner and a day. Look who accepted, who said why not, who has "
                  "shown what was done, and who is late. Measures come from a playbook that tells what is known of "
                  "each."),
                _of("advisory", told.advisory_of_the_state), "advisories",
            ),
            Step(
                "answer", "ahtu", _("In Bahraich: the unit against trafficking answers"),
                _("The same advisory as the one who must act sees it: accept, or say why not; then show what was done. "
                  "If nobody answers in time, the officer above hears of it."),
                _of("advisory", told.advisory_of_the_state), "advisories",
            ),
            Step(
                "lend", "chief.197", _("In Varanasi: a district lends an interpreter"),
                _("Bahraich asked for somebody who speaks Nepali; Varanasi had offered one. A clock runs for those "
                  "asked, and the case behind it is not told."),
                _of("request", told.request_for, "interpreter"), "requests",
            ),
            Step(
                "border", "ssb", _("At the border: the same pattern, no name"),
                _("The border force sees from where they are brought and where they pause, in counts. "
                  "Who they are it never learns."),
                _at("picture_district", VARANASI),
            ),
            Step(
                "round", "nodal", _("On Monday: the conference of all districts"),
                _("The agenda wrote itself: districts in the order of what is at stake, with the reasons. “Begin” "
                  "opens the wall; the next district comes by one key."),
                _of("conference", told.round_of, is_held=False), "conferences",
            ),
            Step(
                "minutes", "secretary", _("At the Home Department: what was decided, and who did it"),
                _("The minutes were ready when the call ended. Each decision is a duty with an owner and a day; what "
                  "is not done comes back on the next Monday by itself."),
                _of("minutes", told.round_of, is_held=True), "conferences",
            ),
            Step(
                "trends", "ngo", _("Beyond the police: the trends board"),
                _("A partner sees counts of ten and more, and discusses each pattern with the officers under it."),
                _at("trends"),
            ),
        ),
    ),
    Part(
        "name",
        _("Try to read her name"),
        _("The highest officer of the state is on no case team. Asking is refused, and asking is on record."),
        (
            Step(
                "refused", "nodal", _("As the state's nodal officer: open her name"),
                _("Refused, with the reason and what to do instead. That you asked now stands in the log."),
                _name, "cases",
            ),
            Step(
                "log", "auditor", _("As the auditor: see who asked"),
                _("If you asked for her name just now, it stands on top: who, when, which record; never what is in it. "
                  "“Prove the log” shows that nobody can take the line out."),
                _at("audit", query=f"?kind={BOX_CLOSED.code}"),
            ),
        ),
    ),
    Part(
        "truth",
        _("See what was true"),
        _("This state is simulated, so what truly happened is known: a test that no real state can make."),
        (
            Step(
                "truth", "nodal", _("The Picture beside the truth"),
                _("Compare each corridor and stop-over with what the system was told and drew. "
                  "What nobody reported is missing on the one side."),
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
