"""What was found with people: a vehicle, a telephone, a ticket, money. Its numbers lie in a sealed box."""

from typing import ClassVar

from django.db import models

from samanvay.directory.models import Place
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, Sort
from samanvay.kernel.dates import PartialDateColumns, partial_date_order
from samanvay.kernel.models import Captured, Protected, Voidable

from ..kinds import ITEM_KINDS
from .case import Case
from .person import CasePerson


class CaseItem(Protected, Captured, Voidable):
    """A thing of a case. ``amount`` is in rupees; ``train``, ``origin``, ``destination``, ``travelled`` are a ticket's.

    Telephone, registration and PNR numbers lead to persons: they are the fields of the box of this item.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=12)
    description = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(CasePerson, on_delete=models.PROTECT, null=True, related_name="items")
    amount = models.PositiveIntegerField(null=True)
    train = models.CharField(max_length=5, blank=True)
    origin = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    destination = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    travelled = PartialDateColumns(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(
            (
                *("case", "kind", "person", "amount", "train", "origin", "destination", "recorded_at", "recorded_by"),
                *("travelled_earliest", "travelled_latest"),
            ),
            CASE_FIELD,
        ),
        **dict.fromkeys(("description", "travelled_said"), CASE_TEXT),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            partial_date_order("travelled", name="cases_caseitem_travelled"),
            models.UniqueConstraint(fields=["recorded_by", "submission_id"], name="cases_caseitem_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case"], name="cases_caseitem_case")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.case_id}"

    @property
    def kind_words(self) -> Bilingual:
        return ITEM_KINDS[self.kind]
