"""The fixtures of the session tests."""

from tests.web.clinic_world import as_role, clinic_world, in_clinic
from tests.web.treat.ground import case, time
from tests.web.treat.phone import planned

__all__ = ["as_role", "case", "clinic_world", "in_clinic", "planned", "time"]
