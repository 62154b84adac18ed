"""Where a command's report and notes go: standard output or a file, and standard error."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import BinaryIO

from pii_scan.errors import ReportError, UsageError
from pii_scan.model import Read, Report, SamplesRead

_SHOW_EVERY = 0.1  # seconds
_MEGABYTE = 1_000_000


def format_for(asked: str | None, output: Path | None, known: Sequence[str]) -> str:
    """The format asked for, else the one that ``output`` ends with, else the first of ``known``.

    Raises UsageError for one that is not known.
    """
    if asked is None:
        ending = output.suffix.lower().removeprefix(".") if output else ""
        return ending if ending in known else known[0]
    if asked not in known:
        raise UsageError(f"unknown format {asked!r}", f"Formats: {', '.join(known)}.")
    return asked


def write_list(
    name: str, rows: Sequence[Mapping[str, object]], asked: str | None, output: Path | None
) -> None:
    """Write ``rows`` as a table or as JSON under ``name``. Raises UsageError for other formats."""
    from pii_scan.reports.listings import LISTINGS

    format_ = format_for(asked, output, tuple(LISTINGS))
    with opened(output) as out:
        out.write(LISTINGS[format_](name, rows).encode())


def report_format(asked: str | None, output: Path | None) -> str:
    """The format of a report. What could not be written after the scan is refused before it."""
    from pii_scan.reports.rendering import REPORTS

    format_ = format_for(asked, output, tuple(REPORTS))
    ending = "txt" if format_ == "table" else format_
    if output is not None and not output.parent.is_dir():
        raise UsageError(f"{output}: there is no folder {output.parent}", "Make it first.")
    if output is not None and output.is_dir():
        raise UsageError(
            f"{output}: is a folder", f"Name a file in it: -o {output}/report.{ending}"
        )
    if output is None and not REPORTS[format_].is_text and sys.stdout.isatty():
        raise UsageError(f"{format_} is not for a terminal", f"Name a file: -o report.{ending}")
    return format_


def write_report(report: Report, format_: str, output: Path | None) -> None:
    """Write a report in a format that ``report_format`` gave."""
    from pii_scan.reports.display import Display, display_of
    from pii_scan.reports.rendering import REPORTS

    display = display_of(sys.stdout, os.environ) if output is None else Display()
    with opened(output) as out:
        REPORTS[format_].render(report, out, display)


@contextmanager
def opened(output: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or the file, which appears only when it is whole."""
    if output is None:
        try:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            # The reader has seen enough (… | head). The exit code still says how the scan ended.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise ReportError(
                f"the report cannot be written: {error.strerror}", "Write it to a file with -o."
            ) from None
        return
    file = output.resolve()
    # A device or pipe (/dev/null, /dev/stdout) is written to, never replaced.
    whole = not file.exists() or file.is_file()
    part = file.with_name(f".{file.name}.part") if whole else file
    try:
        with part.open("wb") as out:
            yield out
        if whole:
            part.replace(file)
    except OSError as error:
        raise ReportError(
            f"{output}: cannot be written: {error.strerror}", "Name another file with -o."
        ) from None
    finally:
        if whole:
            part.unlink(missing_ok=True)


def stand_in_for_closed_streams() -> None:
    """Give standard streams that the caller closed (``>&-``) something in their place.

    Python has None there: ``print`` to a missing stderr goes to stdout, and the next file or
    connection that is opened takes the stream's number. What is written to a stdout that is not
    there fails, as a report that reaches nobody is no success; to stderr it is dropped.
    """
    for number, name, mode, flags in (
        (0, "stdin", "r", os.O_RDONLY),
        (1, "stdout", "w", os.O_RDONLY),
        (2, "stderr", "w", os.O_WRONLY),
    ):
        if getattr(sys, name) is not None:
            continue
        opened_as = os.open(os.devnull, flags)
        if opened_as != number:
            os.dup2(opened_as, number)
            os.close(opened_as)
        setattr(sys, name, os.fdopen(number, mode, encoding="utf-8"))


class Interrupts:
    """What Ctrl-C does, remembered: native code or an import that runs meanwhile may swallow it."""

    def __init__(self) -> None:
        self._pressed = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Raises KeyboardInterrupt, as Python does."""
        self._pressed = True
        signal.default_int_handler(number, frame)

    def stop_if_pressed(self) -> None:
        """Raises KeyboardInterrupt where Ctrl-C was pressed before."""
        if self._pressed:
            raise KeyboardInterrupt


def hear_interrupts() -> Interrupts:
    """What Ctrl-C does from now on, or does already."""
    known = signal.getsignal(signal.SIGINT)
    if isinstance(known, Interrupts):
        return known
    interrupts = Interrupts()
    signal.signal(signal.SIGINT, interrupts)
    return interrupts


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[Read | SamplesRead], None]]:
    """A line on stderr that says what is being read; nothing in a pipe.

    Ctrl-C is asked for here as well, since it may have been swallowed.
    """
    stop_if_pressed = hear_interrupts().stop_if_pressed
    stop_if_pressed()
    if quiet or not sys.stderr.isatty():
        yield lambda _: stop_if_pressed()
        return
    from rich.console import Console
    from rich.markup import escape

    begun = time.monotonic()
    shown = begun - _SHOW_EVERY
    last: Read | None = None
    with Console(stderr=True).status("reading rules") as status:

        def show(what: Read | SamplesRead) -> None:
            nonlocal shown, last
            stop_if_pressed()
            last = what if isinstance(what, Read) else last
            now = time.monotonic()
            if now - shown >= _SHOW_EVERY or not last:
                shown = now
                status.update(escape(progress_line(what, last, now - begun)[:120]))

        yield show


def progress_line(what: Read | SamplesRead, last: Read | None, seconds: float) -> str:
    """How far a scan is after so many seconds; ``last`` is what was said of bytes before.

    While files are left their bytes say it, also where samples of what was read are looked at.
    """
    if isinstance(what, Read):
        return how_far(what, seconds)
    if last and last.source == what.source and last.files_left:
        return how_far(last, seconds)
    return f"{what.source}: {what.number:,} sample{'' if what.number == 1 else 's'} read"


def how_far(read: Read, seconds: float) -> str:
    """``logs: 120 MB of 316 MB (38%), 95 MB/s, 3 files left`` after so many seconds."""
    known = f" of {_megabytes(read.known)}" if read.known else ""
    share = f" ({min(100, 100 * read.done // read.known)}%)" if read.known else ""
    rate = f"{_megabytes(int(read.done / max(seconds, 0.001)))}/s"
    files = f"{read.files_left:,} file{'' if read.files_left == 1 else 's'} left"
    return f"{read.source}: {_megabytes(read.done)}{known}{share}, {rate}, {files}"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB" if size >= _MEGABYTE else f"{size / 1e3:,.0f} kB"


def note(text: str, *, quiet: bool = False) -> None:
    """Say something that is no part of the report."""
    if not quiet:
        print(text, file=sys.stderr)
