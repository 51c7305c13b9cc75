"""The main task of each post, from its desk to done, counted in presses; what is typed is counted apart."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

PHONE, PC = 360, 1280
FRAME = "frame only"  # its work comes with the rooms of care and justice


class Hand:
    """Presses and types on one page, and counts both; what the machine types by itself is no work."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0
        self.fields = 0

    def press(self, target: Locator) -> None:
        """Press a link, a button or a choice."""
        self.presses += 1
        target.first.click()

    def button(self, words: str) -> None:
        """Press the first button or link of the page with these words."""
        named = re.compile(f"^{re.escape(words)}")
        main = self.page.get_by_role("main")
        self.press(main.get_by_role("button", name=named).or_(main.get_by_role("link", name=named)))

    def large(self, words: str) -> None:
        """Press the large button of the desk, which has to say this."""
        expect(self.page.locator(".btn.big")).to_contain_text(re.compile(words))
        self.press(self.page.locator(".btn.big"))

    def task(self, words: str) -> None:
        """Press the verb of a line of the desk."""
        self.press(self.page.locator("#mine .tasks li", has_text=words).locator(".btn"))

    def choose(self, name: str, value: str) -> None:
        """Press one choice of a group."""
        self.press(self.page.locator(f"label:has([name={name}][value={value}])"))

    def select(self, label: str, words: str) -> None:
        """Choose in a list: to open it and to take the line."""
        self.presses += 2
        self.page.get_by_label(label).select_option(words)

    def type(self, label: str, words: str) -> None:
        """Type into the field of a label."""
        self.fields += 1
        main, named = self.page.get_by_role("main"), re.compile(f"^{re.escape(label)}")
        fields = [main.get_by_role(role, name=named) for role in ("textbox", "spinbutton", "searchbox")]
        fields[0].or_(fields[1]).or_(fields[2]).first.fill(words)

    def file(self, words: str) -> None:
        """Press what gives a file, which has to come."""
        link = self.page.get_by_role("main").get_by_role("link", name=words).first
        self.presses += 1
        assert self.page.request.get(link.get_attribute("href") or "").status == 200, words

    def done(self, words: str | re.Pattern[str]) -> None:
        """See on the page that it is done."""
        expect(self.page.get_by_role("main")).to_contain_text(words)


@dataclass(frozen=True)
class Post:
    """A post of the demonstration, its main task and how it is walked."""

    role: str
    login: str
    task: str
    walk: Callable[[Hand], None]
    width: int = PC
    note: str = field(default="", kw_only=True)


def meeting_begun(hand: Hand) -> None:
    hand.large("meeting")
    hand.button("Begin")
    hand.page.wait_for_url(re.compile("/(begin|attendance)/$"))
    if hand.page.url.endswith("/begin/"):
        hand.button("Begin it now")
    hand.press(hand.page.get_by_label("Tick all"))
    hand.button("Save the attendance")
    expect(hand.page.locator("#wall-title")).to_have_text("Opening remarks")


def reports_accepted(hand: Hand) -> None:
    hand.task("nothing to report")
    hand.button("Accept")
    hand.done(re.compile(r"\d+ reports? (is|are) accepted|Accepted"))


def finding_decided(hand: Hand) -> None:
    hand.large("New findings")
    hand.press(hand.page.get_by_role("main").locator("td a, th a"))
    hand.choose("to", "watched")
    hand.button("Save")
    hand.done("Watched")


def report_accepted(hand: Hand) -> None:
    hand.task("with incidents")
    hand.press(hand.page.get_by_role("main").locator("td a, th a"))
    hand.button("Accept")
    hand.done("Accepted")


def district_paper(hand: Hand) -> None:
    hand.large("Before the meeting")
    hand.press(hand.page.get_by_role("main").locator("h2 a, h3 a, td a, th a"))
    hand.file("PDF")


def report_sent(hand: Hand) -> None:
    hand.large("This week's report")
    hand.page.locator("#id_narrative, textarea").first.fill(
        "Two girls from Gumla were rescued at Moradabad. They were being taken to Delhi. One agent was arrested."
    )
    hand.fields += 1
    hand.button("Read it")
    hand.button("Accept all")
    hand.button("Submit the report")
    expect(hand.page.get_by_role("button", name="Submit the report")).to_have_count(0)


def rescue_recorded(hand: Hand) -> None:
    hand.large("Record a rescue")
    hand.page.locator("#where").wait_for()
    if not hand.page.locator("[name=at]:checked").count():
        hand.press(hand.page.locator("label:has([name=at])"))
    hand.type("Girls", "2")
    hand.press(hand.page.locator("#takers label").nth(1))
    hand.button("Save")
    expect(hand.page.locator("h1")).to_have_text(re.compile(r"^UP-"))


def missing_reported(hand: Hand) -> None:
    hand.large("Report a missing person")
    hand.type("Name", "Rinki")
    hand.type("Age", "16")
    hand.choose("p0-sex", "female")
    hand.type("Last seen where", "Nanpara")
    hand.type("Missing since", "yesterday")
    hand.button("Save")
    expect(hand.page.locator("h1")).to_contain_text("UP-")


