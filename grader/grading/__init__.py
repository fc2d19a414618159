"""Submission in, report out: for one submission, for many, and kept warm between gradings."""
