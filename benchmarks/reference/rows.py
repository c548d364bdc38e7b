"""The rows of the speed benchmark: each has a step to time, and can be compared with what our program computed."""
import networks
import methods
import torch
from load_in_pytorch import read_safetensors
from torch.nn import functional as F


class Row:
    def before(self):
        """What comes before a step and is not timed."""

    def __init__(self, asked):
        self.asked, self.device = asked, asked["device"]
        data = read_safetensors(asked["data"])
        self.images, self.labels = data["images"].to(self.device), data["labels"].to(self.device)
        low = getattr(torch, asked["precision"]) if asked["precision"] else None
        self.network = networks.make(asked["network"], asked["classes"], asked["mean"], asked["std"], low).to(self.device)
        tensors = read_safetensors(asked["weights"])
        self.network.network.load_state_dict(tensors, strict=True)
        self.begin = {name: p.detach().cpu().clone() for name, p in self.network.network.named_parameters()}
        self.order, self.place = None, 0
        self.layout = torch.contiguous_format

    def batch(self):
        """Images in [0, 1] and labels of the next batch, in an order drawn anew for each epoch."""
        size = self.asked["batch"]
        if self.order is None or self.place + size > len(self.images):
            self.order, self.place = torch.randperm(len(self.images), device=self.device), 0
        numbers = self.order[self.place:self.place + size]
        self.place += size
        return (self.images[numbers].float() / 255).contiguous(memory_format=self.layout), self.labels[numbers]

    def weights(self):
        return {name: p.detach().cpu() for name, p in self.network.network.named_parameters()}

    def distance(self, others):
        """How far other weights are from these, over how far these moved."""
        apart = sum(float((w - others[name]).double().square().sum()) for name, w in self.weights().items())
        moved = sum(float((w - self.begin[name]).double().square().sum()) for name, w in self.weights().items())
        return (apart / moved) ** 0.5


class Training(Row):
    def __init__(self, asked):
        super().__init__(asked)
        sgd = dict(lr=asked["learning_rate"], momentum=asked["momentum"], weight_decay=asked["weight_decay"])
        method, parameters = asked["method"], self.network.network.parameters()
        if method == "sam":
            self.optimizer = methods.Sam(parameters, torch.optim.SGD, rho=asked["rho_max"], **sgd)
        elif method == "adasap":
            self.optimizer = methods.AdaSap(
                self.network.network, asked["neurons"], torch.optim.SGD, asked["rho_min"], asked["rho_max"], asked["eta"], **sgd)
        else:
            self.optimizer = torch.optim.SGD(parameters, **sgd)
        self.two_steps = method in ("sam", "adasap")
        self.attack = {"pgd": methods.pgd, "pgd-backward": methods.pgd_by_backward}.get(method)
        self.loss = self.correct = 0

    def step(self):
        images, labels = self.batch()
        if self.asked["augment"]:
            images = methods.augment(images)
        self.network.train()
        if self.attack:
            if not self.asked["attack"]["training_mode"]:
                self.network.eval()
            images = self.attack(self.network, images, labels, self.asked["attack"])
            self.network.train()
        self.optimizer.zero_grad()
        logits = self.network(images)
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        if self.two_steps:
            self.optimizer.first_step()
            methods.freeze_running_statistics(self.network)
            F.cross_entropy(self.network(images), labels).backward()
            self.optimizer.second_step()
            methods.thaw_running_statistics(self.network)
        else:
            self.optimizer.step()
        self.loss = loss.item()
        self.correct += (logits.argmax(1) == labels).sum().item()

    def losses(self, steps):
        losses = []
        for _ in range(steps):
            self.step()
            losses.append(self.loss)
        return losses

    def compare(self, asked):
        """Rounding has a measure: the same steps over, with the images of the batch in another order and with channels last."""
        losses, again = self.losses(asked["steps"]), Training(self.asked)
        again.layout = torch.channels_last
        again.network.to(memory_format=again.layout)
        others = again.losses(asked["steps"])
        return {
            "losses": losses, "distance": self.distance(read_safetensors(asked["weights"])),
            "rounding": self.distance(again.weights()), "loss_rounding": max(abs(a - b) / abs(a) for a, b in zip(losses, others))}


class Evaluation(Row):
    """After some training, as in a script that evaluates between epochs: the allocator then keeps more of what is freed than in a process that only evaluates."""

    def __init__(self, asked):
        super().__init__(asked)
        training = Training(asked)
        for _ in range(2):
            training.step()

    def batch(self):
        """The next images in the order of the set."""
        begin, end = self.place, min(self.place + self.asked["batch"], len(self.images))
        self.place = 0 if end == len(self.images) else end
        return self.images[begin:end].float() / 255, self.labels[begin:end]

    def step(self):
        self.network.eval()
        with torch.no_grad():
            images, labels = self.batch()
            logits = self.network(images)
            self.loss = F.cross_entropy(logits, labels).item()
            self.correct = (logits.argmax(1) == labels).sum().item()

    def compare(self, _):
        self.step()
        return {"loss": self.loss, "correct": self.correct}


class Data(Row):
    def step(self):
        images, _ = self.batch()
        methods.augment(images)


class Mask:
    """Flying Bird's update of all layers, always from the same weights, momentum, gradients and masks."""

    def __init__(self, asked):
        self.asked, self.device = asked, asked["device"]
        self.begin = {name: t.to(self.device) for name, t in read_safetensors(asked["file"]).items()}
        self.names = [name.split(":")[1] for name in self.begin if name.startswith("weight:")]
        self.before()

    def before(self):
        self.now = {name: t.clone() for name, t in self.begin.items()}

    def step(self):
        self.masks = {
            name: methods.update_mask(*(self.now[f"{part}:{name}"] for part in ("weight", "gradient", "momentum", "mask")), self.asked["rate"])
            for name in self.names}

    def compare(self, _):
        self.step()
        return {"kept": {name: mask.flatten().nonzero().flatten().tolist() for name, mask in self.masks.items()}}


def make(asked):
    return {"training": Training, "evaluation": Evaluation, "data": Data, "mask": Mask}[asked["kind"]](asked)
