"""What the pages say about pictures: why one was refused, what spoils one, what differs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from anagen.imaging.arrival import Why
from anagen.imaging.quality import Apart, Fault

REFUSED = {
    Why.EMPTY: _("Choose a picture, or take one."),
    Why.TOO_MANY_BYTES: _("The file is larger than 25 MB. Choose a smaller one."),
    Why.NOT_A_PICTURE: _(
        "This file is no photo that we can open. We take JPEG, PNG and HEIC: what phones and "
        "cameras make."
    ),
    Why.DAMAGED: _(
        "The photo is damaged or cut off, so we could not open it. Send it again, or take "
        "a new one."
    ),
    Why.TOO_MANY_POINTS: _(
        "The photo has too many points: we take up to 60 million, and 30 million as PNG. Take it "
        "with a lower resolution."
    ),
    Why.TOO_FEW_POINTS: _(
        "The photo is too small or too narrow to compare. It needs at least 240 points on its "
        "shorter side."
    ),
    Why.TOO_HEAVY: _(
        "Opening this photo took too much memory or time, so we stopped. Take a new one, or save "
        "it as JPEG first."
    ),
}
FAULTS = {
    Fault.BLURRED: _("It is blurred. Hold still, wipe the lens and tap on the hair to focus."),
    Fault.DARK: _("It is too dark. Switch on the lamp you always use."),
    Fault.BRIGHT: _("It is too bright. Move away from the lamp or the window."),
    Fault.GLARE: _("Light shines back from the skin. Switch the flash off or turn a little."),
}
APART = {
    Apart.SHARPNESS: _("One is much sharper than the other. A blurred picture hides thin hair."),
    Apart.BRIGHTNESS: _(
        "One is much brighter than the other. Bright light makes hair look thinner."
    ),
    Apart.GLARE: _("Light shines back from the skin in one and not in the other."),
}
