"""Screening answers of a healthy man of 36 whose dermatologist named pattern hair loss."""

ANSWERS = {
    "birth_year": 1989,
    "sex": "male",
    "skin_today": (),
    "marks_in_field": (),
    "keloid": False,
    "health_conditions": (),
    "anticoagulant": False,
    "antiplatelet": False,
    "isotretinoin": "never",
    "cancer_treatment": False,
    "immune_medicine": False,
    "allergies": (),
    "skin_conditions": (),
    "hair_loss": "androgenetic",
    "hair_loss_diagnosed_by": "dermatologist",
    "hair_loss_signs": (),
    "recent_procedures": (),
    "retinoid_or_acid": False,
    "heart_or_pressure": False,
    "minoxidil": "never",
    "dark_marks": False,
}

CLINIC = {}
