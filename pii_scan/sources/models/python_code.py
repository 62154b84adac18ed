"""Python files as syntax trees: the names, calls and constants that models are written with."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator, Mapping

from pii_scan.model import Reason

NOT_PARSED = Reason(
    "is no Python that can be parsed: its models were not read",
    "해석할 수 있는 파이썬 코드가 아님: 모델을 읽지 못함",
)
"""Why a file was left out."""


def parsed(text: str) -> ast.Module | None:
    """``text`` as a tree; None where it is no Python of this version."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def comments_of(text: str) -> Mapping[int, str]:
    """The comments behind code, by line: ``phone = Column(String)  # 휴대폰``."""
    found: dict[int, str] = {}
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT and token.line[: token.start[1]].strip():
                found[token.start[0]] = token.string.strip("# \t")
    except (tokenize.TokenError, SyntaxError):
        pass
    return found


def last_name(node: ast.expr) -> str:
    """The last part of a dotted name or of what is called: ``models.CharField(…)`` → CharField."""
    match node:
        case ast.Call(func):
            return last_name(func)
        case ast.Subscript(value):
            return last_name(value)
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def text_of(node: ast.expr | None) -> str | None:
    """A string as written, also within a translation: ``_('이메일')``; None for anything else."""
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.Call(func=ast.Name(), args=[ast.Constant(value=str() as text)]):
            return text
    return None


def number_of(node: ast.expr | None) -> int | None:
    """A whole number as written; None for anything else."""
    match node:
        case ast.Constant(value=int() as number) if not isinstance(number, bool):
            return number
    return None


def keyword(call: ast.Call, *names: str) -> ast.expr | None:
    """The argument that is passed under the first of ``names`` there is."""
    passed = {word.arg: word.value for word in call.keywords}
    return next((passed[name] for name in names if name in passed), None)


def is_said(node: ast.expr | None, *, otherwise: bool) -> bool:
    """A boolean as written, ``otherwise`` where there is none."""
    match node:
        case ast.Constant(value=bool() as value):
            return value
    return otherwise


def assignments(
    body: list[ast.stmt],
) -> Iterator[tuple[str, ast.expr | None, ast.expr | None, ast.stmt]]:
    """Name, annotation and value of each assignment in the body of a class, with its statement."""
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, None, value, statement
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=set_to):
                yield name, annotation, set_to, statement


def classes(tree: ast.AST) -> Iterator[ast.ClassDef]:
    """All classes that are no inner ones of another, also those in an if or try."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef):
            yield node
        elif isinstance(node, ast.If | ast.Try | ast.With):
            yield from classes(node)
