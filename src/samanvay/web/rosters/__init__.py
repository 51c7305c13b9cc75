"""The pages of plans, batches, turns and coverage."""
