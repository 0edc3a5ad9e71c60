"""`descent completion`, in the shells that it is for, and `descent man`, set by groff."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from command_line import run
from documents import ROOT
from node_process import PROGRAM

SHELLS = ("bash", "zsh", "fish")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with the program, a script for each shell, a file to be named, and a keystore with one key."""
    folder = tmp_path_factory.mktemp("shells")
    (folder / "descent").symlink_to(Path(PROGRAM).absolute())
    for shell in SHELLS:
        (folder / f"script.{shell}").write_text(run("completion", shell))
    (folder / "digits.onnx").touch()
    (folder / "password").write_text("correct horse\n")
    keys = ("--keystore-path", folder / "keys", "--password-file", folder / "password")
    run("key", "generate", "--name", "savings", *keys)
    return folder


def shell(place, line):
    path = {"PATH": f"{place}:{os.environ['PATH']}", "DESCENT_KEYSTORE_PATH": str(place / "keys")}
    done = subprocess.run(
        line,
        capture_output=True,
        text=True,
        cwd=place,
        env={**os.environ, **path, "HOME": str(place), "TERM": "dumb"},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), (line, done.stdout)
    return done.stdout.splitlines()


def bash(place, *words):
    """What bash is given for words as it cuts them, the last one being typed."""
    typed = " ".join(map(shlex.quote, words))
    program = (
        f"source script.bash; COMP_WORDS=(descent {typed}); COMP_CWORD={len(words)}; _descent descent; "
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    return [line for line in shell(place, ["bash", "--norc", "-c", program]) if line]


def zsh(place, *words):
    """The same of zsh: what its own functions are handed to show."""
    typed = " ".join(map(shlex.quote, words))
    program = (
        "compdef() { }; _describe() { print -rl -- ${(P)2} }; _files() { print -r -- files $@ }; "
        f"source ./script.zsh; words=(descent {typed}); CURRENT={len(words) + 1}; _descent"
    )
    return shell(place, ["zsh", "-f", "-c", program])


def fish(place, line):
    return shell(place, ["fish", "--no-config", "-c", f"source script.fish; complete -C {shlex.quote(line)}"])


@pytest.mark.parametrize("name", SHELLS)
def test_the_script_is_good_syntax(name, place):
    assert shell(place, [name, "-n", f"script.{name}"]) == []


def test_bash_completes_commands_options_and_values(place):
    assert bash(place, "account", "tr") == ["transfer"]
    assert {"node", "account", "tx"} <= set(bash(place, ""))
    assert "--sign-only" in bash(place, "account", "transfer", "--")
    assert bash(place, "account", "transfer", "--wait", "in") == ["included"]


def test_bash_completes_what_it_cuts_at_colons_and_equals_signs(place):
    url = ("--url", "http", ":", "//127.0.0.1", ":", "9944")
    assert bash(place, *url, "account", "tr") == ["transfer"]
    assert bash(place, "account", "transfer", "--wait", "=", "in") == ["included"]
    assert bash(place, "account", "transfer", "--wait", "=") == ["finalized", "included", "none"]


def test_bash_completes_keys_files_and_folders(place):
    assert bash(place, "--key", "sa") == ["savings"]
    assert bash(place, "model", "register", "dig") == ["digits.onnx"]
    assert bash(place, "--keystore-path", "k") == ["keys"]


def test_zsh_completes_the_same(place):
    assert zsh(place, "account", "tr") == ["transfer:Send GRAD"]
    assert zsh(place, "--key", "sa") == ["savings"]
    assert zsh(place, "account", "transfer", "--wait", "") == ["finalized", "included", "none"]
    assert zsh(place, "model", "register", "") == ["files"]
    assert zsh(place, "--keystore-path", "") == ["files -/"]
    assert zsh(place, "account", "fly", "") == []


def test_fish_completes_the_same(place):
    assert fish(place, "descent account tr") == ["transfer\tSend GRAD"]
    assert fish(place, "descent --key sa") == ["savings"]
    assert fish(place, "descent account transfer --wait in") == ["included"]
    assert "digits.onnx" in fish(place, "descent model register dig")
    assert [w.split("\t")[0] for w in fish(place, "descent --keystore-path k")] == ["keys/"]


def test_the_manual_page_is_set_without_a_warning(place):
    page = run("man")
    line = ["groff", "-ww", "-man", "-Tutf8", "-rLL=100n"]
    done = subprocess.run(line, input=page, capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    plain = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout)
    for text in ("EXIT STATUS", "ENVIRONMENT", "descent account transfer", "--sign-only", "DESCENT_KEY"):
        assert text in plain, text
    # What an example shows is what can be typed: no dash became a hyphen, no quote was bent.
    assert "descent key sign 'I own this account' --key savings" in plain


def test_the_exit_codes_of_the_guide_are_those_of_the_help():
    listed = re.findall(r"^  (\d)  (.+)$", run("--help"), re.MULTILINE)
    guide = (ROOT / "docs/guides/command-line.md").read_text()
    assert listed
    assert re.findall(r"^\| (\d) \| ([^|]+) \|", guide, re.MULTILINE) == listed
