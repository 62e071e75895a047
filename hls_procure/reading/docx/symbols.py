"""Signs that Word keeps as places in a symbol font: what a reader sees there."""

from __future__ import annotations

_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0xB7: "•", 0xAE: "→", 0xAC: "←",
    0xDE: "⇒", 0xE5: "Σ", 0xB0: "°", 0xA2: "′", 0xB2: "″", 0xD7: "⋅", 0xD6: "√", 0x2D: "−", 0xBC: "…", 0x61: "α", 0x62: "β",
    0x6D: "μ", 0x70: "π", 0x44: "Δ", 0x57: "Ω",
}  # fmt: skip
_WINGDINGS = {
    0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x6E: "■", 0xA7: "▪", 0x71: "❑", 0x72: "❒", 0x76: "❖",
    0x6C: "●", 0x9F: "•", 0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xDF: "←", 0xF0: "⇨", 0x28: "☎", 0x2A: "✉", 0x4A: "☺",
}  # fmt: skip
_WINGDINGS2 = {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x53: "☒", 0x51: "☒", 0xA3: "☐", 0x2A: "☐", 0x98: "●"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS2}
UNKNOWN = "\ufffd"


def sign(font: str, code: str) -> str:
    """The character that a symbol font shows for a code in hex; ``UNKNOWN`` where we cannot tell."""
    try:
        place = int(code, 16)
    except ValueError:
        return UNKNOWN
    known = _FONTS.get(font.strip().lower())
    if known is not None:
        return known.get(place & 0xFF, UNKNOWN)
    if 0xE000 <= place <= 0xF8FF or not 0x20 <= place <= 0x10FFFF or 0xD800 <= place <= 0xDFFF:
        return UNKNOWN
    return chr(place)
