"""Courses by role, their lessons and questions; who has learnt what, and who teaches."""
