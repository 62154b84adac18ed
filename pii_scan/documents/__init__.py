"""Documents inside values: JSON, XML and pairs of keys and values."""
