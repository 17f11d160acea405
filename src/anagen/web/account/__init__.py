"""Accounts of a clinic: sign in with two factors, lock, invite people, keep them apart."""
