"""Schema changes, applied in order at start under a lock."""
