"""Many pictures: found in folders, measured side by side, kept as they come, written in order."""
