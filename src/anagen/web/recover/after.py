"""What others do when a check-in has been kept: a clinic puts it on its list, for one."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from anagen.records.report import Report
from anagen.store.models import Case

#: Called with the request, the case as it stands now and the report, once for each check-in and
#: in the transaction that keeps it: what raises here keeps nothing.
AFTER_CHECK_IN: list[Callable[[HttpRequest, Case, Report], None]] = []
