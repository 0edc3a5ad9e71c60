#!/usr/bin/env bash
# tidy_file.sh SOURCE: clang-tidy with the flags of the dev build, unless these very bytes have
# passed before. Prints "lint failed: SOURCE" or "lint skipped: SOURCE" for the caller to count.
set -uo pipefail
source=$1
flags=$(python3 - "$source" <<'PYTHON'
import json, os, shlex, sys

source = os.path.realpath(sys.argv[1])
# What only a linker or the machine code sees; a precompiled header would hide a missing include.
silent = ("-g", "-O", "-fsanitize", "-fno-sanitize", "-fno-omit-frame", "-fpch", "-Winvalid-pch")
for entry in json.load(open("build/dev/compile_commands.json")):
    if os.path.realpath(entry["file"]) == source:  # may name a file that is yet to be generated
        words = shlex.split(entry["command"])
        words = words[next(i for i, w in enumerate(words) if w.endswith("++")) + 1:]
        pairs = [i for i, w in enumerate(words[:-1])
                 if w == "-o" or (w == "-include" and "cmake_pch" in words[i + 1])]
        skip = {i + d for i in pairs for d in (0, 1)}
        print(" ".join(shlex.quote(w) for i, w in enumerate(words)
                       if i not in skip and w not in ("-c", entry["file"])
                       and not w.startswith(silent)))
        break
PYTHON
)
if [ -z "$flags" ]; then
  echo "$source: no CMakeLists.txt names it"
  echo "lint failed: $source"
  exit 1
fi
eval "flags=($flags -Wno-unknown-warning-option)"  # the build's are g++'s
checks=$(clang-tidy-14 --dump-config "$source" -- | grep -v '^User:')
key=$({ clang++-14 "${flags[@]}" -E -C "$source" 2>/dev/null; echo "${flags[*]}$checks"; } | sha256sum | cut -c1-64)
if [ -e "build/lint/$key" ]; then
  echo "lint skipped: $source"
elif clang-tidy-14 --quiet "$source" -- "${flags[@]}" 2>&1 | grep -v 'warnings generated'; [ "${PIPESTATUS[0]}" = 0 ]; then
  touch "build/lint/$key"
else
  echo "lint failed: $source"
fi
