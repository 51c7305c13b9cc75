"""The law that cases cite: provisions by the day of the offence, rulings, advisories, treaties, statutory clocks."""
