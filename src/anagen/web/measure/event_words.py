"""The kinds of events as people say them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from anagen.records.words import EventKind

KINDS = {
    EventKind.HAIRCUT: _("haircut"),
    EventKind.COLOUR: _("colour or bleach"),
    EventKind.ILLNESS: _("illness"),
    EventKind.FEVER: _("fever"),
    EventKind.OPERATION: _("operation"),
    EventKind.CHILDBIRTH: _("childbirth"),
    EventKind.STRESS: _("a hard time"),
    EventKind.WEIGHT_LOSS: _("weight loss"),
    EventKind.OTHER: _("something else"),
}
