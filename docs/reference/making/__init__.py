"""What the scripts of the reference share: pages, links and conditions in words."""
