"""The pages: a small folder for each step and each kind of reader."""
