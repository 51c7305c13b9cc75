"""What waits for a person: Today, the page of a duty, notices, the calendar."""
