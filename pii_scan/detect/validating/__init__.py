"""What a value must satisfy beyond its pattern: one module for each kind of value."""
