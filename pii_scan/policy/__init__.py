"""From a policy text to a declaration."""
