"""Every net of the catalogue starts, learns a step and is scored on its own kind of data."""

from __future__ import annotations

import threading
from argparse import Namespace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from fcn_core.cli.train import chosen_recipe
from fcn_core.data.dataset import Sample
from fcn_core.data.label_sets import CONTEXT, GEOMETRIC, NYUD, SIFTFLOW, SIFTFLOW_BOTH
from fcn_core.data.modality import HHA_MEAN
from fcn_core.data.transforms import CAFFE, Preprocessing
from fcn_core.errors import FcnError
from fcn_core.evaluate import evaluate
from fcn_core.labels import VOC, LabelSet
from fcn_core.masks import Mask
from fcn_core.nets import catalog
from fcn_core.nets.backbones.vgg16 import VGG16
from fcn_core.nets.fcn import FCN, NetConfig
from fcn_core.nets.upsample import bilinear_kernel
from fcn_core.predict import Predictor
from fcn_core.train.balance import label_frequencies
from fcn_core.train.inputs import common_kind
from fcn_core.train.loop import Trainer
from fcn_core.train.recipe import Recipe
from fcn_core.train.setup import Model, Start, new_model
from fcn_core.weights.checkpoint import save_model

THIN = 1 / 32
CPU = torch.device("cpu")
KINDS = {
    "siftflow-": ("siftflow-both", SIFTFLOW_BOTH, 3),
    "nyud-fcn32s-rgbd": ("nyud-rgbd", NYUD, 4),
    "nyud-fcn16s-rgbd": ("nyud-rgbd", NYUD, 4),
    "nyud-fcn32s-rgb-hha": ("nyud-rgb-hha", NYUD, 6),
    "nyud-fcn16s-rgb-hha": ("nyud-rgb-hha", NYUD, 6),
    "nyud-fcn32s-hha": ("nyud-hha", NYUD, 3),
    "nyud-fcn16s-hha": ("nyud-hha", NYUD, 3),
    "nyud-": ("nyud", NYUD, 3),
    "pascalcontext-": ("context", CONTEXT, 3),
    "": ("voc", VOC, 3),
}
"""Kind, labels and channels of the data, by the beginning of a net's name; the first counts."""
PAPER = [name for name in catalog.names() if not name.startswith("torchvision-")]


class Noise:
    """Two images of noise with masks of two labels, in as many labelings as there are tasks."""

    def __init__(self, labels: LabelSet, channels: int, tasks: int) -> None:
        self.labels, self.channels, self.tasks = labels, channels, tasks

    def __len__(self) -> int:
        return 2

    def mask(self, index: int) -> Mask:
        return self.sample(index).mask

    def sample(self, index: int) -> Sample:
        rng = np.random.default_rng(index)
        image = rng.integers(0, 255, (40, 52, self.channels), dtype=np.uint8)
        shape = (40, 52, self.tasks) if self.tasks > 1 else (40, 52)
        return Sample(image_id=str(index), image=image, mask=rng.integers(0, 2, shape, np.uint8))


def recipe_of(net: str, *overrides: str) -> Recipe:
    overrides = ("iterations=1", "batch=2", *overrides)
    return chosen_recipe(Namespace(net=net, recipe=None, overrides=list(overrides), model=[]))


def thin(net: str, kind: str, labels: LabelSet, *overrides: str, **start: object) -> Model:
    recipe = recipe_of(net, f"net.width={THIN}", *overrides)
    return new_model(recipe, labels, net, Start(net=net, kind=kind, **start))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", PAPER)
