"""The pii-scan command: what is typed, and what comes back."""

import os

# No plugin of pydantic is wanted beside personal data, and everything that is installed is searched
# for one. Read when typer is imported.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
