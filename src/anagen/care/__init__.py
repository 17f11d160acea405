"""The six steps of care as pure functions: a record and knowledge in, advice out."""
