"""Proving the log: every sealed event is hashed again and held against what was sealed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import F, Func, IntegerField, Sum

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, reading

from . import heads
from .events import ERA_BEGUN
from .leaves import COLUMNS, GENESIS, Row, chain_head, leaf, merkle_root, split_leaves
from .models import Event, Seal

IN_SPAN = f"""
select {COLUMNS} from audit_event where era = %s and xid >= %s::xid8 and xid <= %s::xid8
order by audit_event.xid, audit_event.seq
"""  # noqa: S608 (the columns are a constant of ours)

MOST_COMPARED = 2_000

WHAT_WORDS = {
    "changed": Bilingual("changed", "बदली गई"),
    "removed": Bilingual("removed", "हटाई गई"),
    "added": Bilingual("added", "जोड़ी गई"),
    "reordered": Bilingual("reordered", "क्रम बदला गया"),
    "broken chain": Bilingual("broken chain", "शृंखला टूटी हुई"),
    "missing seal": Bilingual("missing seal", "सील नहीं है"),
    "heads gone": Bilingual("noted heads are missing", "दर्ज शीर्ष नहीं हैं"),
    "heads shorter": Bilingual("noted heads are fewer than the seals", "दर्ज शीर्ष सीलों से कम"),
    "heads damaged": Bilingual("noted heads cannot be read", "दर्ज शीर्ष पढ़े नहीं जा सकते"),
    "heads went back": Bilingual("noted heads show a restore, the log does not", "दर्ज शीर्ष पुनर्स्थापना बताते हैं, लॉग नहीं"),
    "copy gone": Bilingual("copy of the heads is missing", "शीर्षों की प्रति नहीं है"),
    "copy differs": Bilingual("copy of the heads differs", "शीर्षों की प्रति भिन्न"),
    "copy shorter": Bilingual("copy of the heads is shorter", "शीर्षों की प्रति छोटी"),
    "copy longer": Bilingual("copy of the heads is longer", "शीर्षों की प्रति लंबी"),
}
EVENTS_WRONG = Bilingual(
    "The database was changed outside Samanvay. Do not change it further. Inform CERT-In and the Home "
    "Department, and compare with the latest backup.",
    ("डेटाबेस समन्वय के बाहर से बदला गया। अब इसमें कुछ न बदलें। CERT-In और गृह विभाग को सूचित करें और नवीनतम बैकअप से मिलाएँ।"),
)
WHAT_TO_DO = {
    "missing seal": Bilingual(
        "The noted heads contain seals that the database does not have: the log was cut, or replaced by an "
        "older database. Do not change either of them. Restore the latest backup with `samanvay restore`.",
        (
            "दर्ज शीर्षों में ऐसी सीलें हैं जो डेटाबेस में नहीं: लॉग काटा गया, या उसकी जगह पुराना डेटाबेस रखा "
            "गया। दोनों में कुछ न बदलें। `samanvay restore` से नवीनतम बैकअप पुनर्स्थापित करें।"
        ),
    ),
    "heads gone": Bilingual(
        "audit-heads.log in the key folder is missing, empty or belongs to another log. Without it, a cut at "
        "the end of the log cannot be detected. Put back the file from its copy. If there is no copy, "
        "compare the head with a printed one (`samanvay verify-audit --head`), then run `samanvay "
        "verify-audit --note-heads`.",
        (
            "कुंजियों के फ़ोल्डर में audit-heads.log नहीं है, खाली है या किसी और लॉग की है। इसके बिना लॉग के अंत "
            "से काटा गया भाग पकड़ में नहीं आएगा। फ़ाइल उसकी प्रति से लौटाएँ। प्रति न हो तो शीर्ष को छपे हुए से "
            "मिलाएँ (`samanvay verify-audit --head`), फिर `samanvay verify-audit --note-heads` चलाएँ।"
        ),
    ),
    "copy gone": Bilingual(
        "A file of SAMANVAY_HEADS_COPY cannot be read or is empty. If its storage is disconnected, connect "
        "it again. If the file was deleted, find out by whom and compare the head with a printed one; then "
        "`samanvay verify-audit --note-heads` makes it again and records this.",
        (
            "SAMANVAY_HEADS_COPY की फ़ाइल पढ़ी नहीं जा सकती या खाली है। भंडारण अलग हुआ है तो उसे फिर जोड़ें। "
            "फ़ाइल हटाई गई हो तो पता करें किसने, और शीर्ष को छपे हुए से मिलाएँ; फिर `samanvay verify-audit "
            "--note-heads` उसे दोबारा बनाता है और यह दर्ज होता है।"
        ),
    ),
    "copy differs": Bilingual(
        "audit-heads.log and its copy differ: one of them was changed. Do not change either of them. Compare "
        "them with the heads on printed minutes.",
        ("audit-heads.log और उसकी प्रति में अंतर है: एक बदली गई है। दोनों में कुछ न बदलें। छपे कार्यवृत्त के शीर्षों से मिलाएँ।"),
    ),
    "copy shorter": Bilingual(
        "Lines are missing at the end of a copy of the heads. If its storage was disconnected, the next seal "
        "adds them. If not, the copy was cut.",
        ("शीर्षों की प्रति के अंत में पंक्तियाँ कम हैं। भंडारण अलग हुआ था तो अगली सील उन्हें जोड़ देगी। नहीं तो प्रति काटी गई है।"),
    ),
}
WHAT_TO_DO["heads shorter"] = WHAT_TO_DO["heads damaged"] = WHAT_TO_DO["heads gone"]
WHAT_TO_DO["heads went back"] = WHAT_TO_DO["missing seal"]
WHAT_TO_DO["copy longer"] = WHAT_TO_DO["copy differs"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with the log: what, which event (0 where it is the chain itself), in which seal."""

    what: str  # a key of WHAT_WORDS
    seq: int
    seal: int
    kind: str = ""

    @property
    def what_words(self) -> Bilingual:
        """What is wrong, in words."""
        return WHAT_WORDS[self.what]

    @property
    def what_to_do(self) -> Bilingual:
        """What it means, and what to do."""
        return WHAT_TO_DO.get(self.what, EVENTS_WRONG)


