"""Two visits laid on each other and compared hair by hair."""
