"""Claims: made from visits, printed, sent, and kept as they were sent."""
