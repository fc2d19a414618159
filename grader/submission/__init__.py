"""A file that a student hands in, as source text. Nothing here parses or runs student code."""
