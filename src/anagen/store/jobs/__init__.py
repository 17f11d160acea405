"""Work that a page asks for and another process does: a table of jobs, each held by a lease."""
