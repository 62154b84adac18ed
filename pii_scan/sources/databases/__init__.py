"""Databases: how each dialect is opened, catalogued, sampled and dated, read-only."""
