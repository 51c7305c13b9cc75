"""A paragraph to try the reading with: the source interview's facts in our own words."""

EXAMPLE = (
    "Some traffickers were arrested at Moradabad this week. Those who came from Jharkhand said that their stop-over "
    "was Bijnor. Girls brought from Nepal had their stop-over at Varanasi. Victims from Uttarakhand have been taken to "
    "the NCR in large numbers. In all three cases boys and girls had been promised employment and were to be pushed "
    "into prostitution.\n\n"
    "An awareness meeting at the railway station is planned for next month."
)