def test_every_net_learns_and_is_scored(name: str, tmp_path: Path) -> None:
    kind, labels, channels = next(v for k, v in KINDS.items() if name.startswith(k))
    recipe = recipe_of(name, f"net.width={THIN}", "accumulate=1")
    net, info = new_model(recipe, labels, name, Start(net=name, kind=kind))
    published = catalog.spec(name)
    assert info.preprocessing == published.preprocessing
    assert info.config.tasks == published.config.tasks and net.strides == published.config.strides
    source = Noise(labels, channels, max(1, len(info.config.tasks)))
    before = {k: v.clone() for k, v in net.scores.state_dict().items()}
    Trainer(net, info, source, recipe, tmp_path, CPU, lambda _: None).run(threading.Event())
    finest = str(net.strides[-1])
    learned = net.scores.state_dict()
    changed = {k for k in before if not torch.equal(before[k], learned[k])}
    assert any(k.startswith(finest) for k in changed)
    result = evaluate(Predictor(net, info, CPU), source)
    assert len(result.tasks) == max(1, len(info.config.tasks))


def test_a_modern_backbone_sees_what_the_data_show() -> None:
    hha = Preprocessing().mean, tuple(m / 255 for m in HHA_MEAN)
    net, info = thin_timm("nyud-rgb-hha", NYUD)
    assert info.preprocessing.mean == hha[0] + hha[1] and info.config.streams == 2
    assert net.eval()(torch.zeros(1, 6, 32, 32))[32].shape == (1, 40, 1, 1)
    assert thin_timm("nyud-hha", NYUD)[1].preprocessing.mean == hha[1]
    depth = thin_timm("nyud-rgbd", NYUD)[1]
    assert depth.config.inputs == 4 and len(depth.preprocessing.std) == 4
    assert thin_timm("siftflow-both", SIFTFLOW_BOTH)[1].config.tasks == (33, 3)
    assert thin_timm("siftflow-geometric", GEOMETRIC)[1].config.tasks == ()


def thin_timm(kind: str, labels: LabelSet) -> Model:
    recipe = Recipe(net=NetConfig(backbone="resnet10t", strides=(32,)))
    return new_model(recipe, labels, "modern", Start(kind=kind))


@pytest.mark.parametrize("how", ["weights", "sampling"])
def test_two_tasks_are_balanced_each_by_itself(how: str, tmp_path: Path) -> None:
    name = "siftflow-fcn32s"
    recipe = recipe_of(name, f"net.width={THIN}", f"balance={how}", "repeat_threshold=0.5")
    net, info = new_model(recipe, SIFTFLOW_BOTH, name, Start(net=name, kind="siftflow-both"))
    source = Noise(SIFTFLOW_BOTH, 3, 2)
    trainer = Trainer(net, info, source, recipe, tmp_path, CPU, lambda _: None)
    shares = label_frequencies(source, (33, 3))
    assert shares[:33].sum() == pytest.approx(1) and shares[33:].sum() == pytest.approx(1)
    if how == "sampling":
        masks = torch.from_numpy(np.stack([source.mask(0)] * 20))
        kept = trainer.balance.sampled(masks, np.random.default_rng(0))
        assert kept.shape == masks.shape
    trainer.run(threading.Event())
    assert all(torch.isfinite(p).all() for p in net.parameters())


def test_nets_and_data_that_do_not_fit_are_refused() -> None:
    with pytest.raises(FcnError, match="nyud-rgbd"):
        thin("nyud-fcn32s-rgbd", "nyud", NYUD)
    with pytest.raises(FcnError, match="siftflow-both"):
        thin("siftflow-fcn32s", "siftflow", SIFTFLOW)
    with pytest.raises(FcnError, match="cannot be mixed"):
        common_kind(["nyud:a", "nyud-hha:b"])
    assert common_kind(["voc:a", "folder:b"]) == "voc"


def convolutions(path: Path, width: float = THIN) -> VGG16:
    """A file of VGG16's 13 convolutions alone, under torchvision's names."""
    torch.manual_seed(3)
    donor = VGG16(1, width)
    numbers = [0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28]
    state = {}
    for number, name in zip(numbers, donor.names, strict=True):
        layer = donor.get_submodule(name)
        state |= {f"features.{number}.{k}": v.clone() for k, v in layer.state_dict().items()}
    save_file(state, path)
    return donor


