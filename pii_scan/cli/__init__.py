"""The pii-scan command: what is typed, and what comes back."""
