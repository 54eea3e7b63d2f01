"""Files that are pictures (PNG, JPEG, TIFF, BMP) and pictures in other files, as pages in shades of grey."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from auditkit.document import Limits, ReadError, Source
from auditkit.readers.scan_pages import MOST_PAGES, Scanner
from auditkit.readers.scan_raster import LEAST, MOST, Raster
from auditkit.readers.stitch_document import Pages

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["MOST_DOTS", "pages_of", "raster_of"]

MOST_DOTS = 120_000_000
"""Dots one picture may have."""
_SMALLEST, _LONG = 400, 2339
"""Dots of the longer side: too few for a form, and those of A4 when scanned."""
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP")


def pages_of(source: Source, limits: Limits, scanner: Scanner) -> Pages:
    """The pages of a picture; a TIFF may have many. Raises ``ReadError``."""
    pages = Pages(source.name, "image", limits)
    rasters = list(_rasters(source.data))
    for number, raster in enumerate(rasters, 1):
        pages.add(scanner.ink(raster, number, len(rasters)))
    return pages


def raster_of(data: bytes) -> Raster:
    """The first page of a picture. Raises ``ReadError``."""
    return next(_rasters(data))


def _rasters(data: bytes) -> Iterator[Raster]:
    try:
        from PIL import Image, ImageSequence, UnidentifiedImageError
    except ImportError as error:
        raise ReadError("scan", "识别组件不完整（缺 Pillow），请重新安装后再试。") from error
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            # Only a TIFF has pages: a photo may hold a small preview of itself, a PNG may move.
            frames = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
            if frames > MOST_PAGES:
                raise ReadError("scan", f"扫描的页面超过 {MOST_PAGES} 页，未识别，请拆分后再提交。")
            for frame in islice(ImageSequence.Iterator(picture), frames):
                if frame.width * frame.height > MOST_DOTS:
                    raise ReadError("hostile", "图片过大，为安全起见未读取，请降低分辨率后再提交。")
                yield _raster(frame)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise ReadError("corrupt", "图片已损坏，无法读取，请重新扫描或导出后再提交。") from error
    except Image.DecompressionBombError as error:
        raise ReadError("hostile", "图片过大，为安全起见未读取，请降低分辨率后再提交。") from error


def _raster(frame: Image) -> Raster:
    """Upright as the camera says, on white where it lets through, as large as a scan of A4."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(frame)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        layer = upright.convert("RGBA")
        ground = Image.new("RGBA", layer.size, (255, 255, 255, 255))
        upright = Image.alpha_composite(ground, layer)
    grey = upright.convert("L")
    longer = max(grey.size)
    if longer < _SMALLEST:
        raise ReadError(
            "scan", f"图片太小（{grey.width}×{grey.height} 点），看不清文字，请用 200 dpi 以上重新扫描。"
        )
    if not LEAST <= longer <= MOST:
        share = _LONG / longer
        size = (max(round(grey.width * share), 1), max(round(grey.height * share), 1))
        grey = grey.resize(size, Image.Resampling.LANCZOS)
    return Raster(grey.width, grey.height, grey.tobytes())
