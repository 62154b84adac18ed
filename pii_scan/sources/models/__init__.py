"""Models and migrations of programs as schemas: what tables the code defines."""
