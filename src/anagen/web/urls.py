"""Every address: a folder a line."""

from django.urls import include, path

from anagen.web.look.language import choose_language
from anagen.web.look.theme import choose_theme

urlpatterns = [
    path("", include("anagen.web.home.urls")),
    path("check/", include("anagen.web.screen.urls")),
    path("advice/", include("anagen.web.advice.urls")),
    path("", include("anagen.web.plan.urls")),
    path("sheets/", include("anagen.web.sheets.urls")),
    path("today/", include("anagen.web.today.urls")),
    path("recovery/", include("anagen.web.recover.urls")),
    path("photos/", include("anagen.web.measure.photo_urls")),
    path("close-ups/", include("anagen.web.measure.counting.urls")),
    path("progress/", include("anagen.web.measure.progress_urls")),
    path("records/", include("anagen.web.records.urls")),
    path("session/", include("anagen.web.treat.urls")),
    path("data/", include("anagen.web.data.urls")),
    path("evidence/", include("anagen.web.evidence.urls")),
    path("more/", include("anagen.web.more.urls")),
    path("outlook/", include("anagen.web.outlook.urls")),
    path("", include("anagen.web.lock.urls")),
    path("", include("anagen.web.offline.urls")),
    path("account/", include("anagen.web.account.urls")),
    path("audit/", include("anagen.web.audit.urls")),
    path("clinic/", include("anagen.web.clinic.care.urls")),
    path("clinic/", include("anagen.web.clinic.desk.urls")),
    path("theme/", choose_theme, name="theme"),
    path("language/", choose_language, name="language"),
]

handler400 = "anagen.web.look.refusals.not_understood"
handler403 = "anagen.web.look.refusals.not_allowed"
handler404 = "anagen.web.look.refusals.missing"
handler500 = "anagen.web.look.refusals.broken"
