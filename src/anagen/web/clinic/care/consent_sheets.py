"""A signed consent as a sheet of paper."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw

from anagen.interchange.sheets import ConsentText, Sheet, Signed, consent_sheet, pdf
from anagen.interchange.words import Words
from anagen.languages import language_of
from anagen.store.procedures.models import Consent
from anagen.web.clinic.care.consents import signed_one
from anagen.web.clinic.care.finding import zone_of
from anagen.web.clinic.care.signature import HEIGHT, WIDTH, strokes
from anagen.web.clock import now
from anagen.web.opening import find_case

SCALE = 2
PEN_PX = 6


@require_safe
def sheet(request: HttpRequest, case_id: UUID, consent_id: UUID) -> HttpResponse:
    """The consent as it was signed, to print or to take along."""
    consent = signed_one(find_case(request, case_id), consent_id)
    answer = HttpResponse(pdf(_sheet(consent)), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="consent-{consent.kind}.pdf"'
    return answer


def _sheet(consent: Consent) -> Sheet:
    zone = zone_of(consent.clinic)
    if not consent.given:  # the sheet says "I agree"; a refusal stays in the record alone
        raise Http404
    words = dict(consent.text)
    return consent_sheet(
        ConsentText(
            title=words.get("title", consent.kind),
            version=str(consent.version),
            paragraphs=tuple(words.get("paragraphs", ())),
            statements=tuple(words.get("statements", ())),
        ),
        Words(language_of(consent.language)),
        now().astimezone(zone),
        Signed(
            name=consent.signed_name,
            shown_at=consent.shown_at.astimezone(zone),
            signed_at=consent.at.astimezone(zone),
            quiz_right=len(consent.quiz),
            quiz_of=len(consent.quiz),
            signature_png=drawn(consent.signature) if consent.signature else None,
            witness=consent.witness.name,
        ),
    )


def drawn(path: str) -> bytes:
    """A signature as a picture, black on white."""
    picture = Image.new("L", (WIDTH * SCALE, HEIGHT * SCALE), 255)
    pen = ImageDraw.Draw(picture)
    for stroke in strokes(path):
        pen.line([(x * SCALE, y * SCALE) for x, y in stroke], fill=0, width=PEN_PX, joint="curve")
    file = BytesIO()
    picture.save(file, format="PNG")
    return file.getvalue()
