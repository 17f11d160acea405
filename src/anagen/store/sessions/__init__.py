"""Sessions under way, and the devices that a household keeps."""
