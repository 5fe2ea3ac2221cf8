"""A piece of the taps gives the scores that the net gives of that piece, away from its border."""

from __future__ import annotations

import numpy as np
import torch

from fcn_core.finetune.taps_cache import CachedTaps
from fcn_core.finetune.windows import window
from fcn_core.nets.fcn import FCN, NetConfig
from tests.core.models import tiny_net, with_skips


def item_of(net: FCN, image: torch.Tensor) -> CachedTaps:
    with torch.no_grad():
        taps = net.backbone(image)
        finest = net.strides[-1]
        mask = image[:, 0].mul(200).to(torch.uint8)
        return CachedTaps(taps=taps, mask=mask, old={finest: net(image)[finest]})


def test_pieces_of_all_maps_show_the_same_place() -> None:
    net = with_skips(tiny_net(), (32, 16, 8, 4))
    image = torch.rand(1, 3, 300, 220)
    item, rng = item_of(net, image), np.random.default_rng(0)
    seen = set()
    for _ in range(20):
        piece = window(item, net, 128, rng)
        assert piece.mask.shape == (1, 128, 128)
        assert {s: t.shape[-1] for s, t in piece.taps.items()} == {32: 4, 16: 8, 8: 16, 4: 32}
        places = [
            (top, left)
            for top in range(0, 173, 32)
            for left in range(0, 93, 32)
            if torch.equal(item.mask[:, top : top + 128, left : left + 128], piece.mask)
        ]
        ((top, left),) = places
        seen.add((top, left))
        for stride, tap in piece.taps.items():
            assert torch.equal(
                tap[..., 0, 0], item.taps[stride][..., top // stride, left // stride]
            )
        assert torch.equal(piece.old[4][..., 0, 0], item.old[4][..., top // 4, left // 4])
    assert len(seen) > 5


def test_small_images_and_padded_nets_stay_whole() -> None:
    net, rng = tiny_net(), np.random.default_rng(0)
    item = item_of(net, torch.rand(1, 3, 100, 128))
    assert window(item, net, 128, rng) is item
    config = NetConfig(backbone="vgg16-pad100", width=1 / 32, upsampling="fixed")
    padded = FCN(config, 2).eval()
    item = item_of(padded, torch.rand(1, 3, 64, 96))
    assert window(item, padded, 32, rng) is item
