"""What one person may expect, whether it works, and how a trial would find out."""
