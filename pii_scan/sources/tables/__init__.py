"""What databases, data files and schemas have in common: tables, their values, what dates them."""
