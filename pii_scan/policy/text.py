"""A policy file as lines, whatever kind of file it is."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pii_scan.errors import PolicyError
from pii_scan.policy.document import Line, PolicyText
from pii_scan.policy.files.kinds import READERS, kind_of
from pii_scan.policy.files.limits import check_length
from pii_scan.policy.files.plain import split_lines

__all__ = ["Line", "PolicyText", "read_policy_text", "split_lines"]

# The longest policies published are some hundred kilobytes; a bigger file is a mistake.
_LARGEST_FILE = 20_000_000


def read_policy_text(path: Path) -> PolicyText:
    """The lines of a policy: a text, Markdown, HTML, DOCX or PDF file.

    What kind of file it is, is told from its bytes and not from its name. Text may be in UTF-8,
    UTF-16 or CP949 (EUC-KR). Raises PolicyError when the file is missing, unreadable, empty, too
    large, locked, or of no kind that is read here.
    """
    data = _read(path)
    name = str(path)
    content = READERS[kind_of(data, name)](data, name)
    letters = sum(len(line.text) for line in content.lines)
    check_length(name, letters=letters, lines=len(content.lines))
    if not content.lines:
        raise PolicyError(f"{path}: is empty", "Name the file that holds the policy's text.")
    return PolicyText(path.name, hashlib.sha256(data).hexdigest(), content.lines, content.unread)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise PolicyError(
                f"{path}: is larger than {_LARGEST_FILE // 1_000_000} MB, too large for a policy",
                "Name the file that holds the policy's text.",
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise PolicyError(f"{path}: no such file", "Check the path.") from None
    except IsADirectoryError:
        raise PolicyError(f"{path}: is a folder", "Name the policy file in it.") from None
    except OSError as cause:
        raise PolicyError(
            f"{path}: cannot be read: {cause.strerror}", "Check its permissions."
        ) from None
    except ValueError:  # a NUL in the path
        raise PolicyError(f"{path!r}: is no path", "Check the path.") from None
