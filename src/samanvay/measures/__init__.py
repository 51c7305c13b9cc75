"""What is done about the picture: the playbook, advisories to districts, requests between them, whether it worked."""
