"""Whom duties tell when something happens elsewhere."""

from collections.abc import Callable, Mapping

from samanvay.audit.models import Event
from samanvay.audit.vocabulary import EventKind

SUBSCRIBES: Mapping[EventKind, Callable[[Event], None]] = {}
