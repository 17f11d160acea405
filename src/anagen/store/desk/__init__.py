"""The desk of a clinic: appointments, goods, prices, calls, and who is due."""
