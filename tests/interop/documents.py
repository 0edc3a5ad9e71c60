"""The commands and links of the project's documents."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAMS = {"bash", "cmake", "ctest", "curl", "descent", "git", "ninja", "npm", "pip", "python", "python3"}
SHELLS = {"sh", "bash", "shell", "console"}


@dataclass(frozen=True)
class Step:
    """Something that a reader is told to do, with its line."""

    line: int
    kind: str
    """"shell" or "python"."""
    text: str


def documents() -> list[Path]:
    """README.md and what it leads to, below the root."""
    found = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [path.relative_to(ROOT) for path in found]


def is_command(text: str) -> bool:
    """Whether a line of code is meant for a shell: a program of the project or a well-known one, with words."""
    words = text.split()
    while words and re.match(r"[A-Z_]+=", words[0]):
        words = words[1:]
    if not words:
        return False
    if re.match(r"\./\w|build/.*\w$", words[0]) or re.match(r"node (-|\S+js$)", " ".join(words)):
        return True
    return words[0] in PROGRAMS and len(words) > 1


def steps(text: str) -> list[Step]:
    """Those of a document in order: blocks of Python, and commands in blocks, tables and sentences."""
    out: list[Step] = []
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        if fence := re.match(r"```(\w*)$", lines[at]):
            end = next(i for i in range(at + 1, len(lines)) if lines[i] == "```")
            out += _block(at + 2, fence[1], lines[at + 1 : end])
            at = end + 1
        elif lines[at].startswith("    ") and (at == 0 or not lines[at - 1].strip()):
            end = next((i for i in range(at, len(lines)) if not lines[i].startswith("    ")), len(lines))
            out += _block(at + 1, "", [line[4:] for line in lines[at:end]])
            at = end
        else:
            # A span may be broken at the end of a line.
            end = next((i for i in range(at, len(lines)) if not lines[i].strip()), len(lines))
            end = next((i for i in range(at + 1, end) if lines[i].startswith("```")), end)
            spans = re.findall(r"`([^`]+)`", "\n".join(lines[at:end]))
            out += [Step(at + 1, "shell", s.replace("\n", " ")) for s in spans if is_command(s)]
            at = max(end, at + 1)
    return out


def _block(line: int, language: str, lines: list[str]) -> list[Step]:
    """The steps of a block: all of it where it says its language, or begins with a command."""
    if language == "python":
        return [Step(line, "python", "\n".join(lines) + "\n")]
    if language not in SHELLS and not (lines and not language and is_command(lines[0])):
        return []
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines()
    bare = (re.sub(r"\s+# .*$|^# .*$|(?<=\S)\s{2,}.*$", "", s.removeprefix("$ ")).strip() for s in joined)
    return [Step(line, "shell", s) for s in bare if s]


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors(text: str) -> set[str]:
    return {slug(h) for h in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}


def links(text: str) -> list[str]:
    """Targets of links that stay in the tree."""
    return [t for t in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"[a-z]+:", t)]


def paths(text: str) -> list[str]:
    """Files that a document names in code, such as `runtime/scale/codec.hpp`; capitals stand for something."""
    tops = "runtime|modules|chain-spec|consensus|network|node|tests|clients|docs|dev\\.d"
    return re.findall(rf"`((?:{tops})/[a-z0-9_./-]+\.\w+)`", text)
