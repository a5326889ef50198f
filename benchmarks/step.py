"""The work of `spheres bench` in PyTorch, for a comparison on the same machine in the same minutes.

    pip install torch
    python step.py train|infer|gradient [--network relu|quadratic] [--threads T] [--steps N] [--fold]

--fold folds batch norm into the dense layers for infer and gradient, as the engine does; PyTorch does not by itself.

Prints the median over seven rounds, in milliseconds a step or samples a second.
"""

import argparse
import statistics
import time

import torch
from torch import nn
from torch.nn.utils.fusion import fuse_linear_bn_eval

D, H, R = 500, 1000, 1.3
ROUNDS = 7


class Quadratic(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(D, H, bias=False)
        self.readout = nn.Linear(1, 1)

    def forward(self, x):
        return self.readout(self.hidden(x).square().sum(1, keepdim=True))


def network(family):
    if family == "quadratic":
        return Quadratic()
    return nn.Sequential(
        nn.Linear(D, H, bias=False), nn.BatchNorm1d(H), nn.ReLU(),
        nn.Linear(H, H, bias=False), nn.BatchNorm1d(H), nn.ReLU(),
        nn.Linear(H, 1))


def samples(count):
    points = torch.randn(count, D)
    labels = torch.randint(0, 2, (count, 1)).float()
    return points / points.norm(dim=1, keepdim=True) * (1 + (R - 1) * labels), labels


def training(model):
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-4, fused=True)
    loss_of = nn.BCEWithLogitsLoss()

    def step():
        points, labels = samples(50)
        optimiser.zero_grad(set_to_none=True)
        loss_of(model(points), labels).backward()
        optimiser.step()
    return step, None


def folded(model):
    layers = list(model.eval())
    pairs = zip(layers[0:-1:3], layers[1:-1:3], layers[2:-1:3])
    return nn.Sequential(*(x for dense, norm, relu in pairs for x in (fuse_linear_bn_eval(dense, norm), relu)), layers[-1])


def inference(model):
    model.eval()
    points, _ = samples(1000)

    def step():
        with torch.inference_mode():
            model(points)
    return step, 1000


def attack(model):
    model.eval()
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    state = [samples(100)[0]]
    state[0] /= state[0].norm(dim=1, keepdim=True)

    def step():
        x = state[0].requires_grad_(True)
        gradient, = torch.autograd.grad(model(x).sum(), x)
        with torch.no_grad():
            gradient -= (gradient * x).sum(1, keepdim=True) * x
            y = x + 1e-5 * gradient / gradient.norm(dim=1, keepdim=True)
            state[0] = y / y.norm(dim=1, keepdim=True)
    return step, None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=["train", "infer", "gradient"])
    parser.add_argument("--network", choices=["relu", "quadratic"], default="relu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=700)
    parser.add_argument("--fold", action="store_true")
    options = parser.parse_args()
    if options.fold and (options.work == "train" or options.network == "quadratic"):
        parser.error("--fold is for infer and gradient of the network with batch norm")
    torch.set_num_threads(options.threads)
    torch.manual_seed(1801)
    make = {"train": training, "infer": inference, "gradient": attack}[options.work]
    model = network(options.network)
    if options.fold:
        model = folded(model)
    step, batch = make(model)
    each = max(1, options.steps // ROUNDS)
    times = []
    for _ in range(ROUNDS + 1):  # the first round warms up
        start = time.perf_counter()
        for _ in range(each):
            step()
        times.append((time.perf_counter() - start) / each)
    median = statistics.median(times[1:])
    print(f"{batch / median:.0f} samples a second" if batch else f"{1000 * median:.3f} ms a step")


if __name__ == "__main__":
    main()
