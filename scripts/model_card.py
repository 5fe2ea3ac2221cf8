"""Writes docs/model-card.md from the JSON that `fcn evaluate --json` prints.

fcn evaluate --model shipped --data voc:VAL --json > val.json
fcn evaluate --model shipped --data voc:COCO_VAL --json > coco.json
python scripts/model_card.py val.json coco.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

CARD = Path(__file__).resolve().parent.parent / "docs" / "model-card.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
COMMON = 25


def main(val: Path, coco: Path) -> None:
    """Replace the figures between the two marks of the card."""
    results = {"PASCAL VOC": _read(val), "COCO": _read(coco)}
    text = CARD.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    figures = "\n\n".join([_strides(results), _labels(results)])
    CARD.write_text(f"{head}{BEGIN}\n\n{figures}\n\n{END}{tail}", encoding="utf-8")


def _read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _strides(results: dict[str, dict[str, Any]]) -> str:
    """The four metrics of each stride output, and the mean IU of the common labels."""
    rows = [
        "| photos | output | pixel acc. | mean acc. | mean IU | f.w. IU "
        f"| mean IU, {COMMON}+ photos |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, result in results.items():
        for stride in (32, 16, 8):
            s = result[f"stride{stride}"]
            common = [
                iu
                for iu, photos in zip(s["per_class_iu"], result["photos"], strict=True)
                if photos >= COMMON
            ]
            values = [s["pixel_accuracy"], s["mean_accuracy"], s["mean_iu"], s["fw_iu"]]
            values.append(sum(common) / len(common) if common else None)
            cells = " | ".join("-" if v is None else f"{v:.3f}" for v in values)
            rows.append(f"| {result['images']} of {name} | {stride}s | {cells} |")
    return "\n".join(rows)


def _labels(results: dict[str, dict[str, Any]]) -> str:
    """Each label's IU at 8s with the number of photos that show it."""
    names = next(iter(results.values()))["labels"]
    heads = "".join(f" {name}: IU | photos |" for name in results)
    rows = [f"| label |{heads}", "|---|" + "---|---|" * len(results)]
    for index, label in enumerate(names):
        cells = ""
        for result in results.values():
            iu, photos = result["stride8"]["per_class_iu"][index], result["photos"][index]
            cells += f" {'-' if iu is None or not photos else f'{iu:.3f}'} | {photos} |"
        rows.append(f"| {label} |{cells}")
    return "\n".join(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
