"""Compares the logits of exported networks in PyTorch with those that our program computed: python3 benchmarks/PyTorch/check.py FOLDER"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "docs"))
sys.dont_write_bytecode = True
import torch  # noqa: E402
from load_in_pytorch import load, read_safetensors  # noqa: E402

TOLERANCE = 1e-5

worst = 0.0
print(f"PyTorch {torch.__version__}\n\n| network | parameters | largest relative difference of the logits |\n|---|---:|---:|")
for expected in sorted(pathlib.Path(sys.argv[1]).glob("*.expected")):
    network, given = load(expected.with_suffix("")), read_safetensors(expected)
    with torch.no_grad():
        logits = network(given["images"])
    error = float((logits - given["logits"]).abs().max() / given["logits"].abs().max())
    assert network.description["weights"]["parameters"] == sum(p.numel() for p in network.parameters()), expected.name
    worst = max(worst, error)
    print(f"| {expected.stem} | {network.description['weights']['parameters']:,} | {error:.1e} |")
print(f"\nworst: {worst:.1e}, at most {TOLERANCE:.0e} is allowed")
sys.exit(worst > TOLERANCE)
