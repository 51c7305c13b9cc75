"""Notices, e-mails and text messages to those whom duties wait for."""
