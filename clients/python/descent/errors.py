"""Why a graph, an update or a model's numbers were refused (docs/graph.md names each rule)."""

from enum import StrEnum, auto


class Error(StrEnum):
    """The names of docs/graph.md and docs/arithmetic.md."""

    @staticmethod
    def _generate_next_value_(name: str, *_: object) -> str:
        return name

    TooLarge = auto()
    Malformed = auto()
    UnknownVersion = auto()
    BadRank = auto()
    BadDimension = auto()
    TooManyElements = auto()
    ExponentOutOfRange = auto()
    CountMismatch = auto()
    ValueOutOfRange = auto()
    NoOperators = auto()
    NotAtOutput = auto()
    BadValueIndex = auto()
    BadTensorIndex = auto()
    TensorOrder = auto()
    ShapeMismatch = auto()
    TooManyMacs = auto()
    UnusedTensor = auto()
    UnusedValue = auto()
    TooMuchMemory = auto()
    WrongBase = auto()
    EmptyUpdate = auto()
    PositionOrder = auto()
    PositionOutOfRange = auto()
    ResultOutOfRange = auto()
    NotFinite = auto()
    LabelOutOfRange = auto()


class Refused(ValueError):
    """Input that a rule refuses: `error` names the rule, `place` its operator, tensor, value or element."""

    def __init__(self, error: Error, place: int = 0, detail: str = "") -> None:
        super().__init__(f"{error} at {place}" + (f": {detail}" if detail else ""))
        self.error = error
        self.place = place
