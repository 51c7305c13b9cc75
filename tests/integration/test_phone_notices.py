"""An officer hears at once of a code given and a phone registered in their name."""

from collections.abc import Callable

from django.db import transaction
from test_glass_notices import officer

from samanvay.access.devices.actions import give_device_code, register_device
from samanvay.audit import outbox
from samanvay.directory.models import Unit
from samanvay.duties import queries
from samanvay.duties.models import Notice
from samanvay.kernel.db.scope import SYSTEM, reading

STATION = "police:station:180:rupaidiha"


def test_the_officer_hears_of_a_code_and_of_a_phone_in_their_name_and_nobody_else_does(
    fresh_state: str, settled: Callable[[], None]
) -> None:
    _, giver = officer("giver", "station_officer", STATION)
    user, holder = officer("holder", "women_help_desk", STATION)

    def told() -> list[str]:
        settled()
        while outbox.deliver_all():
            settled()
        with reading(holder):
            return sorted(str(notice.words.en) for notice in queries.notices(holder))

    code = give_device_code(by=giver, user=user, audience=Unit.objects.get(code=STATION).audience)
    assert [words.split(" to register")[0] for words in told()] == ["A code was given"]
    with transaction.atomic():
        done = register_device(username="holder", code=code, pin="482915", label="Zubeida's phone")
    assert done.device is not None
    assert [words.split(" in your name")[0] for words in told()] == [
        "A code was given to register a phone",
        "A phone was registered",
    ]
    with reading(SYSTEM):
        assert set(Notice.objects.values_list("user__username", flat=True)) == {"holder"}
        assert not Notice.objects.filter(words_en__contains="Zubeida").exists()
        assert all("फ़ोन" in words for words in Notice.objects.values_list("words_hi", flat=True))
