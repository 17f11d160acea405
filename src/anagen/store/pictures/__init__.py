"""Pictures of a case: a row and two files each, kept and erased together."""
