"""Texts written as other programs write them, so that pairs are found in them."""

from __future__ import annotations

import polars as pl


def rewritten(texts: pl.Series, held: pl.Series, *patterns: tuple[str, str]) -> pl.Series:
    """``texts`` with each of ``patterns``, of Rust, replaced in turn in those that are ``held``."""
    if not held.any():
        return texts
    some = texts.filter(held)
    for pattern, replacement in patterns:
        some = some.str.replace_all(pattern, replacement)
    return texts.scatter(held.arg_true(), some)
