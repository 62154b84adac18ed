"""Dumps of databases: the rows that stand in SQL behind the definitions of their tables."""
