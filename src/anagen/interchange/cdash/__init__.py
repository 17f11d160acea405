"""A trial as tables with CDASH names, an R script that reads them, and what we found ourselves."""
