"""Follow-up: notes, and what nobody answered or somebody denied."""
