"""Whom a conference invites, the calendar file and the video room."""
