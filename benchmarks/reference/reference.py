"""The plain PyTorch side of the speed benchmark, told what to do line by line on its input: see benchmarks/README.md.

{"do": "prepare", ...} makes a row ready, {"do": "run", "steps": n} runs n steps of it and answers with their seconds.
"""
import json
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "docs"))
sys.dont_write_bytecode = True
import torch  # noqa: E402
import rows  # noqa: E402

READY = {"torch": torch.__version__}


def settle(device):
    if device != "cpu":
        torch.cuda.synchronize()


def main():
    row = None
    print(json.dumps(READY), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        if asked["do"] == "prepare":
            torch.set_num_threads(asked["threads"])
            torch.manual_seed(1)
            row = rows.make(asked)
            answer = {"ready": True}
        elif asked["do"] == "run":
            seconds = []
            for _ in range(asked["steps"]):
                row.before()
                settle(row.device)
                began = time.perf_counter()
                row.step()
                settle(row.device)
                seconds.append(time.perf_counter() - began)
            answer = {"seconds": seconds}
        else:
            answer = row.compare(asked)
        print(json.dumps(answer), flush=True)


main()
