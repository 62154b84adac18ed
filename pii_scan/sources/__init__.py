"""What is crawled: databases, logs, schema files."""
