"""The process that runs a submission, and the one way to ask it anything.

The trusted side calls `observe(...)` with questions and gets observations back. Everything under
`worker/` runs on the other side and imports nothing from the rest of `grader`.
"""
