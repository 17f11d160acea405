"""What the statements of these pages rest on: a source, where in it, and what it found."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from anagen.web.outlook.sourced import Found

NEEDLES_FOUND = (
    Found("pei_2024", "13 trials, hair count", _("13.36 hairs more (8.55 to 18.16).")),
    Found("ahmed_2025", "spread between trials", _("88 % of the spread is not chance.")),
    Found(
        "house_arithmetic",
        "the next trial",
        _("From about 6 fewer to 32 more. Ours, rough."),
    ),
    Found(
        "gupta_2023",
        "with minoxidil, week 24",
        _("13 more per cm². Pei's unit was not printed."),
    ),
    Found(
        "olsen_2002",
        "single changes",
        _("SD 25.4 with 5 % minoxidil, 21.7 with placebo."),
    ),
    Found("dhurat_2013", "needles", _("1.5 mm every week, by trained staff.")),
    Found("home_device_2020", "at home", _("29 people, no clear difference.")),
    Found(
        "kakizaki_2023",
        "needles alone",
        _("30 men, no benefit. Read in a summary only."),
    ),
)
DEPTH_FOUND = (
    Found(
        "faghihi_2021",
        "depth",
        _("0.6 mm beat no needles; 1.2 mm was not better than 0.6."),
    ),
    Found("ahmed_2025", "depth", _("No difference between up to 1 mm and deeper.")),
    Found("search_gaps", "gaps", _("No trial compared one gap with another.")),
)
ABSORPTION_FOUND = (
    Found(
        "gupta_2011",
        "closing, people's arms",
        _("Within two hours uncovered, later covered."),
    ),
    Found(
        "kalluri_2011",
        "closing and size, rats",
        _("Up to 18 hours; 71 µm wide, 153 µm deep."),
    ),
    Found("pore_closure_2021", "closing, held open", _("58 to 63 hours.")),
    Found("franz_1985", "unbroken scalp", _("1.6 to 3.9 % of a dose; 2.4 to 5.4 mg a day.")),
    Found("potts_guy", "unbroken skin", _("The equation. Still to be confirmed.")),
)
SHED_FOUND = (
    Found(
        "blume_peytavi_2011",
        "shedding as a side effect",
        _("12.5 % and 17.5 % of women."),
    ),
    Found("donovan_page", "how long", _("The first six to eight weeks, sometimes longer.")),
    Found("search_gaps", "after needling", _("No trial counted it.")),
    Found("house_simulation", "the curves", _("Ours. Nobody measured the two apart.")),
)
