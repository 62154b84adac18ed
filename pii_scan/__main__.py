"""``python -m pii_scan`` is the pii-scan command."""

from pii_scan.cli.main import main

main()
