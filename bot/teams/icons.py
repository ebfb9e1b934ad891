"""The app's two icons: three people, and the ties between them. Drawn, not stored."""

import struct
import zlib
from collections.abc import Callable
from math import hypot

Point = tuple[float, float]
Colour = tuple[int, int, int]
Paint = Callable[[float], tuple[int, int, int, int]]

COLOR_SIZE, OUTLINE_SIZE = 192, 32  # pixels, as Teams asks (R61)
BACKGROUND: Colour = (0x1F, 0x4E, 0x5F)
WHITE: Colour = (0xFF, 0xFF, 0xFF)
ACCENT = "#1F4E5F"  # the background, as the manifest says it
# In units of the icon's side. The mark stays within the middle, which is never cut off.
PEOPLE: tuple[Point, ...] = ((0.5, 0.32), (0.32, 0.66), (0.68, 0.66))
TIES = ((0, 1), (0, 2))
RADIUS, HALF_LINE = 0.09, 0.025


def color_icon() -> bytes:
    """Return the PNG of 192 by 192 pixels: the mark in white on a full square."""
    return _png(COLOR_SIZE, lambda seen: (*_mixed(seen), 255), scale=1.0)


def outline_icon() -> bytes:
    """Return the PNG of 32 by 32 pixels: white on nothing."""
    return _png(OUTLINE_SIZE, lambda seen: (*WHITE, round(255 * seen)), scale=1.5)


def _mixed(seen: float) -> Colour:
    red, green, blue = (
        round(back + (front - back) * seen)
        for back, front in zip(BACKGROUND, WHITE, strict=True)
    )
    return red, green, blue


def _covered(x: float, y: float, pixel: float) -> float:
    """Return how much of the pixel around a point the mark covers, 0 to 1."""
    distance = min(hypot(x - px, y - py) - RADIUS for px, py in PEOPLE)
    for one, other in TIES:
        line = _from_line((x, y), PEOPLE[one], PEOPLE[other]) - HALF_LINE
        distance = min(distance, line)
    return min(max(0.5 - distance / pixel, 0.0), 1.0)


def _from_line(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / (dx**2 + dy**2)
    along = min(max(along, 0.0), 1.0)
    return hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)


def _png(size: int, colour: Paint, *, scale: float) -> bytes:
    """Return a picture of `size` pixels a side, red, green, blue and alpha."""
    pixel = 1 / size / scale
    rows = bytearray()
    for row in range(size):
        rows.append(0)  # this row is not filtered
        y = 0.5 + (row + 0.5 - size / 2) * pixel
        for column in range(size):
            x = 0.5 + (column + 0.5 - size / 2) * pixel
            rows += bytes(colour(_covered(x, y, pixel)))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(bytes(rows), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return (
        struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))
    )
