"""The processes that run submissions, and the one way to ask them anything.

The trusted side calls `observe(workers, work)` and gets observations back. Everything under
`worker/` runs on the submission's side and imports nothing from the rest of `grader`.
"""
