"""The pii-scan command: what is typed, and what comes back."""

import os

# No plugin of pydantic is wanted beside personal data, and to look for one takes a twentieth of
# the start: what is installed is searched through. Read when typer is imported.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
