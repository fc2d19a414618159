"""`grade lint`: an exercise keeps its contract, and every tolerance is proved."""
