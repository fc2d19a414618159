"""Grades back into learning platforms: files of theirs filled, tables and pages for them."""
