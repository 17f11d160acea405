"""How often a device has been used, counted from the sessions it was used in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from anagen.records.record import Record
from anagen.records.session import Session
from anagen.store.models import Case
from anagen.store.rows import record_of
from anagen.store.sessions.models import DeviceUse, KeptDevice
from anagen.web.treat.guide import Guide


@dataclass(frozen=True, slots=True)
class Uses:
    """The uses of a device. `by_likeness` are sessions that name no device, and fit this one."""

    before: int
    named: int
    by_likeness: int

    @property
    def together(self) -> int:
        """All of them: a session that may have been with this device counts as one that was."""
        return self.before + self.named + self.by_likeness


def uses_of(device: KeptDevice, record: Record) -> Uses:
    """The uses of a device by the record as it is now: a session taken out no longer counts."""
    named = DeviceUse.objects.filter(device__case_id=device.case_id)
    by_device = {at: id for at, id in named.values_list("at", "device_id")}
    mine = [one for one in record.sessions if by_device.get(one.started) == device.pk]
    likely = [
        one
        for one in record.sessions
        if one.started not in by_device and _fits(one, device, record)
    ]
    return Uses(device.uses_before, len(mine), len(likely))


def _fits(session: Session, device: KeptDevice, record: Record) -> bool:
    day = record.local_day(session.started)
    is_kept = device.kept_since <= day and (device.retired_on is None or day <= device.retired_on)
    is_like = session.device.value == device.kind and session.needle_mm == device.needle_mm
    return is_kept and is_like


def device_named(case: Case, public_id: str) -> KeptDevice | None:
    """A device of this case by its id; None for "" and for any other word."""
    try:
        id = UUID(public_id)
    except ValueError:
        return None
    return KeptDevice.objects.filter(case=case, public_id=id).first()


def next_use(case: Case, guide: Guide, now: datetime) -> int | None:
    """Which use of its needles this session is; None where nobody has counted."""
    record = record_of(case, now)
    device = device_named(case, guide.choice.kept_device)
    if device is not None:
        return uses_of(device, record).together + 1
    answer = record.answers.get("needle_uses")
    if (
        answer is None
        or isinstance(answer.value, bool)
        or not isinstance(answer.value, int | float)
    ):
        return None
    return int(answer.value) + 1


def count_use(case: Case, public_id: str, at: datetime) -> None:
    """Notes that a device was used in the session that began at `at`."""
    DeviceUse.objects.filter(device__case=case, at=at).delete()
    device = device_named(case, public_id)
    if device is not None:
        DeviceUse.objects.create(device=device, at=at)


def forget_use(case: Case, at: datetime) -> None:
    """Takes the use of a session back, when the session is taken out or moved."""
    DeviceUse.objects.filter(device__case=case, at=at).delete()


def device_used(case: Case, at: datetime) -> str:
    """The device that the session which began at `at` was done with; "" when nobody named one."""
    use = DeviceUse.objects.filter(device__case=case, at=at).select_related("device").first()
    return str(use.device.public_id) if use else ""
