"""What the rest of a record says about a question, and what follows from it by arithmetic.

One module a part of the record. `FROM_RECORD` holds asked questions that another part of the
record may answer too; `DERIVED` holds those that are worked out and never put to anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from anagen.care.history import measure, person, recover, treat
from anagen.records.answers import Unknown, Value
from anagen.records.record import Record

FROM_RECORD: Mapping[str, Callable[[Record, datetime], Value | None]] = {
    **person.FROM_RECORD,
    **treat.FROM_RECORD,
}

DERIVED: Mapping[str, Callable[[Record, Mapping[str, Value | Unknown], datetime], Value | None]] = {
    **person.DERIVED,
    **recover.DERIVED,
    **measure.DERIVED,
}
