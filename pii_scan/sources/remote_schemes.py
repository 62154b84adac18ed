"""The URLs that are places of files, and what each needs to be installed."""

from __future__ import annotations

from collections.abc import Mapping

PACKAGES: Mapping[str, tuple[str, str] | None] = {
    "s3": ("s3fs", "s3fs"),
    "s3a": ("s3fs", "s3fs"),
    "gs": ("gcsfs", "gcsfs"),
    "gcs": ("gcsfs", "gcsfs"),
    "az": ("adlfs", "adlfs"),
    "abfs": ("adlfs", "adlfs"),
    "abfss": ("adlfs", "adlfs"),
    "adl": ("adlfs", "adlfs"),
    "oss": ("ossfs", "ossfs"),
    "sftp": ("paramiko", "paramiko"),
    "ssh": ("paramiko", "paramiko"),
    "smb": ("smbprotocol", "smbprotocol"),
    "http": ("aiohttp", "aiohttp"),
    "https": ("aiohttp", "aiohttp"),
    "hdfs": ("pyarrow", "pyarrow"),
    "webhdfs": ("requests", "requests"),
    "github": ("requests", "requests"),
    "ftp": None,
    "file": None,
    "local": None,
    "memory": None,
    "zip": None,
    "tar": None,
}
"""Scheme → the module it needs beside fsspec and the package that has it."""


def is_remote(scheme: str) -> bool:
    """Whether a URL with this scheme is a place of files."""
    return scheme in PACKAGES
