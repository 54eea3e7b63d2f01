"""The recogniser: RapidOCR on onnxruntime, its models in the package. Loaded only where a scan is read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from auditkit.document import ReadError
from auditkit.readers.scan_page import Place, Recognise, Seen
from auditkit.readers.scan_raster import Raster

__all__ = ["recogniser"]

_SETTINGS = {
    "Global.use_cls": False,
    "Global.text_score": 0.0,
    "Global.max_side_len": 4000,
    "Global.return_word_box": True,
    "Global.return_single_char_box": True,
    "Global.log_level": "critical",
}
"""Whatever is recognised is kept, however unsure; nothing is made smaller."""
_TALL = 1.5
"""How much higher than wide a line is that stands upright: characters below each other, or text on its side."""
_MOST_UPRIGHT = 60


@cache
def recogniser() -> Recognise:
    """The recogniser, its models loaded. Raises ``ReadError`` when it cannot be."""
    try:
        import numpy
        from rapidocr import RapidOCR  # type: ignore[import-not-found,unused-ignore]

        threads = {"EngineConfig.onnxruntime.intra_op_num_threads": min(os.cpu_count() or 1, 4)}
        engine = RapidOCR(params={**_SETTINGS, **threads})
    except Exception as error:  # whatever a library of others may raise when it is not whole
        told = f"识别组件未能载入（{type(error).__name__}），请重新安装后再试，或改交可编辑的原件。"
        raise ReadError("scan", told) from error

    def recognise(raster: Raster) -> Sequence[Seen]:
        picture = numpy.frombuffer(raster.shades, numpy.uint8).reshape(raster.height, raster.width)
        return list(_lines(engine, picture))

    return recognise


def _lines(engine: Callable[..., Any], picture: Any) -> Iterator[Seen]:
    # The engine remembers how it was last asked, so all is said each time.
    found = engine(picture, use_det=True, return_word_box=True, return_single_char_box=True)
    if getattr(found, "boxes", None) is None or found.txts is None:
        return
    words = found.word_results if len(found.word_results) == len(found.txts) else [()] * len(found.txts)
    upright = 0
    for text, score, corners, chars in zip(found.txts, found.scores, found.boxes, words, strict=True):
        box = _around(corners)
        if box[3] - box[1] > _TALL * (box[2] - box[0]) and len(text) > 1 and upright < _MOST_UPRIGHT:
            upright += 1
            yield from _stacked(engine, picture, box, text, score)
        else:
            yield _seen(text, score, box, chars)


def _seen(text: str, score: float, box: Place, chars: Sequence[Any]) -> Seen:
    """A line with the place of each character; evenly spread where the recogniser does not tell them."""
    letters = _with_blanks(text)
    if [letter.strip() for letter in letters] == [char for char, _, _ in chars]:
        sures = tuple(float(sure) for _, sure, _ in chars)
        return Seen(tuple(letters), sures, tuple(_around(corners) for _, _, corners in chars))
    left, top, right, bottom = box
    step = (right - left) / max(len(letters), 1)
    places = tuple((left + step * at, top, left + step * (at + 1), bottom) for at in range(len(letters)))
    return Seen(tuple(letters), (float(score),) * len(letters), places)


def _with_blanks(text: str) -> list[str]:
    """Each character with the blanks behind it; those in front of all are left out."""
    letters: list[str] = []
    for char in text:
        if not char.isspace():
            letters.append(char)
        elif letters:
            letters[-1] += " "
    return letters


def _stacked(engine: Callable[..., Any], picture: Any, box: Place, text: str, score: float) -> Iterator[Seen]:
    """Characters below each other, recognised one by one; text on its side as it was, where that is surer."""
    left, top, right, bottom = (int(edge) for edge in box)
    column = picture[max(top, 0) : bottom, max(left, 0) : right]
    found: list[Seen] = []
    for first, last in _bands(column):
        glyph = column[max(first - 3, 0) : last + 3]
        seen = engine(glyph, use_det=False, return_word_box=False)
        if getattr(seen, "txts", None) and seen.txts[0].strip():
            place = (float(left), float(top + first), float(right), float(top + last))
            said = seen.txts[0].strip()
            found.append(Seen((said,), (float(seen.scores[0]),), (place,)))
    mean = sum(line.sures[0] for line in found) / len(found) if found else 0.0
    if mean < score:
        yield _seen(text, score, box, ())
    else:
        yield from found


def _bands(column: Any) -> list[tuple[int, int]]:
    """From which row to which each character of a column reaches, told by what is light between them."""
    width = column.shape[1]
    dark = (column < 128).any(axis=1).tolist() if column.size else []
    bands: list[tuple[int, int]] = []
    for row, has_ink in enumerate(dark):
        if not has_ink:
            continue
        if bands and (row - bands[-1][1] <= 2 or row - bands[-1][0] < 0.7 * width):
            bands[-1] = (bands[-1][0], row + 1)
        else:
            bands.append((row, row + 1))
    return bands


def _around(corners: Any) -> Place:
    xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
