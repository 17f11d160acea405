"""Check-in: healed well, and no more hair falls than usual."""

ANSWERS = {
    "alarm_signs": (),
    "scalp_warnings": (),
    "fever": "feels_well",
    "scalp_signs": (),
    "shed_more": "no",
}

CLINIC = {}
