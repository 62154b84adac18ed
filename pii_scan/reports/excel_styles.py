"""How the cells of the Excel inventory look, as the workbook's own named styles."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

TITLE, FACT, HEADING, TEXT, NUMBER, SHARE, DATE = (
    f"pii-scan {name}" for name in ("title", "fact", "heading", "text", "number", "share", "date")
)

_COLORS = {"red": "F8CBAD", "orange": "FFE699", "green": "C6E0B4", "grey": "E7E6E6"}
_TONES = {
    "prohibited": "red",
    "undeclared": "red",
    "failed": "red",
    "high": "red",
    "elsewhere": "orange",
    "medium": "orange",
    "incomplete": "orange",
    "not-found": "orange",
    "skipped": "orange",
    "low": "grey",
    "excluded": "grey",
    "declared": "green",
    "found": "green",
    "passed": "green",
    "complete": "green",
}


def text_style(tone: str | None) -> str:
    """The style of text that means ``tone``: a status, a severity or another word."""
    color = _TONES.get(tone or "")
    return f"{TEXT} {color}" if color else TEXT


def named_styles() -> list[NamedStyle]:
    """All styles, made anew: a workbook binds them to itself."""
    line = Side("thin", color="BFBFBF")
    border = Border(left=line, right=line, top=line, bottom=line)
    wrapped = Alignment(horizontal="left", vertical="top", wrap_text=True)
    figure = Alignment(horizontal="right", vertical="top", indent=1)
    centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
    font, bold = Font("Calibri", 11), Font("Calibri", 11, bold=True)
    return [
        NamedStyle(TITLE, font=Font("Calibri", 14, bold=True)),
        NamedStyle(FACT, font=bold, alignment=wrapped),
        NamedStyle(
            HEADING,
            font=Font("Calibri", 11, bold=True, color="FFFFFF"),
            fill=PatternFill("solid", fgColor="305496"),
            alignment=centred,
        ),
        NamedStyle(TEXT, font=font, alignment=wrapped, border=border),
        NamedStyle(NUMBER, font=font, alignment=figure, border=border, number_format="#,##0"),
        NamedStyle(SHARE, font=font, alignment=figure, border=border, number_format="0.00"),
        NamedStyle(DATE, font=font, alignment=wrapped, border=border, number_format="yyyy-mm-dd"),
        *(
            NamedStyle(
                f"{TEXT} {name}",
                font=font,
                alignment=wrapped,
                border=border,
                fill=PatternFill("solid", fgColor=color),
            )
            for name, color in _COLORS.items()
        ),
    ]
