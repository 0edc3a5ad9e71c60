"""Why an ONNX file was refused (docs/onnx.md)."""

from enum import StrEnum, auto


class OnnxError(StrEnum):
    """The names of docs/onnx.md."""

    @staticmethod
    def _generate_next_value_(name: str, *_: object) -> str:
        return name

    Empty = auto()
    TooLarge = auto()
    Malformed = auto()
    UnsupportedOpset = auto()
    UnsupportedModel = auto()
    DuplicateName = auto()
    ExternalData = auto()
    BadInterface = auto()
    DynamicShape = auto()
    UnknownValue = auto()
    UnknownOperator = auto()
    UnsupportedForm = auto()
    NotFinite = auto()
    InvalidGraph = auto()


class OnnxRefused(ValueError):
    """A file that has no canonical form: `error` names the rule, the message says where and why."""

    def __init__(self, error: OnnxError, message: str) -> None:
        super().__init__(f"{error}: {message}")
        self.error = error
