"""Today's session: skin long healed, sound needles of one's own, no numbing cream.

The last session lies so far back that no wait depends on it. Somebody who was never needled
says `needled_before: False` and takes `last_session_on` away. The follow-ups about numbing
cream hold modest answers, so that a story with cream need only say that it is planned.
"""

from datetime import date

ANSWERS = {
    "needled_before": True,
    "last_session_on": date(2020, 1, 1),
    "skin_recovered": True,
    "occluded": False,
    "needle_faults": (),
    "needle_uses": 3,
    "numbing_planned": False,
    "numbing_minutes": 30,
    "numbing_area": "small",
    "numbing_covered": False,
    "numbing_heated": False,
    "numbing_grams": 5,
    "numbing_risks": (),
    "cat_at_home": False,
}

CLINIC = {
    "cartridge": "new_sterile",
}
