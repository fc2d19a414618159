"""Submission in, report out: for one submission or many, with answers kept between gradings."""
