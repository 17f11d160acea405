"""The desk: the day, the stock, recalls, prices, who is due, and what came of it all."""
