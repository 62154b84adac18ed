"""Data files as a source: CSV, JSON, JSON lines, Parquet and Excel, also packed and remote."""
