"""The courses that come with the product."""
