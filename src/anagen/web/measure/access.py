"""Who may open the pages of measuring: whoever the record is about, and who treats them."""

from anagen.web.access.row import CARE, SELF, About, Row

_OWN = Row(SELF | CARE, About.CASE)

ROUTES = dict.fromkeys(
    (
        "photos",
        "photo_take",
        "photo_compare",
        "photo",
        "photo_delete",
        "photo_picture",
        "photo_thumbnail",
        "progress",
        "measurement_add",
        "measurement",
        "measurement_delete",
        "event_add",
        "event_delete",
        "treatments",
        "treatment_stop",
        "treatment_delete",
        "hair_counts",
        "hair_count_start",
        "hair_count_ask",
        "hair_count",
        "hair_count_state",
        "hair_count_correct",
        "hair_count_keep",
        "hair_count_delete",
        "hair_compare",
        "hair_comparison",
        "hair_comparison_state",
    ),
    _OWN,
)
