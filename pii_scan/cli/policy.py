"""pii-scan policy …: a policy's text and what can be told from it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pii_scan.cli.options import OutputFile
from pii_scan.cli.output import note, opened

app = typer.Typer(help="Read a privacy policy.", no_args_is_help=True)


@app.command("read")
def read(
    policy: Annotated[Path, typer.Argument(metavar="POLICY", help="The policy: a text file.")],
    output: OutputFile = None,
) -> None:
    """Turn a policy's text into a declaration, with what could not be placed."""
    from pii_scan.policy.declaration import dump_declaration
    from pii_scan.policy.read import read_policy_file
    from pii_scan.rulebook import load_rulebook

    declaration = read_policy_file(policy, load_rulebook())
    with opened(output) as out:
        out.write(dump_declaration(declaration).encode())
    items = sum(len(point.items) for point in declaration.collection)
    note(
        f"{policy}: {len(declaration.collection)} collection points, {items} items, "
        f"{len(declaration.retention)} retention rules, {len(declaration.processors)} processors; "
        f"{len(declaration.unplaced)} unplaced"
    )
