"""The fields of PFIF 1.4 in the order of the specification, and how earlier versions called them."""

NAMESPACE = "http://zesty.ca/pfif/"
VERSIONS = ("1.1", "1.2", "1.3", "1.4")
WRITTEN = "1.4"

PERSON_FIELDS = (
    "person_record_id",
    "entry_date",
    "expiry_date",
    "author_name",
    "author_email",
    "author_phone",
    "source_name",
    "source_date",
    "source_url",
    "full_name",
    "given_name",
    "family_name",
    "alternate_names",
    "description",
    "sex",
    "date_of_birth",
    "age",
    "home_street",
    "home_neighborhood",
    "home_city",
    "home_state",
    "home_postal_code",
    "home_country",
    "photo_url",
    "profile_urls",
)
NOTE_FIELDS = (
    "note_record_id",
    "person_record_id",
    "linked_person_record_id",
    "entry_date",
    "author_name",
    "author_email",
    "author_phone",
    "source_date",
    "author_made_contact",
    "status",
    "email_of_found_person",
    "phone_of_found_person",
    "last_known_location",
    "text",
    "photo_url",
)
MANDATORY = {
    "person": ("person_record_id", "source_date", "full_name"),
    "note": ("note_record_id", "author_name", "source_date", "text"),
}
# What is left of a record whose day is past.
PLACEHOLDER_FIELDS = ("person_record_id", "entry_date", "expiry_date", "source_date")

# Names up to 1.3, by the name of 1.4.
RENAMED = {
    "first_name": "given_name",
    "last_name": "family_name",
    "other": "description",
    "home_zip": "home_postal_code",
    "found": "author_made_contact",
}
STATUSES = ("information_sought", "is_note_author", "believed_alive", "believed_missing", "believed_dead")
SEXES = ("female", "male", "other")
