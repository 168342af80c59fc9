"""Measures of an extended picture, each with its formula and which direction is better.

All work on luminance Y = 0.299 R + 0.587 G + 0.114 B, 0...255. A side is turned so that the border is vertical, the
source lies left of it and the new area right; `border` is the first new column.
"""

import numpy as np

# name: (heading, which is better, what it is)
MEASURES = {
    "kept_changed": (
        "kept px changed",
        "0",
        "Pixels of the source's rectangle in which any channel differs from the source.",
    ),
    "seam": (
        "seam ratio",
        "near 1",
        "g(0) / mean of g(k), k = 3...18 columns into the source, where g(k) is the mean of |Y(x+1) - Y(x)| over the "
        "border's length, and g(0) the step across the border. Above 1 a line is seen, below 1 a smear. "
        "Mean of the sides.",
    ),
    "texture_near": (
        "texture 0-16 px",
        "near 0",
        "log2 of the mean of L², L the 4-neighbour Laplacian of Y, over new pixels up to 16 from the source, less the "
        "same over the source's pixels up to 64 from the border. Below 0 the new area is softer, -1 half the energy.",
    ),
    "texture_middle": ("16-64 px", "near 0", "The same for new pixels 16 to 64 from the source."),
    "texture_far": ("64 px on", "near 0", "The same for new pixels more than 64 from the source."),
    "flat": (
        "flat share",
        "near 0",
        "Share of 8 × 8 blocks of the new area whose standard deviation is below 1, less that share in the source's "
        "strip as wide as the new one. Above 0 texture was wiped away.",
    ),
    "repetition": (
        "repetition",
        "near 0, or below",
        "Largest normalized autocorrelation of a new side, less its mean over 15 × 15 pixels, at shifts of 16 pixels "
        "and more that leave at least a quarter of it overlapping; less the same of the source's strip as wide. "
        "Above 0 the new area repeats itself more than the photo does. Mean of the sides.",
    ),
    "psnr": (
        "PSNR",
        "higher",
        "10 log10(255² / mean squared difference to the truth over the new pixels), dB. Only where the source was cut "
        "out of a photo; it rewards blur, and a good invention differs from the truth.",
    ),
    "ssim": (
        "SSIM",
        "higher",
        "Mean structural similarity to the truth of 8 × 8 windows inside the new area (Wang et al. 2004, constants "
        "0.01 and 0.03). Only with a truth; same caution.",
    ),
}


def measure(result, source, edges, truth=None):
    """All measures of `result`, by name; those that cannot be had are None."""
    height, width = source.shape[:2]
    rows, columns = edges.rect(height, width)
    values = dict.fromkeys(MEASURES)
    values["kept_changed"] = int((result[rows, columns] != source).any(axis=2).sum())
    picture = luminance(result)
    sides = list(turned(picture, edges, height, width))
    values["seam"] = mean(seam(side, border) for side, border in sides)
    values.update(texture(picture, edges, height, width))
    values["flat"] = mean(flat_share(side[:, b:]) - flat_share(strip(side, b)) for side, b in sides)
    values["repetition"] = mean(repetition(side[:, b:]) - repetition(strip(side, b)) for side, b in sides)
    if truth is not None:
        new = np.ones(picture.shape, bool)
        new[rows, columns] = False
        error = np.mean((result[new].astype(float) - truth[new]) ** 2)
        values["psnr"] = float(10 * np.log10(255**2 / max(error, 1e-9)))
        values["ssim"] = structural_similarity(picture, luminance(truth), new)
    return values


def luminance(image):
    return image.astype(np.float64) @ (0.299, 0.587, 0.114)


def mean(values):
    finite = [value for value in values if np.isfinite(value)]
    return float(np.mean(finite)) if finite else None


def turned(picture, edges, height, width):
    """Each side that grew by 16 pixels or more, without the corners, and its first new column."""
    rows, columns = edges.rect(height, width)
    if edges.right >= 16:
        yield picture[rows, edges.left :], width
    if edges.left >= 16:
        yield picture[rows, : edges.left + width][:, ::-1], width
    if edges.bottom >= 16:
        yield picture[edges.top :, columns].T, height
    if edges.top >= 16:
        yield picture[: edges.top + height, columns].T[:, ::-1], height


