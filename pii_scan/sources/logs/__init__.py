"""Logs: which files are one log, how lines are read, and which fields they hold."""
