"""The names of the elements and attributes that the walk looks at."""

from __future__ import annotations

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def w(name: str) -> str:
    """A name of WordprocessingML."""
    return _W + name


def m(name: str) -> str:
    """A name of Office mathematics."""
    return _M + name


VAL, ID, TYPE, NAME, AUTHOR, DATE = w("val"), w("id"), w("type"), w("name"), w("author"), w("date")
P, PPR, R, RPR, T, DEL_TEXT, TAB, BR, CR = w("p"), w("pPr"), w("r"), w("rPr"), w("t"), w("delText"), w("tab"), w("br"), w("cr")
TBL, TR, TC, TRPR, TCPR = w("tbl"), w("tr"), w("tc"), w("trPr"), w("tcPr")
SDT, SDT_PR, SDT_CONTENT = w("sdt"), w("sdtPr"), w("sdtContent")
INS, DEL, MOVE_FROM, MOVE_TO = w("ins"), w("del"), w("moveFrom"), w("moveTo")
NUM_PR, NUM_ID, ILVL, STYLE, OUTLINE = w("numPr"), w("numId"), w("ilvl"), w("pStyle"), w("outlineLvl")
FLD_CHAR, FLD_TYPE, INSTR, DEL_INSTR, FLD_SIMPLE = (
    w("fldChar"),
    w("fldCharType"),
    w("instrText"),
    w("delInstrText"),
    w("fldSimple"),
)
HYPERLINK, BOOKMARK = w("hyperlink"), w("bookmarkStart")
DRAWING, PICT, OBJECT, TXBX = w("drawing"), w("pict"), w("object"), w("txbxContent")
ALTERNATE, CHOICE, FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
R_ID = _R + "id"
CHECKBOX, CHECKED, CHECKED_VAL = _W14 + "checkbox", _W14 + "checked", _W14 + "val"
PARA_ID = _W14 + "paraId"
ALT_TEXT = _WP + "docPr"
BLIP, IMAGE_DATA, TEXT_PATH, OLE, A_T = _A + "blip", _V + "imagedata", _V + "textpath", _O + "OLEObject", _A + "t"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
MATH, MATH_PARA, M_T, M_F, M_NUM, M_DEN, M_R = m("oMath"), m("oMathPara"), m("t"), m("f"), m("num"), m("den"), m("r")

#: The states of tracked elements.
TRACKED = {INS: "inserted", MOVE_TO: "inserted", DEL: "deleted", MOVE_FROM: "deleted"}

_OFF = {"0", "false", "off", "none"}


def on(element: object) -> bool:
    """Whether a switch like ``w:vanish`` is on: it is there and does not say no."""
    return element.get(VAL, "1") not in _OFF  # type: ignore[attr-defined]


def number(text: str | None) -> int | None:
    """A whole number from an attribute; None where it is none, or far beyond any document."""
    try:
        value = int(text or "")
    except ValueError:
        return None
    return value if -1_000_000 < value < 100_000_000 else None
