"""Free text to values: one file a kind; a reader never raises, never does I/O, and says when it is unsure."""