def strip(side, border):
    """The source's part of a side, as wide as the new one where it can be."""
    return side[:, max(0, 2 * border - side.shape[1]) : border]


def seam(side, border):
    steps = np.abs(np.diff(side[:, border - 20 : border + 1], axis=1)).mean(axis=0)
    # steps[-1] lies between the last column of the source and the first new one.
    return steps[-1] / max(steps[-19:-3].mean(), 0.25)


def texture(picture, edges, height, width):
    neighbours = np.pad(picture, 1, mode="edge")
    laplacian = 4 * picture - (
        neighbours[:-2, 1:-1] + neighbours[2:, 1:-1] + neighbours[1:-1, :-2] + neighbours[1:-1, 2:]
    )
    energy = laplacian**2
    y = np.arange(picture.shape[0])[:, None]
    x = np.arange(picture.shape[1])[None, :]
    outside_x = np.maximum(edges.left - x, x - (edges.left + width - 1))
    outside_y = np.maximum(edges.top - y, y - (edges.top + height - 1))
    distance = np.maximum(outside_x, outside_y)
    # Sides that did not grow have no border: only those that did count for the reference.
    depth = np.full(picture.shape, np.inf)
    for grown, inside in (
        (edges.left, x - edges.left),
        (edges.right, edges.left + width - 1 - x),
        (edges.top, y - edges.top),
        (edges.bottom, edges.top + height - 1 - y),
    ):
        if grown > 0:
            depth = np.minimum(depth, inside)
    # One pixel on either side of the border sees both areas.
    reference = energy[(distance <= 0) & (depth >= 1) & (depth < 64)].mean() + 1
    bands = {"texture_near": (2, 16), "texture_middle": (17, 64), "texture_far": (65, np.inf)}
    values = {}
    for name, (first, last) in bands.items():
        band = energy[(distance >= first) & (distance <= last)]
        values[name] = float(np.log2((band.mean() + 1) / reference)) if band.size else None
    return values


def flat_share(area):
    height, width = (length // 8 * 8 for length in area.shape)
    if height == 0 or width == 0:
        return float("nan")
    blocks = area[:height, :width].reshape(height // 8, 8, width // 8, 8)
    return float((blocks.std(axis=(1, 3)) < 1).mean())


def box_mean(picture, side):
    """Mean over the side × side window that starts at each pixel; windows lie inside the picture."""
    sums = np.pad(picture.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    total = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    return total / side**2


def repetition(area):
    if min(area.shape) < 32:
        return float("nan")
    detail = area - box_mean(np.pad(area, 7, mode="edge"), 15)
    shape = [2 * length for length in detail.shape]
    inside = np.fft.rfft2(np.ones_like(detail), shape)
    spectrum = np.fft.rfft2(detail, shape)
    power = np.fft.rfft2(detail**2, shape)

    def correlation(a, b):
        return np.fft.irfft2(a * np.conj(b), shape)

    overlap = correlation(inside, inside)
    # Energies of the two parts that lie over each other, so that a shift into a quiet part is not favoured.
    energy = np.maximum(correlation(power, inside) * correlation(inside, power), 0)
    floor = (0.1 * (detail**2).sum()) ** 2 + 1e-6
    value = correlation(spectrum, spectrum) / np.sqrt(np.maximum(energy, floor))
    y = np.minimum(np.arange(shape[0]), shape[0] - np.arange(shape[0]))[:, None]
    x = np.minimum(np.arange(shape[1]), shape[1] - np.arange(shape[1]))[None, :]
    allowed = (np.maximum(y, x) >= 16) & (overlap >= detail.size / 4)
    return float(value[allowed].max()) if allowed.any() else float("nan")


def structural_similarity(a, b, new):
    mean_a, mean_b = box_mean(a, 8), box_mean(b, 8)
    variance_a = box_mean(a * a, 8) - mean_a**2
    variance_b = box_mean(b * b, 8) - mean_b**2
    covariance = box_mean(a * b, 8) - mean_a * mean_b
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    similarity = ((2 * mean_a * mean_b + c1) * (2 * covariance + c2)) / (
        (mean_a**2 + mean_b**2 + c1) * (variance_a + variance_b + c2)
    )
    inside = box_mean(new.astype(float), 8) > 0.999
    return float(similarity[inside].mean()) if inside.any() else None
