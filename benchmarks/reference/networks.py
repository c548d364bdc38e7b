"""The networks of the benchmark as people write them in PyTorch: tensors named as in the re-implementations that ours follow."""
import torch
from torch import nn
from torch.nn import functional as F


class CifarBlock(nn.Module):
    """Two convolutions and an option-A shortcut, which has no parameters (He et al. 2016, section 4.2)."""

    def __init__(self, incoming, width, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(incoming, width, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.stride, self.padding = stride, (width - incoming) // 2

    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        if self.padding or self.stride > 1:
            x = F.pad(x[:, :, ::self.stride, ::self.stride], (0, 0, 0, 0, self.padding, self.padding))
        return F.relu(out + x)


class CifarResNet(nn.Module):
    def __init__(self, blocks, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = self.stage(16, 16, blocks, 1)
        self.layer2 = self.stage(16, 32, blocks, 2)
        self.layer3 = self.stage(32, 64, blocks, 2)
        self.linear = nn.Linear(64, classes)

    @staticmethod
    def stage(incoming, width, blocks, stride):
        return nn.Sequential(CifarBlock(incoming, width, stride), *(CifarBlock(width, width, 1) for _ in range(blocks - 1)))

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.linear(F.adaptive_avg_pool2d(x, 1).flatten(1))


class BasicBlock(nn.Module):
    def __init__(self, incoming, width, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(incoming, width, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.downsample = None
        if stride != 1 or incoming != width:
            self.downsample = nn.Sequential(nn.Conv2d(incoming, width, 1, stride, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        identity = x if self.downsample is None else self.downsample(x)
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        out += identity
        return self.relu(out)


class ResNet18(nn.Module):
    """With the stem for small images: a 3 x 3 convolution and no pooling."""

    def __init__(self, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.relu = nn.ReLU(inplace=True)
        self.layer1 = nn.Sequential(BasicBlock(64, 64, 1), BasicBlock(64, 64, 1))
        self.layer2 = nn.Sequential(BasicBlock(64, 128, 2), BasicBlock(128, 128, 1))
        self.layer3 = nn.Sequential(BasicBlock(128, 256, 2), BasicBlock(256, 256, 1))
        self.layer4 = nn.Sequential(BasicBlock(256, 512, 2), BasicBlock(512, 512, 1))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(512, classes)

    def forward(self, x):
        x = self.relu(self.bn1(self.conv1(x)))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(self.avgpool(x).flatten(1))


class Vgg16(nn.Module):
    """With batch norm; one linear layer for small images."""

    PLAN = [64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0]

    def __init__(self, classes):
        super().__init__()
        layers, incoming = [], 3
        for width in self.PLAN:
            if width == 0:
                layers.append(nn.MaxPool2d(2, 2))
                continue
            layers += [nn.Conv2d(incoming, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU(inplace=True)]
            incoming = width
        self.features = nn.Sequential(*layers)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Linear(512, classes)

    def forward(self, x):
        return self.classifier(self.avgpool(self.features(x)).flatten(1))


class Normalised(nn.Module):
    """Normalises inside, because attacks act on pixels in [0, 1]. With a low type, autocast to it and channels last, as it is meant to be used."""

    def __init__(self, network, mean, std, low):
        super().__init__()
        self.network, self.low = network, low
        if low:
            network.to(memory_format=torch.channels_last)
        self.register_buffer("mean", torch.tensor(mean).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(std).view(1, 3, 1, 1))

    def forward(self, x):
        x = (x - self.mean) / self.std
        if not self.low:
            return self.network(x)
        with torch.autocast(x.device.type, dtype=self.low):
            return self.network(x.contiguous(memory_format=torch.channels_last)).float()


def make(name, classes, mean, std, low=None):
    networks = {
        "resnet8": lambda: CifarResNet(1, classes),
        "resnet20": lambda: CifarResNet(3, classes),
        "resnet18": lambda: ResNet18(classes),
        "vgg16-bn": lambda: Vgg16(classes),
    }
    return Normalised(networks[name](), mean, std, low)
