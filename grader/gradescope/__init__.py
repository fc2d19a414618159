"""Grading on Gradescope: the zip that is uploaded there, and what runs in its container.

What Gradescope expects of both is described in its documentation, "Autograder Specifications", and
kept in the repository gradescope/autograder_samples (docs/specs.md).
"""