def lesson_read(hand: Hand) -> None:
    hand.large("My training")
    hand.button("Begin")
    hand.button("Read")
    hand.done("Lesson 2 of")


def case_event(hand: Hand) -> None:
    hand.large("Cases shared with us|Children due before us")
    hand.press(hand.page.get_by_role("main").locator("td a, th a"))
    hand.button("Add an event")
    hand.button("Add the event")
    hand.done("The event is added.")


def case_read(hand: Hand) -> None:
    hand.large("Cases shared with us")
    hand.press(hand.page.get_by_role("main").locator("td a, th a"))
    hand.done("What happened")


def cases_looked_for(hand: Hand) -> None:
    hand.large("Cases shared with us")
    expect(hand.page.locator("h1")).to_have_text("Cases")


def match_judged(hand: Hand) -> None:
    hand.task("possible match")
    hand.choose("verdict", "same")
    hand.button("Save the decision")
    hand.done("The same person")


def question_answered(hand: Hand) -> None:
    hand.task("Question on the law")
    hand.type("Your answer", "It is complete with the recruiting: see the section.")
    hand.button("Send the answer")
    hand.done("It is complete with the recruiting")


def law_looked_up(hand: Hand) -> None:
    hand.large("Look up the law")
    hand.type("Section, name or words", "143")
    hand.button("Search")
    hand.press(hand.page.get_by_role("main").get_by_role("link", name="BNS 143"))
    hand.done("BNS 143")


def sheet_printed(hand: Hand) -> None:
    hand.large("Next batch")
    hand.file("Signature sheet")


def table_taken(hand: Hand) -> None:
    hand.large("Counts and trends")
    hand.file("As a table")


def districts_seen(hand: Hand) -> None:
    hand.large("Where people are taken from")
    hand.button("Corridors")
    hand.done("Gumla")


def openings_seen(hand: Hand) -> None:
    hand.large("Who opened what")
    hand.done("Who opened sealed records?")


def log_verified(hand: Hand) -> None:
    hand.large("Who opened what")
    hand.button("Verify the log")
    expect(hand.page.locator("h1")).to_have_text("Verification of the log")


def officer_posted(hand: Hand) -> None:
    hand.large("Officers and units")
    hand.button("New officer")
    hand.type("Employee number", "UP-778812")
    hand.type("Name", "Savita Devi")
    hand.button("Save")
    hand.done("Savita Devi")


POSTS = (
    Post("state_nodal_officer", "nodal", "Begin the meeting with who is present", meeting_begun),
    Post("state_bureau", "desk", "Accept the reports of nothing", reports_accepted),
    Post("state_desk_analyst", "analyst", "Decide on a new finding", finding_decided),
    Post("home_secretary", "secretary", "Accept a report with incidents", report_accepted),
    Post("divisional_commissioner", "commissioner", "Paper of a district for the meeting", district_paper),
    Post("district_magistrate", "dm.agra", "Send the week's report", report_sent),
    Post("range_officer", "range", "Paper of a district for the meeting", district_paper),
    Post("police_chief", "chief.ballia", "Send the week's report", report_sent),
    Post("ahtu_in_charge", "ahtu", "Record a rescue", rescue_recorded),
    Post("station_officer", "sho", "Record a rescue", rescue_recorded, PHONE),
    Post("women_help_desk", "helpdesk", "Report a missing girl", missing_reported, PHONE),
    Post("recruit", "recruit", "Read a lesson of one's course", lesson_read, PHONE),
    Post("railway_police", "grp", "Record a rescue", rescue_recorded, PHONE),
    Post("border_police", "ssb", "Record a rescue", rescue_recorded, PHONE),
    Post("dcpu", "dcpu", "Add an event to a shared case", case_event),
    Post("cwc_member", "cwc", "Add an event to a shared case", case_event),
    Post("probation_officer", "probation", "Read a shared case", case_read, note=FRAME),
    Post("labour_officer", "labour", "Record a rescue", rescue_recorded),
    Post("prosecutor", "prosecutor", "Look for shared cases", cases_looked_for, note=FRAME),
    Post("legal_services", "legal", "Answer a question on the law", question_answered),
    Post("court_officer", "court", "Look for shared cases", cases_looked_for, note=FRAME),
    Post("shelter_superintendent", "home", "Judge a possible match", match_judged),
    Post("doctor", "doctor", "Look for shared cases", cases_looked_for, note=FRAME),
    Post("counsellor", "counsellor", "Read a shared case", case_read, note=FRAME),
    Post("ngo_worker", "ngo", "Report a missing girl", missing_reported, PHONE),
    Post("lawyer", "lawyer", "Look up a section", law_looked_up),
    Post("panchayat_representative", "panchayat", "Read a lesson of one's course", lesson_read, PHONE),
    Post("trainer", "trainer", "Print the signature sheet of the next batch", sheet_printed),
    Post("press_desk", "press", "Take the counts as a table", table_taken),
    Post("campaign_officer", "campaign", "See where people are taken from", districts_seen),
    Post("data_protection_officer", "dpo", "See who opened sealed records", openings_seen),
    Post("auditor", "auditor", "Verify the log", log_verified),
    Post("administrator", "admin", "Enter a new officer", officer_posted),
)
