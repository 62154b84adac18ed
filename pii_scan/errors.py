"""Errors that a person can act on: what happened and where, and what to do next."""

from pii_scan.model import Reason


class PiiScanError(Exception):
    """A failure that ends the command with exit code 2.

    ``message`` says what is wrong and where; ``hint`` says what to do next. Neither may ever
    hold a value read from a source: both are printed.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(PiiScanError):
    """The command line asks for something that is not there or does not fit together."""


class ConfigError(PiiScanError):
    """pii-scan.yaml, or a file it names, cannot be used."""


class RuleError(PiiScanError):
    """A file under rules/ is wrong."""


class PolicyError(PiiScanError):
    """A policy text or a declaration cannot be read."""


class SourceError(PiiScanError):
    """A target cannot be understood, for example because its driver is not installed.

    A target that is understood but cannot be reached or read is not an error: it is a
    ``Skipped``, so that everything else is still scanned. Beside other targets this error is one as
    well: ``reason`` and ``advice`` are the message and the hint in both languages.
    """

    def __init__(self, reason: Reason, advice: Reason) -> None:
        super().__init__(reason.message, advice.message)
        self.reason = reason
        self.advice = advice


class StateError(PiiScanError):
    """The file that --state names cannot be read or written."""


class ReportError(PiiScanError):
    """A saved report cannot be read, or a report cannot be written."""
