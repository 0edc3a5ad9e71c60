#!/usr/bin/env bash
# tidy_file.sh SOURCE: clang-tidy with the flags of the dev build, unless these very bytes have
# passed before. Prints "lint failed: SOURCE" or "lint skipped: SOURCE" for the caller to count.
set -uo pipefail
source=$1
flags=$(python3 - "$source" <<'PYTHON'
import json, os, shlex, sys
for entry in json.load(open("build/dev/compile_commands.json")):
    if os.path.samefile(entry["file"], sys.argv[1]):
        words = shlex.split(entry["command"])
        words = words[next(i for i, w in enumerate(words) if w.endswith("++")) + 1:]
        drop = {"-c", entry["file"], "-Winvalid-pch", "-fpch-preprocess"}
        # The output, and the precompiled header: a source must name what it uses.
        pairs = [i for i, w in enumerate(words[:-1])
                 if w == "-o" or (w == "-include" and "cmake_pch" in words[i + 1])]
        skip = {i + d for i in pairs for d in (0, 1)}
        print(" ".join(shlex.quote(w) for i, w in enumerate(words)
                       if w not in drop and i not in skip))
        break
PYTHON
)
if [ -z "$flags" ]; then
  echo "$source: no CMakeLists.txt names it"
  echo "lint failed: $source"
  exit 1
fi
eval "flags=($flags -Wno-unknown-warning-option)"  # the build's are g++'s
key=$({ clang++-14 "${flags[@]}" -E -C "$source" 2>/dev/null; echo "${flags[*]}"; cat .clang-tidy; } | sha256sum | cut -c1-64)
if [ -e "build/lint/$key" ]; then
  echo "lint skipped: $source"
elif clang-tidy-14 --quiet "$source" -- "${flags[@]}" 2>&1 | grep -v 'warnings generated'; [ "${PIPESTATUS[0]}" = 0 ]; then
  touch "build/lint/$key"
else
  echo "lint failed: $source"
fi
