"""Everyone, every quarter: centres, plans, batches, who came, and how far training has come."""
