"""ONNX models by seed: most have a canonical form, some break a rule of docs/onnx.md."""

import random

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper


class Maker:
    """One model, a chain of operators with a few branches."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.numbers = np.random.default_rng(seed)
        self.nodes: list[NodeProto] = []
        self.initializers: list[TensorProto] = []
        self.shape = [self.random.randint(1, 5) for _ in range(self.random.randint(1, 4))]
        self.input = list(self.shape)
        self.name = "x"
        self.known = [("x", list(self.shape))]
        self.count = 0

    def chance(self, n: int) -> bool:
        """True once in n times."""
        return self.random.randrange(n) == 0

    def fresh(self, kind: str) -> str:
        self.count += 1
        return f"{kind}.{self.count}"

    def values(self, shape):
        scale = self.random.choice([1.0, 1e-3, 1e-12, 1e-40, 1e6, 1e37])
        out = (self.numbers.standard_normal(shape) * scale).astype(np.float32)
        out[self.numbers.random(shape) < 0.1] = self.random.choice([0.0, -0.0, 1.0])
        return out

    def constant(self, array) -> str:
        """A tensor as an initialiser or a Constant, as raw or typed data, perhaps behind an Identity."""
        name = self.fresh("c")
        tensor = numpy_helper.from_array(np.asarray(array), name)
        if self.chance(2):
            entries = np.asarray(array).ravel().tolist()
            tensor = helper.make_tensor(name, tensor.data_type, list(np.shape(array)), entries)
        if self.chance(4):
            self.nodes.append(helper.make_node("Constant", [], [name], value=tensor))
        else:
            self.initializers.append(tensor)
        if self.chance(6):
            other = self.fresh("i")
            self.nodes.append(helper.make_node("Identity", [name], [other]))
            return other
        return name

    def node(self, op: str, inputs, shape, **attributes) -> None:
        made = self.fresh("v")
        name = self.fresh("n") if self.chance(2) else None
        self.nodes.append(helper.make_node(op, inputs, [made], name=name, **attributes))
        self.name, self.shape = made, list(shape)
        self.known.append((made, self.shape))

    def gemm(self) -> None:
        k, n = self.shape[0], self.random.randint(1, 5)
        attributes = {}
        if self.chance(2):
            attributes["alpha"] = 1.0 if not self.chance(15) else 0.5
        if self.chance(2):
            attributes["beta"] = 1.0
        if self.chance(3):
            attributes["transA"] = 0
        turned = self.chance(2)
        if turned or self.chance(2):
            attributes["transB"] = int(turned)
        inputs = [self.name, self.constant(self.values((n, k) if turned else (k, n)))]
        if not self.chance(4):
            inputs.append(self.constant(self.values((1, n) if self.chance(3) else (n,))))
        elif self.chance(2):
            inputs.append("")
        self.node("Gemm", inputs, [n], **attributes)

    def matmul(self) -> None:
        n = self.random.randint(1, 5)
        k = self.shape[-1] if not self.chance(25) else self.shape[-1] + 1
        self.node("MatMul", [self.name, self.constant(self.values((k, n)))], [*self.shape[:-1], n])

    def add_constant(self) -> None:
        tail = self.shape[-self.random.randint(1, len(self.shape)) :]
        shape = [1] * self.random.randint(0, 2) + tail
        pair = [self.name, self.constant(self.values(shape))]
        self.random.shuffle(pair)
        self.node("Add", pair, self.shape)

    def add_value(self) -> None:
        other = self.random.choice([name for name, shape in self.known if shape == self.shape])
        self.node("Add", [self.name, other], self.shape)

    def add_same_constant_twice(self) -> None:
        name = self.constant(self.values(self.shape[-1:]))
        self.node("Add", [self.name, name], self.shape)
        self.node("Add", [name, self.name], self.shape)

    def flatten(self) -> None:
        attributes = self.random.choice([{}, {"axis": 1}, {"axis": -len(self.shape)}])
        self.node("Flatten", [self.name], [int(np.prod(self.shape))], **attributes)

    def reshape(self) -> None:
        shape = list(self.shape)
        if len(shape) < 4 and self.chance(2):
            shape.insert(self.random.randrange(len(shape) + 1), 1)
        elif self.chance(2):
            shape = [int(np.prod(shape))]
        else:
            self.random.shuffle(shape)
        entries = list(shape)
        place = self.random.randrange(len(entries))
        if place < len(self.shape) and entries[place] == self.shape[place] and self.chance(2):
            entries[place] = 0
        first = self.random.choice([0, 0, 0, -1])
        if first == 0 and self.chance(3):
            entries[self.random.randrange(len(entries))] = -1
        if self.chance(20):
            entries[0] = self.random.choice([-2, 7, 100000])
        entries = np.array([first, *entries], np.int64)
        attributes = {"allowzero": 0} if self.chance(4) else {}
        self.node("Reshape", [self.name, self.constant(entries)], shape, **attributes)

    def relu(self) -> None:
        self.node("Relu", [self.name], self.shape)

    def identity(self) -> None:
        self.node("Identity", [self.name], self.shape)

    def unused(self) -> None:
        self.constant(self.random.choice([self.values((2,)), np.array([1, 2], np.int32)]))

    def foreign(self) -> None:
        self.node(self.random.choice(["Conv", "Sigmoid", "Dropout"]), [self.name], self.shape)

    def step(self) -> None:
        steps = [self.matmul, self.add_constant, self.add_value, self.add_same_constant_twice]
        steps += [self.flatten, self.reshape, self.relu, self.identity, self.unused]
        if len(self.shape) == 1:
            steps += [self.gemm] * 3
        self.random.choice(steps)()
        if self.chance(60):
            self.foreign()

    def head(self) -> None:
        if len(self.shape) != 1 or self.chance(3):
            return
        softmax = self.chance(2)
        if softmax:
            self.node(
                "Softmax", [self.name], self.shape, **self.random.choice([{}, {"axis": 1}, {"axis": -1}])
            )
        if not softmax or self.chance(2):
            attributes = {"axis": self.random.choice([1, -1])}
            if self.chance(2):
                attributes["keepdims"] = self.random.randrange(2)
            self.node("ArgMax", [self.name], [1], **attributes)

    def model(self) -> ModelProto:
        """The model; its file may still be made worse by `spoil`."""
        for _ in range(self.random.randint(1, 7)):
            self.step()
        self.head()
        if not self.nodes:
            self.relu()
        info = helper.make_tensor_value_info
        inputs = [info("x", TensorProto.FLOAT, [self.random.choice(["batch", 1, None]), *self.input])]
        if self.chance(3):
            inputs += [info(t.name, t.data_type, list(t.dims)) for t in self.initializers]
            self.random.shuffle(inputs)
        outputs = [info(self.name, TensorProto.FLOAT, None)]
        graph = helper.make_graph(self.nodes, "g", inputs, outputs, self.initializers, doc_string="d")
        opset = self.random.choice([13, 14, 15, 17, 17, 19, 21, 21])
        imports = [helper.make_opsetid("", opset), helper.make_opsetid("com.example", 1)]
        return helper.make_model(graph, opset_imports=imports, producer_name="test")


def _weights_of(model: ModelProto) -> list[TensorProto]:
    tensors = list(model.graph.initializer)
    return tensors + [a.t for n in model.graph.node for a in n.attribute if n.op_type == "Constant"]


def _not_finite(model: ModelProto, choice: random.Random) -> None:
    for tensor in _weights_of(model):
        if tensor.data_type == TensorProto.FLOAT:
            array = numpy_helper.to_array(tensor).copy()
            array.flat[choice.randrange(array.size)] = choice.choice([np.nan, np.inf, -np.inf])
            tensor.CopyFrom(numpy_helper.from_array(array, tensor.name))
            return


def _other_data(model: ModelProto, choice: random.Random) -> None:
    for tensor in _weights_of(model):
        kind = choice.randrange(8)
        if kind == 0:
            tensor.data_location = TensorProto.EXTERNAL
        elif kind == 1:
            tensor.external_data.add(key="location", value="/etc/passwd")
        elif kind == 2:
            tensor.raw_data += b"\0"
        elif kind == 3:
            tensor.float_data.append(1.0)
        elif kind == 4:
            tensor.segment.begin = 0
        elif kind == 5:
            tensor.dims[0] = choice.choice([0, -1, 1 << 40, 65537])
        elif kind == 6:
            tensor.data_type = choice.choice([TensorProto.DOUBLE, TensorProto.FLOAT16, TensorProto.INT64])
        else:
            tensor.dims.extend([1] * choice.randint(1, 4))
        return


def _other_wiring(model: ModelProto, choice: random.Random) -> None:
    node = choice.choice(model.graph.node)
    kind = choice.randrange(8)
    if kind == 0 and node.input:
        node.input[choice.randrange(len(node.input))] = choice.choice(model.graph.node).output[0]
    elif kind == 1:
        node.output[0] = choice.choice(["x", "", model.graph.node[0].output[0]])
    elif kind == 2:
        node.output.append("more")
    elif kind == 3:
        node.input.append(choice.choice(["", "x", "nobody"]))
    elif kind == 4 and node.input:
        node.input.pop()
    elif kind == 5:
        node.domain = choice.choice(["ai.onnx", "com.example"])
    elif kind == 6:
        node.attribute.append(helper.make_attribute("axis", choice.choice([0, 1, -1, 2, 1.0, "a"])))
    else:
        node.op_type = choice.choice(["Relu", "Softmax", "ArgMax", "Gemm", "Add", "Constant", "Reshape"])


def _other_interface(model: ModelProto, choice: random.Random) -> None:
    graph = model.graph
    kind = choice.randrange(9)
    if kind == 0:
        graph.input.append(helper.make_tensor_value_info("more", TensorProto.FLOAT, [1, 2]))
    elif kind == 1:
        graph.output[0].name = choice.choice(["x", "nobody", graph.node[0].output[0]])
    elif kind == 2:
        graph.output.add().name = "x"
    elif kind == 3:
        graph.input[0].type.tensor_type.shape.dim[-1].dim_param = "n"
    elif kind == 4:
        graph.input[0].type.tensor_type.elem_type = TensorProto.DOUBLE
    elif kind == 5:
        model.opset_import[0].version = choice.choice([12, 22, -1, 0])
    elif kind == 6:
        model.opset_import.add().version = 17
    elif kind == 7:
        graph.initializer.extend([graph.initializer[0]] if graph.initializer else [])
    else:
        graph.input[0].type.tensor_type.ClearField("shape")


SPOILERS = [_not_finite, _other_data, _other_wiring, _other_interface]


def model(seed: int) -> bytes:
    """The file of a seed: one in two as it should be, the others spoilt in one place."""
    made = Maker(seed).model()
    choice = random.Random(f"spoil {seed}")
    if choice.randrange(2):
        choice.choice(SPOILERS)(made, choice)
    return made.SerializeToString()