@dataclass(slots=True)
class Verdict:
    """What verification found."""

    events: int = 0
    seals: int = 0
    unsealed: int = 0
    head: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.findings


def count_sealed() -> int:
    """Return how many events are sealed: how far a verification has to go."""
    with reading(SYSTEM):
        counted = Seal.objects.aggregate(
            count=Sum(Func(F("seqs"), function="cardinality", output_field=IntegerField()))
        )
    return counted["count"] or 0


def verify_log(progress: Callable[[int], None] | None = None) -> Verdict:
    """Hash every sealed event again, batch by batch, and compare leaves, roots, heads and the noted heads.

    Names each changed, removed, added or reordered event. When one batch fails, verification goes on from the
    stored head, so that later batches are not blamed for it. O(events).
    """
    verdict = Verdict()
    before = heads.read(heads.heads_file())
    previous = GENESIS
    sealed: dict[int, bytes] = {}
    with reading(SYSTEM):
        for seal in Seal.objects.order_by("number").iterator(chunk_size=20):
            verdict.seals += 1
            verdict.events += len(seal.seqs)
            verdict.findings.extend(_check_seal(seal, previous))
            sealed[seal.number] = previous = bytes(seal.head)
            if progress is not None:
                progress(verdict.events)
        verdict.findings.extend(_strays())
        verdict.unsealed = _count_unsealed()
        verdict.findings.extend(_check_heads(before, sealed))
    verdict.head = previous.hex()
    return verdict


def look_at_heads(most: int = 100) -> list[Finding]:
    """Hold the latest seals against the heads noted outside, without hashing anything: for the health page."""
    before = heads.read(heads.heads_file(), is_all=False)
    with reading(SYSTEM):
        latest = dict(Seal.objects.order_by("-number").values_list("number", "head")[:most])
    since = min(latest, default=0)
    before.kept = {number: head for number, head in before.kept.items() if number >= since}
    return list(_check_heads(before, {number: bytes(head) for number, head in latest.items()}, is_all=False))


