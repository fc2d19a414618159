"""The untrusted side: runs a submission and reports what happened, as plain data.

It knows the questions, never the expected answers. It imports only the standard library, torch and
what the sandbox itself needs.
"""
