"""The untrusted side: runs a submission and says what happened, as plain data.

It knows questions, never answers. Only the standard library and torch are imported here.
"""
