"""Places told by their name beside a form, each with fields of its own."""

from typing import Any

from samanvay.directory.models import Place
from samanvay.kernel.refusals import Invalid
from samanvay.web.kit.capture import PlaceForm


class OtherPlace(PlaceForm):
    """A place by its name; ``kept`` is the one that stands as long as its name is not changed."""

    def __init__(self, *args: Any, words: Any, hint: Any = "", kept: Place | None = None, **kwargs: Any) -> None:
        if kept is not None:
            kwargs["initial"] = {"place": str(kept.names)}
        super().__init__(*args, **kwargs)
        self.kept = kept
        self.fields["place"].label = words
        self.fields["place"].help_text = hint

    def clean(self) -> dict[str, Any]:
        """Find the place: ``key`` is that of the place named, None where none is; not clear is a fault of its field."""
        found = super().clean() or {}
        self.key: str | None = None
        if self.kept is not None and self.cleaned_data.get("place") == str(self.kept.names):
            self.key = str(self.kept.key)
            return found
        try:
            self.key = self.place_of()
        except Invalid as refusal:
            self.refuse(refusal)
        return found
