"""Why a function is wrong: probes, the casebook, traits, and what is told."""
