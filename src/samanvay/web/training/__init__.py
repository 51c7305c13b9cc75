"""The pages of training: what to learn, a lesson, writing and reviewing a course, who teaches."""
