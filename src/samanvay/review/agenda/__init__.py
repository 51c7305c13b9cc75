"""The agenda of a conference and what is at stake in a district."""
