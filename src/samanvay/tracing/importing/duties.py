"""What a list that was taken in asks of its officer: FIRs for children who have none, records whose day comes."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from samanvay.access.models import User
from samanvay.documents.models import ImportRun
from samanvay.duties.actions.duties import drop_duty, open_duty
from samanvay.duties.kinds import DutyKind, register_kind
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor

from ..kinds import EntryKind
from ..states import EntryState
from .rows import RowTold

FIRS_OF_LIST = register_kind(
    "tracing:firs_of_list",
    "FIRs for missing children of a list",
    "सूची के गुमशुदा बच्चों की एफआईआर",
    link_words=Bilingual("See the list", "सूची देखें"),
    rule=Bilingual(
        "For a missing child an FIR must be registered immediately (G Ganesh, 2026); the time limit for a "
        "list is to be verified by counsel",
        ("गुमशुदा बच्चे पर तुरंत एफआईआर दर्ज करनी है (जी गणेश, 2026); सूची की समय-सीमा का विधि अधिकारी से सत्यापन शेष"),
    ),
)
CHECKED_WITHIN = timedelta(hours=24)
END_OF_DAY = time(18)
RECORDS_END = register_kind(
    "tracing:records_end",
    "Records of another register expire",
    "अन्य पंजी के अभिलेखों की अवधि समाप्त",
    link_words=Bilingual("See the list", "सूची देखें"),
    rule=Bilingual(
        "PFIF: a record may not be kept after the day that its author set",
        "पीएफआईएफ: अभिलेख लेखक द्वारा तय दिन के बाद नहीं रखा जाता",
    ),
)


def ask_for_firs(run: ImportRun, by: Actor, told: Iterable[RowTold]) -> None:
    """Open one duty for a list whose missing children have no FIR, not one for each row of a whole register."""
    if any(
        one.kind == EntryKind.MISSING and one.state == EntryState.OPEN and one.is_child and not one.has_fir
        for one in told
    ):
        title = Bilingual(
            "Missing children of an imported list have no FIR: check and register",
            "आयात की गई सूची के गुमशुदा बच्चों की एफआईआर नहीं है: जाँचकर दर्ज करें",
        )
        _open(run, by, FIRS_OF_LIST, "firs", clock.now() + CHECKED_WITHIN, title)


def tell_ends(run: ImportRun, by: Actor, told: Iterable[RowTold]) -> None:
    """Open a duty for each day on which records of a list end."""
    for day in sorted({one.expires for one in told if one.expires is not None}):
        title = Bilingual(
            f"Records of another register expire on {day:%d.%m.%Y}: ask their author, or close and erase them",
            f"अन्य पंजी के अभिलेखों की अवधि {day:%d.%m.%Y} को समाप्त होती है: लेखक से पूछें, अन्यथा बंद कर मिटाएँ",
        )
        _open(run, by, RECORDS_END, f"ends:{day}", datetime.combine(day, END_OF_DAY, tzinfo=clock.INDIA), title)


def _open(run: ImportRun, by: Actor, kind: DutyKind, key: str, due: datetime, title: Bilingual) -> None:
    role = next((held.role for held in by.grants if held.audience == run.home_unit), "station_officer")
    open_duty(
        by=by,
        kind=kind,
        subject=("import", run.id),
        title=title,
        owner_role=role,
        owner_audience=run.home_unit,
        owner_user=User.objects.get(pk=by.id),
        due_at=due,
        readers=run.readers,
        home_state=run.home_state,
        link=f"/import/{run.id}/",
        key=f"list:{run.id}:{key}",
    )


def drop_duties(run: ImportRun, reason: str) -> None:
    """Withdraw what a list asked for, when it was taken back."""
    waiting = Duty.objects.waiting().filter(subject_kind="import", subject_id=str(run.id))
    for duty in waiting.filter(kind__in=(FIRS_OF_LIST.code, RECORDS_END.code)):
        drop_duty(by=SYSTEM, duty=duty, reason=reason)
