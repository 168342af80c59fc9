"""Pictures for requests, and a look at those that come back, with nothing but the standard library."""

import base64
import random
import struct
import zlib
from pathlib import Path

PHOTOS = Path(__file__).resolve().parent.parent.parent / "TestImages/photos"


def photo(name="astronaut.png"):
    """The bytes of a photograph; the default has 512 × 512 pixels."""
    return (PHOTOS / name).read_bytes()


def png(width, height, seed=1, level=6, smooth=True):
    """A made-up RGB picture: waves with some noise on them, or, where it need not be nice, noise alone."""
    rng = random.Random(seed)
    rows = []
    for y in range(height):
        if smooth:
            row = bytes(
                value
                for x in range(width)
                for value in (
                    (x * 3 // 2 + y + rng.randrange(24)) % 256 // 2 + 40,
                    (x // 2 + 2 * y + rng.randrange(24)) % 256 // 2 + 60,
                    90 + rng.randrange(40),
                )
            )
        else:
            row = rng.randbytes(3 * width)
        rows.append(b"\0" + row)
    return _png(width, height, b"".join(rows), level)


def _png(width, height, rows, level):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, level)) + chunk(b"IEND", b"")
    )


def data_uri(data, kind="image/png"):
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def kind(data):
    """The media type that the first bytes tell."""
    if data.startswith(b"\x89PNG"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    raise ValueError(f"no picture begins with {data[:16]!r}")


def size(data):
    """Width and height of a PNG, JPEG or WebP picture."""
    match kind(data):
        case "image/png":
            return struct.unpack(">II", data[16:24])
        case "image/jpeg":
            place = 2
            while True:
                marker, length = struct.unpack(">HH", data[place : place + 4])
                # The frames of all processes; 0xC4, 0xC8 and 0xCC are something else.
                if 0xFFC0 <= marker <= 0xFFCF and marker not in (0xFFC4, 0xFFC8, 0xFFCC):
                    height, width = struct.unpack(">HH", data[place + 5 : place + 9])
                    return width, height
                place += 2 + length
        case "image/webp":
            if data[12:16] == b"VP8X":
                return tuple(int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
            if data[12:16] == b"VP8L":
                bits = int.from_bytes(data[21:25], "little")
                return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
            return tuple(value & 0x3FFF for value in struct.unpack("<HH", data[26:30]))


def pixels(data):
    """The rows of a PNG of 8 bits a channel, and how many bytes a pixel takes."""
    width, height = size(data)
    depth, color, _, _, interlaced = data[24:29]
    assert depth == 8 and not interlaced
    bytes_per_pixel = {0: 1, 2: 3, 4: 2, 6: 4}[color]
    packed, place = b"", 8
    while place < len(data):
        length = int.from_bytes(data[place : place + 4])
        if data[place + 4 : place + 8] == b"IDAT":
            packed += data[place + 8 : place + 8 + length]
        place += 12 + length
    raw, stride = zlib.decompress(packed), width * bytes_per_pixel
    rows, above = [], bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        row = bytearray(raw[start + 1 : start + 1 + stride])
        _unfilter(raw[start], row, above, bytes_per_pixel)
        rows.append(row)
        above = row
    return rows, bytes_per_pixel


def _unfilter(filter, row, above, step):
    """Undoes the filter of one row (PNG, third edition, section 9)."""
    for i in range(len(row) if filter else 0):
        left = row[i - step] if i >= step else 0
        corner = above[i - step] if i >= step else 0
        match filter:
            case 1:
                guess = left
            case 2:
                guess = above[i]
            case 3:
                guess = (left + above[i]) // 2
            case 4:
                estimate = left + above[i] - corner
                distances = [(abs(estimate - left), left), (abs(estimate - above[i]), above[i])]
                guess = min([*distances, (abs(estimate - corner), corner)], key=lambda pair: pair[0])[1]
        row[i] = (row[i] + guess) & 0xFF


def holds_source(result, source, left, top):
    """Whether a PNG holds another one, pixel for pixel, at a place."""
    (rows, step), (wanted, wanted_step) = pixels(result), pixels(source)
    assert step == wanted_step
    width = len(wanted[0])
    return all(rows[top + y][left * step : left * step + width] == row for y, row in enumerate(wanted))
