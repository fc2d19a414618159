"""From observations to verdicts and their words. Pure: no file, no process, no torch."""
