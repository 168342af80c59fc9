#!/usr/bin/env python3
"""Prints what scikit-image and PyWavelets make of the pairs of pictures that AssessmentTests compares.

Run by Scripts/assessment-reference. The distortions are whole-number arithmetic, so that the tests make the same bytes
(Tests/AssessmentTests/Support/Distortion.swift). One line a value: picture, distortion, measure, value.
"""

import pathlib

import numpy as np
import pywt
from skimage import color, io, metrics

FOLDER = pathlib.Path(__file__).resolve().parent.parent.parent / "TestImages"

PAIRS = [
    ("synthetic/noise.png", "noise"),
    ("synthetic/disc.png", "blur"),
    ("synthetic/gradient-horizontal.png", "noise"),
    ("synthetic/flat.png", "darker"),
    ("textures/bricks.png", "blur"),
    ("textures/checkerboard-16.png", "noise"),
    ("textures/stripes-30.png", "darker"),
    ("textures/stripes-30.png", "blur"),
    ("photos/astronaut.png", "blur"),
    ("photos/astronaut.png", "noise"),
    ("photos/great_wall.png", "noise"),
    ("photos/great_wall.png", "darker"),
]


def noise(a):
    y, x, c = np.indices(a.shape)
    return np.clip(a + (x * 73 + y * 151 + c * 199 + x * y * 31) % 41 - 20, 0, 255)


def blur(a):
    p = np.pad(a, ((1, 1), (1, 1), (0, 0)), mode="edge")
    h, w = a.shape[:2]
    return (sum(p[j:j + h, i:i + w] for j in range(3) for i in range(3)) + 4) // 9


def darker(a):
    return a * 7 // 8


DISTORTIONS = {"noise": noise, "blur": blur, "darker": darker}


def luma(a):
    return a @ np.array([0.299, 0.587, 0.114])


def ssim_map(a, b):
    value, full = metrics.structural_similarity(
        a, b, data_range=255, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, full=True)
    return value, full


def contrast_and_structure(a, b):
    """SSIM without its luminance term: that of planes whose local means are far from 0 is 1 to 5 digits."""
    from scipy import ndimage
    g = lambda x: ndimage.gaussian_filter(x, 1.5, truncate=3.5)
    ma, mb = g(a), g(b)
    va, vb, ab = g(a * a) - ma * ma, g(b * b) - mb * mb, g(a * b) - ma * mb
    c2 = (0.03 * 255) ** 2
    return ((2 * ab + c2) / (va + vb + c2))[5:-5, 5:-5].mean()


def ms_ssim(a, b):
    """Wang, Simoncelli and Bovik 2003, with as many of the five scales as the picture has room for."""
    weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]
    terms = []
    while True:
        last = len(terms) == 4 or min(a.shape) < 22
        terms.append(ssim_map(a, b)[0] if last else contrast_and_structure(a, b))
        if last:
            break
        h, w = a.shape[0] // 2 * 2, a.shape[1] // 2 * 2
        half = lambda x: x[:h, :w].reshape(h // 2, 2, w // 2, 2).mean((1, 3))
        a, b = half(a), half(b)
    total = sum(weights[:len(terms)])
    return np.prod([max(0, t) ** (w / total) for t, w in zip(terms, weights)])


def sigma(a):
    """Donoho's estimate from the diagonal db2 coefficients that need no continuation."""
    d = pywt.dwt2(a, "db2", mode="symmetric")[1][2]
    d = np.abs(d[1:a.shape[0] // 2, 1:a.shape[1] // 2])
    d = d[d > 1e-4]
    return np.median(d) / 0.6744897501960817 if d.size else 0.0


def show(name, distortion, measure, value):
    print(f"{name}\t{distortion}\t{measure}\t{value:.7f}")


for name, distortion in PAIRS:
    a = io.imread(FOLDER / name)[..., :3].astype(np.int64)
    b = DISTORTIONS[distortion](a)
    show(name, distortion, "psnr", metrics.peak_signal_noise_ratio(
        a.astype(np.uint8), b.astype(np.uint8), data_range=255))
    show(name, distortion, "ssim", ssim_map(luma(a), luma(b))[0])
    show(name, distortion, "msssim", ms_ssim(luma(a), luma(b)))
    delta = color.deltaE_ciede2000(
        color.rgb2lab(a.astype(np.uint8)), color.rgb2lab(b.astype(np.uint8)))
    # The lattice of ColorShift: as wide as leaves no more than 131,072 pixels.
    gap = 1
    while delta.size / (gap * gap) > 131072:
        gap += 1
    delta = delta[gap // 2::gap, gap // 2::gap]
    show(name, distortion, "color.mean", delta.mean())
    show(name, distortion, "color.p95", np.percentile(delta, 95))
    show(name, distortion, "sigma", sigma(luma(b)))
