"""The pages of a person's own data."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import connection
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

from anagen import __version__
from anagen.store.backup import PENDING, BackupError, check_backup, make_backup
from anagen.store.models import Case
from anagen.store.rows import erase_case
from anagen.web.access.gate import viewer_of
from anagen.web.clock import as_seen, now
from anagen.web.data.exporting import export_of
from anagen.web.opening import cases_of, find_case

#: Typed to delete everything: nobody does that by a slip of the thumb.
SURE = "delete"


@require_safe
def my_data(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What is kept, where, and what can be done with it."""
    case = find_case(request, case_id)
    page = {
        "case": case,
        "case_id": case_id,
        "place": "more",
        "folder": settings.DATA,
        "keeps_files": connection.vendor == "sqlite",
        "changed": as_seen(case.changed),
        "waiting": (settings.DATA / PENDING).exists(),
    }
    return render(request, "data/my_data.html", page)


@require_safe
def export(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Everything of one person as a ZIP."""
    case = find_case(request, case_id)
    response = HttpResponse(export_of(case, now()), content_type="application/zip")
    name = f"anagen-{str(case.public_id)[:8]}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def backup(_request: HttpRequest) -> HttpResponseBase:
    """The whole data folder as one file, made now and sent once."""
    moment = now()
    place = Path(tempfile.mkdtemp(prefix="anagen-backup-"))
    try:
        made = place / "backup.zip"
        make_backup(settings.DATA, made, moment, __version__)
        file = made.open("rb")
    finally:
        # The open file lives on until it is sent; nothing is left in a folder others can read.
        shutil.rmtree(place, ignore_errors=True)
    return FileResponse(file, as_attachment=True, filename=f"anagen-{moment:%Y%m%dT%H%M%S}.zip")


@csrf_exempt  # checked in `_put_back`, once the large file has its own way in
@require_http_methods(["GET", "HEAD", "POST"])
def put_back(request: HttpRequest) -> HttpResponse:
    """Takes a backup in, proves it whole, and keeps it for the next start."""
    request.upload_handlers = [TemporaryFileUploadHandler(request)]
    return _put_back(request)


@csrf_protect
def _put_back(request: HttpRequest) -> HttpResponse:
    slip = ""
    if request.method == "POST":
        slip = _kept_for_the_next_start(request.FILES.get("backup"))
    page = {"slip": slip, "place": "more", "waiting": (settings.DATA / PENDING).exists()}
    return render(request, "data/put_back.html", page, status=422 if slip else 200)


def _kept_for_the_next_start(sent: UploadedFile[Any] | None) -> str:
    """Keeps a backup that is whole; says what is wrong with any other file."""
    if sent is None:
        return _("Choose the file first.")
    draft = settings.DATA / f"{PENDING}.{os.getpid()}"
    try:
        with draft.open("wb") as file:
            for chunk in sent.chunks():
                file.write(chunk)
        check_backup(draft)
        os.replace(draft, settings.DATA / PENDING)
    except BackupError:
        return _("That is no whole backup of Anagen. Nothing was changed.")
    except OSError:
        return _("There is no room for it on this computer. Nothing was changed.")
    finally:
        draft.unlink(missing_ok=True)
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def delete_everything(request: HttpRequest) -> HttpResponse:
    """Deletes every record of the household, once a word is typed that says so."""
    cases = cases_of(viewer_of(request))
    slip = ""
    if request.method == "POST":
        if request.POST.get("sure", "").strip().casefold() in (SURE, _("delete").casefold()):
            return _deleted(request, list(cases))
        slip = _("Nothing was deleted. Type the word to delete everything.")
    page = {"many": cases.count(), "slip": slip, "place": "more"}
    return render(request, "data/delete_everything.html", page, status=422 if slip else 200)


def _deleted(request: HttpRequest, cases: list[Case]) -> HttpResponse:
    for case in cases:
        erase_case(case.public_id)
    (settings.DATA / PENDING).unlink(missing_ok=True)
    messages.success(request, _("Everything has been deleted."))
    return redirect("home")
