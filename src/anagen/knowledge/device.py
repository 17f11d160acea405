"""Devices: who may use them where, and how they are kept clean."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.knowledge.fact import Fact, Header, read_settings
from anagen.records.fields import Fields
from anagen.records.words import DeviceKind, Setting


@dataclass(frozen=True, slots=True)
class Device(Fact):
    """A kind of device, the settings it may be used in, and those where a plan begins with it."""

    device: DeviceKind
    settings: tuple[Setting, ...]
    starts_in: tuple[Setting, ...]


def read_device(fields: Fields, header: Header) -> Device:
    """A fact of kind "device"."""
    device = Device(
        **header,
        device=fields.choice("device", DeviceKind),
        settings=read_settings(fields),
        starts_in=read_settings(fields, "starts_in") if "starts_in" in fields else (),
    )
    fields.finish()
    if not set(device.starts_in) <= set(device.settings):
        raise fields.wrong("starts_in", "settings where it may be used", "Take the others out.")
    return device
