"""Courses: their editions, lessons, questions and learners."""
