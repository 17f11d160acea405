"""Who holds the needle: the person at home, the staff in a clinic."""

from __future__ import annotations

from anagen.records.record import Record
from anagen.records.words import Setting
from anagen.web.access.viewer import Role, Viewer


def may_needle(viewer: Viewer, record: Record) -> bool:
    """Whether a viewer may start and write down sessions of this record.

    In a clinic the staff does. Patients write down only what they do themselves at home.
    """
    return viewer.role is not Role.PATIENT or record.setting is Setting.HOME
