"""Schema files: the columns that SQL text defines, without a database."""
