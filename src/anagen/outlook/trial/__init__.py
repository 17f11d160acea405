"""A trial of needling: how many people, who gets what, read blind, and analysed as planned."""
