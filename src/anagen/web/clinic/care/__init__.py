"""The care of a clinic's patients: who they are, what they agreed to, what was done."""