def test_convolutions_start_vgg16_and_its_variants(tmp_path: Path) -> None:
    file = tmp_path / "vgg16-caffe.safetensors"
    donor = convolutions(file)
    weight = donor.conv1_1.weight
    net, info = thin("fcn32s-vgg16", "voc", VOC, weights=file)
    assert torch.equal(net.backbone.conv1_1.weight, weight)  # type: ignore[union-attr]
    assert info.provenance["untrained"] == ["backbone.fc6", "backbone.fc7"]
    assert info.preprocessing == CAFFE
    spread = net.backbone.fc6.weight.std().item()  # type: ignore[union-attr, operator]
    assert spread == pytest.approx((2 / net.backbone.fc6.weight[0].numel()) ** 0.5, rel=0.05)  # type: ignore[union-attr, index]
    rgbd, _ = thin("nyud-fcn32s-rgbd", "nyud-rgbd", NYUD, weights=file)
    first = rgbd.backbone.conv1_1.weight  # type: ignore[union-attr]
    torch.testing.assert_close(first[:, 3], weight.mean(1))  # type: ignore[index, operator]
    both, seen = thin("nyud-fcn32s-rgb-hha", "nyud-rgb-hha", NYUD, weights=file)
    for stream in both.backbone.streams:  # type: ignore[union-attr]
        assert torch.equal(stream.conv1_1.weight, weight)  # type: ignore[union-attr]
    assert seen.preprocessing == catalog.NYUD_INPUTS["rgb-hha"]
    plain = tmp_path / "vgg16-397923af.safetensors"
    convolutions(plain)
    assert thin("fcn32s-vgg16", "voc", VOC, weights=plain)[1].preprocessing == Preprocessing()
    convolutions(file, 2 * THIN)
    with pytest.raises(FcnError, match=r"vgg16-caffe.* does not fit: .*conv1_1"):
        thin("fcn32s-vgg16", "voc", VOC, weights=file)


def saved(folder: Path, model: Model) -> str:
    path = folder / f"{model[1].name}.safetensors"
    save_model(path, *model)
    return str(path)


def filled(model: Model, seed: int) -> Model:
    torch.manual_seed(seed)
    for parameter in model[0].scores.parameters():
        torch.nn.init.normal_(parameter)
    return model


def test_finer_strides_start_from_the_coarser_model(tmp_path: Path) -> None:
    model = filled(thin("fcn32s-vgg16", "voc", VOC), 1)
    coarse = model[0].eval()
    path = saved(tmp_path, model)
    for finest in (16, 8):
        net, info = thin(f"fcn{finest}s-vgg16", "voc", VOC, models=(path,))
        image = torch.randn(1, 3, 50, 60)
        torch.testing.assert_close(net.eval()(image)[32], coarse(image)[32])
        assert net.strides[-1] == finest and info.config.strides == net.strides
        assert not any(p.any() for p in net.scores[str(finest)].parameters())
        path = saved(tmp_path, (net, info))


def test_16s_learns_its_deconvolutions_from_32s(tmp_path: Path) -> None:
    """The CVPR paper's way: intermediate deconvolutions are learned, from bilinear."""
    path = saved(tmp_path, filled(thin("fcn32s-vgg16", "voc", VOC), 1))
    net, info = thin("fcn16s-vgg16", "voc", VOC, "net.upsampling=learned", models=(path,))
    assert info.config == net.config and net.config.upsampling == "learned"
    learned = dict(net.named_parameters())
    assert torch.equal(learned["twice.16.weight"][3, 3], bilinear_kernel(4))
    assert learned["scores.32.weight"].any() and not learned["scores.16.weight"].any()
    path = saved(tmp_path, (net, info))
    finer, _ = thin("fcn8s-vgg16", "voc", VOC, "net.upsampling=learned", models=(path,))
    assert torch.equal(finer.get_parameter("twice.16.weight"), learned["twice.16.weight"])
    with pytest.raises(FcnError, match=r"upsampling=fixed, the model .*upsampling=learned"):
        thin("fcn8s-vgg16", "voc", VOC, models=(path,))


