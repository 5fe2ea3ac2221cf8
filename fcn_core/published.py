"""The numbers that the paper and its slides print, row by row, other methods' included."""

from __future__ import annotations

from dataclasses import dataclass

METRICS = ("pixel_accuracy", "mean_accuracy", "mean_iu", "fw_iu")
TITLES = {
    "pixel_accuracy": "pixel acc.",
    "mean_accuracy": "mean acc.",
    "mean_iu": "mean IU",
    "fw_iu": "f.w. IU",
    "geometric_accuracy": "geom. acc.",
    "mean_iu_voc2011": "mean IU VOC2011 test",
    "mean_iu_voc2012": "mean IU VOC2012 test",
    "milliseconds": "forward, ms",
    "parameters": "parameters",
    "receptive_field": "rf size",
    "max_stride": "max stride",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One published row. `values` are per cent, milliseconds or counts, by metric."""

    name: str
    values: dict[str, float]
    net: str = ""
    """Its net in `fcn_core.nets.catalog`, or what else tells measurements of the row."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """One published table."""

    title: str
    metrics: tuple[str, ...]
    rows: tuple[Row, ...]


def _row(
    name: str, *values: float | None, net: str = "", metrics: tuple[str, ...] = METRICS
) -> Row:
    pairs = zip(metrics, values, strict=False)
    return Row(name=name, net=net, values={m: v for m, v in pairs if v is not None})


ARCHITECTURES = ("mean_iu", "milliseconds", "parameters", "receptive_field", "max_stride")
TESTS = ("mean_iu_voc2011", "mean_iu_voc2012", "milliseconds")
SCENES = (*METRICS, "geometric_accuracy")

TABLES = {
    "table1": Table(
        title="Table 1. Classifiers made dense: PASCAL VOC 2011 val",
        metrics=ARCHITECTURES,
        rows=(
            _row("FCN-AlexNet", 39.8, 50, 57e6, 355, 32, net="fcn-alexnet", metrics=ARCHITECTURES),
            _row("FCN-VGG16", 56.0, 210, 134e6, 404, 32, net="fcn32s-vgg16", metrics=ARCHITECTURES),
            _row(
                "FCN-GoogLeNet", 42.5, 59, 6e6, 907, 32,
                net="fcn-googlenet-avgpool", metrics=ARCHITECTURES,
            ),
        ),
    ),
    "table2": Table(
        title="Table 2. Skips: a subset of PASCAL VOC 2011 val (seg11valid, 736 images)",
        metrics=METRICS,
        rows=(
            _row("FCN-32s-fixed", 83.0, 59.7, 45.4, 72.0, net="fcn32s-fixed-vgg16"),
            _row("FCN-32s", 89.1, 73.3, 59.4, 81.4, net="fcn32s-vgg16"),
            _row("FCN-16s", 90.0, 75.7, 62.4, 83.0, net="fcn16s-vgg16"),
            _row("FCN-8s", 90.3, 75.9, 62.7, 83.2, net="fcn8s-vgg16"),
            _row("FCN-32s (released, heavy)", 90.4810, 76.4824, 63.6261, 83.4580),
            _row("FCN-16s (released, heavy)", 90.9971, 78.0710, 65.0050, 84.2614),
            _row("FCN-8s (released, heavy)", 91.2212, 77.6146, 65.5126, 84.5445),
            _row("FCN-8s at once (released)", 91.1288, 78.4979, 65.3998, 84.4326,
                 net="fcn8s-atonce-vgg16"),
        ),
    ),
    "table3": Table(
        title="Table 3. PASCAL VOC test sets",
        metrics=TESTS,
        rows=(
            _row("R-CNN", 47.9, metrics=TESTS),
            _row("SDS", 52.6, 51.6, 50_000, metrics=TESTS),
            _row("FCN-8s", 62.7, 62.2, 175, net="fcn8s-vgg16", metrics=TESTS),
        ),
    ),
    "table4": Table(
        title="Table 4. NYUDv2, 40 labels, 654 test frames",
        metrics=METRICS,
        rows=(
            _row("Gupta et al.", 60.3, None, 28.6, 47.0),
            _row("FCN-32s RGB", 60.0, 42.2, 29.2, 43.9, net="nyud-fcn32s-rgb"),
            _row("FCN-32s RGBD", 61.5, 42.4, 30.5, 45.5, net="nyud-fcn32s-rgbd"),
            _row("FCN-32s HHA", 57.1, 35.2, 24.2, 40.4, net="nyud-fcn32s-hha"),
            _row("FCN-32s RGB-HHA", 64.3, 44.9, 32.8, 48.0, net="nyud-fcn32s-rgb-hha"),
            _row("FCN-16s RGB-HHA", 65.4, 46.1, 34.0, 49.5, net="nyud-fcn16s-rgb-hha"),
        ),
    ),
    "table5": Table(
        title="Table 5. SIFT Flow, 33 semantic and 3 geometric labels, 200 test images",
        metrics=SCENES,
        rows=(
            _row("Liu et al.", 76.7),
            _row("Tighe et al.", None, None, None, None, 90.8, metrics=SCENES),
            _row("Tighe et al. 1 (SVM)", 75.6, 41.1),
            _row("Tighe et al. 2 (SVM + MRF)", 78.6, 39.2),
            _row("Farabet et al. 1", 72.3, 50.8),
            _row("Farabet et al. 2", 78.5, 29.6),
            _row("Pinheiro et al.", 77.7, 29.8),
            _row("FCN-16s", 85.2, 51.7, 39.5, 76.1, 94.3, net="siftflow-fcn16s", metrics=SCENES),
        ),
    ),
    "camvid": Table(
        title="CamVid val, 11 labels (not in the paper: whether skips help elsewhere, too)",
        metrics=METRICS,
        rows=tuple(
            _row(f"FCN-{stride}s", net=f"fcn{stride}s-vgg16") for stride in (32, 16, 8)
        ),
    ),
    "sampling": Table(
        title="Loss sampling (Figure 5) and class balancing (section 4.3): CamVid val, FCN-32s",
        metrics=METRICS,
        rows=(
            _row("whole images", net="keep-100"),
            _row("half of the cells, twice the images", net="keep-50"),
            _row("a quarter of the cells, four times the images", net="keep-25"),
            _row("rare labels weigh more", net="balance-weights"),
            _row("common labels are left out", net="balance-sampling"),
        ),
    ),
    "bounds": Table(
        title="Upper bounds of mean IU when the truth is downsampled (PASCAL VOC)",
        metrics=("mean_iu",),
        rows=tuple(
            _row(f"1/{factor}", value, net=f"bound-{factor}", metrics=("mean_iu",))
            for factor, value in (
                (128, 50.9), (64, 73.3), (32, 86.1), (16, 92.8), (8, 96.4), (4, 98.5),
            )
        ),
    ),
}  # fmt: skip
