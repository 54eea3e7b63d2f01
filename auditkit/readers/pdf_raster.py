"""A PDF page drawn in shades of grey, for a recogniser to look at."""

from __future__ import annotations

import ctypes

from auditkit.document import ReadError
from auditkit.readers.pdf_native import native
from auditkit.readers.scan_raster import DOTS, LEAST, MOST, Raster

__all__ = ["page_raster"]

_GREY, _WITH_NOTES, _IN_GREY = 1, 1, 8


def page_raster(page: int) -> Raster:
    """The page as it is seen, as if scanned with 200 dots an inch. Raises ``ReadError``."""
    pdf = native()
    across, down = pdf["GetPageWidthF"](page), pdf["GetPageHeightF"](page)
    longer = max(across, down, 1.0)
    share = min(max(longer * DOTS, LEAST), MOST) / longer
    width, height = max(round(across * share), 1), max(round(down * share), 1)
    step = (width + 3) // 4 * 4
    dots = ctypes.create_string_buffer(step * height)
    bitmap = pdf["Bitmap_CreateEx"](width, height, _GREY, ctypes.addressof(dots), step)
    if not bitmap:
        raise ReadError("hostile", "页面过大，为安全起见未识别，请拆分后再提交。")
    try:
        pdf["Bitmap_FillRect"](bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdf["RenderPageBitmap"](bitmap, page, 0, 0, width, height, 0, _WITH_NOTES | _IN_GREY)
    finally:
        pdf["Bitmap_Destroy"](bitmap)
    shades = dots.raw
    if step != width:
        shades = b"".join(shades[at : at + width] for at in range(0, step * height, step))
    return Raster(width, height, shades)
