"""The training methods of the benchmark in plain, eager PyTorch: what people write who have no other program."""
import math

import torch
from torch import nn
from torch.nn import functional as F


def augment(images):
    """Zero-pad by four, random crop, horizontal flip: each image its own draw."""
    side = images.shape[-1]
    padded = F.pad(images, (4, 4, 4, 4))
    tops, lefts = torch.randint(0, 9, (len(images),)).tolist(), torch.randint(0, 9, (len(images),)).tolist()
    flips = torch.rand(len(images)).tolist()
    crops = [image[:, top:top + side, left:left + side] for image, top, left in zip(padded, tops, lefts)]
    return torch.stack([crop.flip(2) if flip < 0.5 else crop for crop, flip in zip(crops, flips)])


class Sam(torch.optim.Optimizer):
    """Sharpness-aware minimisation as the usual two-step optimizer around another one."""

    def __init__(self, params, base_optimizer, rho, **kwargs):
        super().__init__(params, dict(rho=rho, **kwargs))
        self.base_optimizer = base_optimizer(self.param_groups, **kwargs)
        self.param_groups = self.base_optimizer.param_groups

    @torch.no_grad()
    def first_step(self):
        norm = torch.norm(torch.stack([p.grad.norm(p=2) for group in self.param_groups for p in group["params"]]), p=2)
        for group in self.param_groups:
            scale = group["rho"] / (norm + 1e-12)
            for p in group["params"]:
                self.state[p]["old"] = p.data.clone()
                p.add_(p.grad * scale)
        self.zero_grad()

    @torch.no_grad()
    def second_step(self):
        for group in self.param_groups:
            for p in group["params"]:
                p.data = self.state[p]["old"]
        self.base_optimizer.step()
        self.zero_grad()


class AdaSap(torch.optim.Optimizer):
    """SAM with a ball for each neuron: the radius falls with the neuron's importance, here the averaged first-order Taylor score.

    neurons: each has the names of its weights (one row a neuron), scales and shifts of its batch norms (none: the classifier).
    """

    def __init__(self, network, neurons, base_optimizer, rho_min, rho_max, eta, **kwargs):
        super().__init__(network.parameters(), kwargs)
        self.base_optimizer = base_optimizer(self.param_groups, **kwargs)
        self.param_groups = self.base_optimizer.param_groups
        self.parameters = dict(network.named_parameters())
        self.neurons, self.rho_min, self.rho_max, self.eta = neurons, rho_min, rho_max, eta
        self.sums, self.batches = {}, 0

    def update_importance(self):
        self.batches += 1
        for group in self.neurons:
            if group["prunable"]:
                terms = [self.parameters[name] * self.parameters[name].grad for name in group["scales"] + group["shifts"]]
                score = torch.stack(terms).sum(0).abs()
                self.sums[group["name"]] = self.sums.get(group["name"], 0) + score

    def radii(self):
        radii = {}
        for group in self.neurons:
            if group["prunable"]:
                score = self.sums[group["name"]] / self.batches
                low, high = score.min(), score.max()
                radius = self.rho_max - (score - low) / (high - low) * (self.rho_max - self.rho_min)
                radii[group["name"]] = torch.where(high > low, radius, torch.full_like(score, self.rho_max))
        mean = torch.cat(list(radii.values())).mean()
        return {group["name"]: radii.get(group["name"], mean) for group in self.neurons}

    @torch.no_grad()
    def first_step(self):
        self.update_importance()
        radii = self.radii()
        for group in self.neurons:
            steps, squares = {}, 0
            for name in group["weights"]:
                p = self.parameters[name]
                scale = p.abs() + self.eta
                scaled = scale * p.grad
                squares = squares + (scaled ** 2).flatten(1).sum(1)
                steps[name] = scale * scaled
            norm = squares.sqrt()
            factor = torch.where(norm < 1e-12, torch.zeros_like(norm), radii[group["name"]] / norm)
            for name, step in steps.items():
                p = self.parameters[name]
                self.state[p]["old"] = p.data.clone()
                p.add_(step * factor.view(-1, *[1] * (step.dim() - 1)))
        self.zero_grad()

    @torch.no_grad()
    def second_step(self):
        for group in self.neurons:
            for name in group["weights"]:
                p = self.parameters[name]
                p.data = self.state[p]["old"]
        self.base_optimizer.step()
        self.zero_grad()


def freeze_running_statistics(network):
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.backup_momentum, module.momentum = module.momentum, 0


def thaw_running_statistics(network):
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = module.backup_momentum


def pgd(network, x, y, attack):
    """As in the code of TRADES: the gradient of the images alone is asked for."""
    adversarial = start(x, attack)
    for _ in range(attack["steps"]):
        adversarial.requires_grad_()
        loss = F.cross_entropy(network(adversarial), y, reduction="sum")
        gradient = torch.autograd.grad(loss, [adversarial])[0]
        adversarial = step(adversarial.detach(), gradient, x, attack)
    return adversarial


def pgd_by_backward(network, x, y, attack):
    """As in advertorch and the codes built on it: backward() fills in the gradients of all parameters too."""
    adversarial = start(x, attack)
    for _ in range(attack["steps"]):
        adversarial.requires_grad_()
        loss = F.cross_entropy(network(adversarial), y, reduction="sum")
        loss.backward()
        adversarial = step(adversarial.detach(), adversarial.grad, x, attack)
    network.zero_grad()
    return adversarial


def start(x, attack):
    if not attack["random_start"]:
        return x.clone()
    return torch.clamp(x + torch.empty_like(x).uniform_(-attack["epsilon"], attack["epsilon"]), 0, 1)


def step(adversarial, gradient, x, attack):
    adversarial = adversarial + attack["step_size"] * torch.sign(gradient)
    adversarial = torch.min(torch.max(adversarial, x - attack["epsilon"]), x + attack["epsilon"])
    return torch.clamp(adversarial, 0, 1)


def update_mask(weight, gradient, momentum, mask, rate):
    """Prune the smallest, grow where the gradient is largest; as in the code of in-time over-parameterisation."""
    active = int(mask.sum().item())
    if active == mask.numel():
        return mask
    count, zeros = math.ceil(rate * active), mask.numel() - active
    values, _ = torch.sort(torch.abs(weight.view(-1)))
    grown = (torch.abs(weight) > values[zeros + count - 1]).float()
    regrow = active - int(grown.sum().item())
    candidates = gradient * (grown == 0).float()
    _, order = torch.sort(torch.abs(candidates).flatten(), descending=True)
    grown.view(-1)[order[:regrow]] = 1.0
    weight.mul_(grown)
    momentum.mul_(grown)
    return grown
