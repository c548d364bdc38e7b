"""Loads a network that `adasap export` wrote into PyTorch, whatever was cut out of it. Needs PyTorch alone; copy it where you need it.

    network = load("networks/quickstart-3")        # reads quickstart-3.json and quickstart-3.safetensors
    logits = network(images)                       # images: float32, (N, 3, H, W), in [0, 1]; normalisation is inside
"""
import json
import pathlib
import sys

import torch
from torch import nn
from torch.nn import functional as F

DTYPES = {"F32": torch.float32, "F64": torch.float64, "I64": torch.int64, "I32": torch.int32, "U8": torch.uint8, "BOOL": torch.bool}
ACTIVATIONS = {None: lambda x: x, "relu": F.relu, "relu6": F.relu6}


def read_safetensors(path):
    """All tensors of a safetensors file by name; safetensors.torch.load_file does the same."""
    data = bytearray(pathlib.Path(path).read_bytes())
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        flat = torch.frombuffer(data[start + begin:start + end], dtype=DTYPES[entry["dtype"]]) if end > begin else torch.empty(0, dtype=DTYPES[entry["dtype"]])
        tensors[name] = flat.reshape(entry["shape"])
    return tensors


class Network(nn.Module):
    """Applies the layers of an exported description in turn; value 0 is the normalised images, the last one the logits."""

    def __init__(self, description):
        super().__init__()
        self.description = description
        for channel in ("mean", "std"):
            self.register_buffer("input_" + channel, torch.tensor(description["input"][channel]).view(1, -1, 1, 1), persistent=False)
        for layer in description["layers"]:
            module = self.make(layer)
            if module is not None:
                self.put(layer["name"], module)

    @staticmethod
    def make(layer):
        """The module with the layer's tensors; None for a layer without any."""
        if layer["op"] == "convolution":
            return nn.Conv2d(layer["in_channels"], layer["out_channels"], layer["kernel"], layer["stride"], layer["padding"],
                             groups=layer["groups"], bias=layer["bias"])
        if layer["op"] == "batch_norm":
            return nn.BatchNorm2d(layer["channels"], eps=layer["eps"], momentum=layer["momentum"])
        if layer["op"] == "linear":
            return nn.Linear(layer["in_features"], layer["out_features"], bias=layer["bias"])
        return None

    def put(self, name, module):
        """Nested as the dots say, so that the state dictionary has the names of the file."""
        *outer, last = name.split(".")
        parent = self
        for part in outer:
            if part not in parent._modules:
                parent.add_module(part, nn.Module())
            parent = parent._modules[part]
        parent.add_module(last, module)

    def forward(self, images):
        values = {0: (images - self.input_mean) / self.input_std}
        for layer in self.description["layers"]:
            values[layer["output"]] = self.apply_layer(layer, values)
        return values[self.description["layers"][-1]["output"]]

    def apply_layer(self, layer, values):
        x, op = values[layer["input"]], layer["op"]
        if op in ("convolution", "batch_norm"):
            x = self.get_submodule(layer["name"])(x)
        elif op == "linear":
            x = self.get_submodule(layer["name"])(x.flatten(1))
        elif op == "addition":
            shortcut = values[layer["shortcut"]]
            if layer["map"] is not None:
                # Every stride-th pixel; channel c of the sum receives channel map[c] of the shortcut, or nothing where that is -1.
                picked = torch.tensor(layer["map"], device=x.device)
                shortcut = shortcut[:, :, ::layer["stride"], ::layer["stride"]][:, picked.clamp(min=0)] * (picked >= 0).view(1, -1, 1, 1)
            x = x + shortcut
        elif op == "global_average":
            x = x.mean((2, 3))
        elif op == "adaptive_average":
            x = F.adaptive_avg_pool2d(x, layer["side"])
        elif op == "max_pool":
            # A map smaller than a window passes as it is.
            if min(x.shape[2:]) + 2 * layer["padding"] >= layer["kernel"]:
                x = F.max_pool2d(x, layer["kernel"], layer["stride"], layer["padding"])
        elif op == "dropout":
            x = F.dropout(x, layer["share"], self.training)
        else:
            raise ValueError(f"layer '{layer['name']}' is of unknown kind '{op}': this file is older than the export")
        return ACTIVATIONS[layer.get("activation")](x)


def load(name):
    """The network of NAME.json and NAME.safetensors, in evaluation mode. Trains on like any module."""
    description = json.loads(pathlib.Path(f"{name}.json").read_text(encoding="utf-8"))
    tensors = read_safetensors(f"{name}.safetensors")
    network = Network(description)
    network.load_state_dict({n: t for n, t in tensors.items() if not n.startswith("mask.")}, strict=True)
    network.masks = {n[len("mask."):]: t.bool() for n, t in tensors.items() if n.startswith("mask.")}
    return network.eval()


if __name__ == "__main__":
    loaded = load(sys.argv[1].removesuffix(".json").removesuffix(".safetensors"))
    print(f"{loaded.description['architecture']}: {sum(p.numel() for p in loaded.parameters()):,} parameters")
