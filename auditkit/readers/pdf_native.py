"""PDFium by its plain functions, as fast as ctypes calls them: handles are numbers, opened and closed here.

PDFium is not thread-safe. Only one thread of a process may be in here at a time.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from auditkit.document import ReadError
from auditkit.readers.pdf_fonts import use_own_fonts

__all__ = ["Native", "native", "opened", "opened_page"]

_PASSWORD, _SECURITY = 4, 5
"""What ``FPDF_GetLastError`` says of files that want a password."""

Call = Callable[..., Any]
_POINTER, _INT, _UINT, _FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_float
_SIGNATURES: dict[str, tuple[Any, ...]] = {
    "FPDF_LoadMemDocument64": (_POINTER, _POINTER, ctypes.c_size_t, _POINTER),
    "FPDF_CloseDocument": (None, _POINTER),
    "FPDF_GetLastError": (ctypes.c_ulong,),
    "FPDF_GetPageCount": (_INT, _POINTER),
    "FPDF_LoadPage": (_POINTER, _POINTER, _INT),
    "FPDF_ClosePage": (None, _POINTER),
    "FPDF_GetPageBoundingBox": (_INT, _POINTER, _POINTER),
    "FPDFPage_GetRotation": (_INT, _POINTER),
    "FPDFPage_GetAnnotCount": (_INT, _POINTER),
    "FPDFPage_GetAnnot": (_POINTER, _POINTER, _INT),
    "FPDFPage_CloseAnnot": (None, _POINTER),
    "FPDFAnnot_GetSubtype": (_INT, _POINTER),
    "FPDFPage_Flatten": (_INT, _POINTER, _INT),
    "FPDFPage_CountObjects": (_INT, _POINTER),
    "FPDFPage_GetObject": (_POINTER, _POINTER, _INT),
    "FPDFFormObj_CountObjects": (_INT, _POINTER),
    "FPDFFormObj_GetObject": (_POINTER, _POINTER, ctypes.c_ulong),
    "FPDFPageObj_GetType": (_INT, _POINTER),
    "FPDFPageObj_GetBounds": (_INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER),
    "FPDFPageObj_GetMatrix": (_INT, _POINTER, _POINTER),
    "FPDFPageObj_GetFillColor": (_INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER),
    "FPDFPageObj_GetStrokeColor": (_INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER),
    "FPDFPath_GetDrawMode": (_INT, _POINTER, _POINTER, _POINTER),
    "FPDFPath_CountSegments": (_INT, _POINTER),
    "FPDFPath_GetPathSegment": (_POINTER, _POINTER, _INT),
    "FPDFPathSegment_GetPoint": (_INT, _POINTER, _POINTER, _POINTER),
    "FPDFPathSegment_GetType": (_INT, _POINTER),
    "FPDFPathSegment_GetClose": (_INT, _POINTER),
    "FPDFTextObj_GetFontSize": (_INT, _POINTER, _POINTER),
    "FPDF_GetPageWidthF": (_FLOAT, _POINTER),
    "FPDF_GetPageHeightF": (_FLOAT, _POINTER),
    "FPDFBitmap_CreateEx": (_POINTER, _INT, _INT, _INT, _POINTER, _INT),
    "FPDFBitmap_FillRect": (_INT, _POINTER, _INT, _INT, _INT, _INT, ctypes.c_ulong),
    "FPDFBitmap_Destroy": (None, _POINTER),
    "FPDF_RenderPageBitmap": (None, _POINTER, _POINTER, _INT, _INT, _INT, _INT, _INT, _INT),
    "FPDFText_LoadPage": (_POINTER, _POINTER),
    "FPDFText_ClosePage": (None, _POINTER),
    "FPDFText_CountChars": (_INT, _POINTER),
    "FPDFText_GetText": (_INT, _POINTER, _INT, _INT, _POINTER),
    "FPDFText_GetUnicode": (_UINT, _POINTER, _INT),
    "FPDFText_GetLooseCharBox": (_INT, _POINTER, _INT, _POINTER),
    "FPDFText_GetCharAngle": (_FLOAT, _POINTER, _INT),
    "FPDFText_IsGenerated": (_INT, _POINTER, _INT),
    "FPDFText_HasUnicodeMapError": (_INT, _POINTER, _INT),
    "FPDFText_GetFontInfo": (ctypes.c_ulong, _POINTER, _INT, _POINTER, ctypes.c_ulong, _POINTER),
}

_LONG = frozenset({"FPDF_LoadMemDocument64", "FPDF_LoadPage", "FPDFText_LoadPage", "FPDFPage_Flatten"})
"""Functions that let other threads of Python go on meanwhile; the others return at once."""


@dataclass(frozen=True, slots=True)
class Native:
    """The functions of PDFium by their names without ``FPDF`` (``Text_CountChars``).

    ``kept`` is what PDFium calls back and must not go away.
    """

    calls: dict[str, Call]
    kept: Any = None

    def __getitem__(self, name: str) -> Call:
        return self.calls[name]


@cache
def native() -> Native:
    """PDFium, loaded and made ready when first asked for. Raises ``ReadError`` when it is not there."""
    try:
        from pypdfium2 import raw  # type: ignore[import-untyped]
    except (ImportError, OSError) as error:
        raise ReadError(
            "unsupported", "读取 PDF 需要 pypdfium2，但未能载入，请运行 pip install pypdfium2 后重试。"
        ) from error
    calls: dict[str, Call] = {}
    for name, signature in _SIGNATURES.items():
        address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0
        make = ctypes.CFUNCTYPE if name in _LONG else ctypes.PYFUNCTYPE
        calls[name.removeprefix("FPDF").removeprefix("_")] = make(*signature)(address)
    return Native(calls, use_own_fonts(raw))


@contextmanager
def opened(data: bytes) -> Iterator[int]:
    """The handle of a document. Raises ``ReadError`` when it is damaged or wants a password."""
    pdf = native()
    handle = pdf["LoadMemDocument64"](data, len(data), None)
    if not handle:
        if pdf["GetLastError"]() in (_PASSWORD, _SECURITY):
            raise ReadError("encrypted", "PDF 设有打开密码，无法读取，请去掉密码后重新提交。")
        raise ReadError("corrupt", "PDF 文件已损坏，无法读取，请重新导出后再提交。")
    try:
        yield handle
    finally:
        pdf["CloseDocument"](handle)


@contextmanager
def opened_page(document: int, number: int) -> Iterator[int | None]:
    """The handle of a page (from 0), what was typed into its form fields put on it; None if it is broken."""
    pdf = native()
    handle = pdf["LoadPage"](document, number)
    if handle and _has_fields(handle) and pdf["Page_Flatten"](handle, 0) == 1:
        pdf["ClosePage"](handle)
        handle = pdf["LoadPage"](document, number)
    try:
        yield handle
    finally:
        if handle:
            pdf["ClosePage"](handle)


_FREE_TEXT, _WIDGET = 3, 20
_MOST_FIELDS = 5_000


def _has_fields(page: int) -> bool:
    """Whether a page has form fields or text boxes laid over it."""
    pdf = native()
    for number in range(min(pdf["Page_GetAnnotCount"](page), _MOST_FIELDS)):
        annotation = pdf["Page_GetAnnot"](page, number)
        if annotation:
            kind = pdf["Annot_GetSubtype"](annotation)
            pdf["Page_CloseAnnot"](annotation)
            if kind in (_FREE_TEXT, _WIDGET):
                return True
    return False
