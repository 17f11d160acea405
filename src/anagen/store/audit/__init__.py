"""The audit: who did what with whose record, in lines that only ever grow and prove themselves."""
