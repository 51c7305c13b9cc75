"""Pure analytics: no Django, no other room, no database."""