def _check_heads(before: heads.Noted, sealed: dict[int, bytes], *, is_all: bool = True) -> Iterator[Finding]:
    """Hold the seals against the heads noted outside: kept before they were read, or begun by the time they were."""
    after = heads.read(heads.heads_file(), is_all=is_all)
    if not is_all and not heads.is_the_log_of(after):
        after = heads.read(heads.heads_file())  # the token of a restored log may stand in the middle
    if not heads.is_the_log_of(after):
        yield Finding("heads gone", 0, 0)
    if after.wrong:
        yield Finding("heads damaged", 0, 0)
    if after.went_back_to is not None and after.went_back_to != _restored_to():
        yield Finding("heads went back", 0, 0)
    unnoted = [number for number in sealed if after.of(number) is None]
    if unnoted:
        yield Finding("heads shorter", 0, unnoted[0])
    for number, head in sealed.items():
        if after.of(number) not in (None, head):
            yield Finding("broken chain", 0, number)
    for number in sorted(before.kept.keys() - sealed.keys()):
        yield Finding("missing seal", 0, number)
    for what in heads.copy_findings(is_all=is_all):
        yield Finding(what, 0, 0)


def _restored_to() -> int | None:
    """Return the seal to which the log itself says it went back; a line of the heads that it does not say is forged."""
    with reading(SYSTEM):
        begun = Event.objects.filter(kind=ERA_BEGUN.code).order_by("-era", "-seq").first()
    return begun.detail["last_seal"] if begun is not None else None


def _check_seal(seal: Seal, previous: bytes) -> Iterator[Finding]:
    leaves = split_leaves(bytes(seal.leaves))
    root = merkle_root(leaves)
    head = chain_head(
        previous,
        root,
        era=seal.era,
        first_xid=seal.first_xid,
        last_xid=seal.last_xid,
        count=len(seal.seqs),
    )
    if root != bytes(seal.root) or head != bytes(seal.head):
        yield Finding("broken chain", 0, seal.number)
    sealed = dict(zip(seal.seqs, leaves, strict=True))
    rows = _rows_of(seal)
    present = {int(row.seq): row for row in rows}
    changed = [row for seq, row in present.items() if seq in sealed and leaf(row) != sealed[seq]]
    moved = _reordered(changed, sealed)
    for row in changed:
        seq = int(row.seq)
        yield Finding("reordered" if seq in moved else "changed", seq, seal.number, row.kind)
    for seq in seal.seqs:
        if seq not in present:
            yield Finding("removed", seq, seal.number)
    for seq, row in present.items():
        if seq not in sealed:
            yield Finding("added", seq, seal.number, row.kind)


def _rows_of(seal: Seal) -> list[Row]:
    """Return the rows in the span of a seal, and those it sealed that now lie elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute(IN_SPAN, [seal.era, str(seal.first_xid), str(seal.last_xid)])
        rows = [Row(*values) for values in cursor.fetchall()]
        known = {int(row.seq) for row in rows}
        elsewhere = [seq for seq in seal.seqs if seq not in known]
        if elsewhere:
            cursor.execute(
                f"select {COLUMNS} from audit_event where seq = any(%s)",  # noqa: S608 (a constant of ours)
                [elsewhere],
            )
            rows.extend(Row(*values) for values in cursor.fetchall())
    return rows


def _reordered(changed: list[Row], sealed: dict[int, bytes]) -> set[int]:
    """Return the changed events whose content was sealed in another's place: they were moved, not rewritten."""
    if len(changed) < 2 or len(changed) > MOST_COMPARED:
        return set()
    places = [(row.xid, row.seq, row.at) for row in changed]
    moved = set()
    for row in changed:
        for xid, seq, at in places:
            if seq == row.seq:
                continue
            candidates = (row._replace(xid=xid, seq=seq), row._replace(xid=xid, seq=seq, at=at))
            if any(leaf(candidate) == sealed[int(seq)] for candidate in candidates):
                moved.add(int(row.seq))
    return moved


def _strays() -> Iterator[Finding]:
    """Yield events that lie before the last seal of their era, but in no span: added behind the sealer's back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select e.seq, e.kind from audit_event e "
            "where e.xid <= (select max(s.last_xid) from audit_seal s where s.era = e.era) "
            "and not exists (select 1 from audit_seal s where s.era = e.era "
            "and e.xid between s.first_xid and s.last_xid) order by e.seq"
        )
        for seq, kind in cursor.fetchall():
            yield Finding("added", seq, 0, kind)


def _count_unsealed() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from audit_event e where e.xid > coalesce((select max(s.last_xid) from audit_seal s "
            "where s.era = e.era), '0'::xid8)"
        )
        return int(cursor.fetchone()[0])
