"""Reports: one module a format. They see the model and nothing else of pii-scan."""
