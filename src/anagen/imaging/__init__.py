"""From a picture to what can be said about it. Nothing here knows a person or a page."""