@pytest.mark.parametrize(
    ("net", "override", "what"),
    [
        ("fcn-googlenet", "seed=0", "backbone"),
        ("fcn32s-vgg16", "seed=0", "strides"),
        ("fcn16s-vgg16", "net.width=0.0625", "width"),
        ("fcn16s-vgg16", "net.context=8", "context"),
        ("fcn16s-vgg16", "net.hidden=8", "hidden"),
        ("fcn16s-vgg16", "net.skip_scales=[1, 0.01]", "skip_scales"),
    ],
)
def test_a_model_of_another_net_is_no_start(
    net: str, override: str, what: str, tmp_path: Path
) -> None:
    path = saved(tmp_path, thin("fcn16s-vgg16", "voc", VOC))
    with pytest.raises(FcnError, match=rf"asked for has net\.{what}=.* start from net\.{what}="):
        thin(net, "voc", VOC, override, models=(path,))


def test_streams_are_fused_and_grow(tmp_path: Path) -> None:
    parts = [filled(thin(f"nyud-fcn32s-{m}", f"nyud{k}", NYUD), s) for m, k, s in
             (("rgb", "", 1), ("hha", "-hha", 2))]  # fmt: skip
    paths = tuple(saved(tmp_path, part) for part in parts)
    kind = "nyud-rgb-hha"
    net, info = thin("nyud-fcn32s-rgb-hha", kind, NYUD, models=paths)
    assert info.preprocessing == catalog.NYUD_INPUTS["rgb-hha"]
    image = torch.randn(1, 6, 50, 60)
    one, other = (part.eval()(x)[32] for (part, _), x in zip(parts, image.split(3, 1), strict=True))
    torch.testing.assert_close(net.eval()(image)[32], (one + other) / 2)
    finer, _ = thin("nyud-fcn16s-rgb-hha", kind, NYUD, models=(saved(tmp_path, (net, info)),))
    torch.testing.assert_close(finer.eval()(image)[32], net(image)[32])
    with pytest.raises(FcnError, match="different kinds"):
        thin("nyud-fcn32s-rgb-hha", kind, NYUD, models=(paths[0], _context_model(tmp_path)))
    with pytest.raises(FcnError, match=r"net\.context=0"):
        thin("nyud-fcn32s-rgb-hha", kind, NYUD, models=(_context_model(tmp_path),) * 2)


def _context_model(folder: Path) -> str:
    config = NetConfig(backbone="resnet10t", strides=(32,), context=8)
    return saved(folder, _with_labels(config))


def _with_labels(config: NetConfig) -> Model:
    from fcn_core.weights.checkpoint import ModelInfo

    return FCN(config, len(NYUD)), ModelInfo(config=config, labels=NYUD, name="context")


def test_nets_that_see_depth_learn_from_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(FcnError, match=r"sees depth \(hha\), and these images are photos"):
        thin("nyud-fcn32s-hha", "voc", VOC)
    net, info = thin("nyud-fcn32s-hha", "nyud-hha", NYUD)
    assert info.preprocessing.modality == "hha"
    path = tmp_path / "hha.safetensors"
    save_model(path, net, info)
    recipe = recipe_of("nyud-fcn32s-hha", f"net.width={THIN}")
    for kind in ("voc", "nyud"):
        with pytest.raises(FcnError, match="photos"):
            new_model(recipe, NYUD, "mine", Start(kind=kind, models=(str(path),)))
    again = new_model(recipe, NYUD, "mine", Start(kind="nyud-hha", models=(str(path),)))
    assert again[1].preprocessing.modality == "hha"
