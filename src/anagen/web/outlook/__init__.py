"""What may happen, seen: curves, shedding explained, and follicles drawn. No record is needed."""
