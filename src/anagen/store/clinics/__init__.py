"""Clinics, the people who work there, and their patients."""
