"""Plan: a short roller of one's own; in a clinic a pen in trained hands."""

ANSWERS = {
    "device_kind": "roller",
    "needle_mm": 0.25,
    "device_is_own": True,
}

CLINIC = {
    "device_kind": "pen",
    "needle_mm": 1.0,
    "practitioner_kind": "dermatologist",
    "prp_wanted": False,
}
