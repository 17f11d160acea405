"""Every column of every table: its name, what it holds, its unit, and where the name is from.

Names are those of CDASHIG 2.1 as far as it has one. A column of our own says so: the standard has
none for the depth of a needle. Check the names against the copy of the standard that your sponsor
uses before you rely on them.
"""

from __future__ import annotations

from dataclasses import dataclass

CDASH, OURS = "CDASH", "Anagen"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `unit` is "" for words, dates and pure numbers."""

    name: str
    says: str
    unit: str = ""
    origin: str = CDASH


STUDY = Column("STUDYID", "study")
SUBJECT = Column("SUBJID", "person, by the name they have in the log")
DAY, TIME = "date, in the person's own time zone", "time of day, in the person's own time zone"

TABLES: dict[str, tuple[Column, ...]] = {
    "dm": (
        STUDY,
        SUBJECT,
        Column("BRTHYY", "year of birth", "year"),
        Column("SEX", "sex recorded at birth: F, M, or INTERSEX"),
        Column("HAIRLOSS", "kind of hair loss", origin=OURS),
        Column("GRADE", "grade with its scale", origin=OURS),
        Column("SETTING", "where the needling happens", origin=OURS),
    ),
    "ds": (
        STUDY,
        SUBJECT,
        Column("DSDECOD", "what happened"),
        Column("DSTERM", "what happened, in words"),
        Column("DSSTDAT", DAY),
        Column("DSSTTIM", TIME),
        Column("STRATUM", "stratum the arm was drawn in", origin=OURS),
        Column("ARM", "arm", origin=OURS),
    ),
    "pr": (
        STUDY,
        SUBJECT,
        Column("PRTRT", "procedure"),
        Column("PRSTDAT", DAY),
        Column("PRSTTIM", TIME),
        Column("PRENDAT", DAY),
        Column("PRENTIM", TIME),
        Column("PRLOC", "part of the scalp; empty when nobody wrote it down"),
        Column("PASSES", "passes, all directions together", "passes", OURS),
        Column("DEPTHMM", "depth that was set", "mm", OURS),
        Column("NEEDLEMM", "length of the needles", "mm", OURS),
        Column("DEVICE", "what carried the needles", origin=OURS),
        Column("LOT", "lot of the needles", origin=OURS),
        Column("ENDPOINT", "what was seen when needling stopped", origin=OURS),
        Column("PAIN", "pain, 0 none to 10 worst", "0-10", OURS),
        Column("OPERATOR", "who held the needle", origin=OURS),
    ),
    "ex": (
        STUDY,
        SUBJECT,
        Column("EXTRT", "product put on the needled skin"),
        Column("EXSTDAT", DAY),
        Column("EXSTTIM", TIME),
        Column("EXLOC", "where"),
        Column("AFTERMIN", "time since the needles last touched the skin", "minutes", OURS),
    ),
    "cm": (
        STUDY,
        SUBJECT,
        Column("CMTRT", "medicine or other treatment"),
        Column("CMDOSTXT", "dose as written down"),
        Column("CMROUTE", "route as written down"),
        Column("CMSTDAT", "first day; empty when not remembered"),
        Column("CMENDAT", "last day; empty while it goes on"),
    ),
    "fa": (
        STUDY,
        SUBJECT,
        Column("FACAT", "hair count, or a sign after a session"),
        Column("FATESTCD", "what was found, short"),
        Column("FATEST", "what was found"),
        Column("FAOBJ", "what it is about"),
        Column("FAORRES", "the result as written down", "see FAORRESU"),
        Column("FAORRESU", "unit of the result"),
        Column("FASTAT", "NOT DONE where there is no result"),
        Column("FAREASND", "why there is none"),
        Column("FALOC", "site"),
        Column("FADAT", DAY),
        Column("FATIM", TIME),
        Column("FAMETHOD", "device"),
        Column("WEEKS", "time since the arm was revealed", "weeks", OURS),
        Column("AREACM2", "area of the field", "cm2", OURS),
        Column("SEPERCM2", "standard error of this one count", "hairs per cm2", OURS),
        Column("CUTUM", "width that parts vellus from terminal hair", "um", OURS),
        Column("DOUBTS", "what makes it less sure", origin=OURS),
    ),
    "analysis": (
        STUDY,
        SUBJECT,
        Column("STRATUM", "stratum the arm was drawn in", origin=OURS),
        Column("SITE", "site, or the mean of all sites", origin=OURS),
        Column("ARM", "arm that the person has", origin=OURS),
        Column("TREATED", "1 treated, 0 compared with", "0 or 1", OURS),
        Column("BASE", "last count up to the day of the draw", "hairs per cm2", OURS),
        Column("VALUE", "count nearest to the planned week", "hairs per cm2", OURS),
        Column("CHANGE", "VALUE less BASE", "hairs per cm2", OURS),
        Column("VALUEWK", "when VALUE was counted", "weeks", OURS),
        Column("DOUBTS", "what makes the row less sure", origin=OURS),
        Column("PLAN", "how the plan stands to the log", origin=OURS),
    ),
}
