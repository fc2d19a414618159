"""Turns observations into verdicts and feedback. Pure: no files, processes or torch."""
