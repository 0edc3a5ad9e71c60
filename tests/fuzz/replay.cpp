#include "tests/fuzz/replay.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

#include "runtime/scale/hex.hpp"

namespace descent::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kShownMax = 256;  ///< bytes of a damaged input
constexpr std::uint8_t kChanges[] = {0x01, 0x80, 0xff};

const fs::path& folder() {
  static const fs::path corpus = fs::path{DESCENT_SOURCE_DIR} / "tests/fuzz/corpus";
  return corpus;
}

Bytes content_of(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// What does not hold of an input, if anything.
std::optional<std::string> found_in(Target target, View input) {
  try {
    target(input);
  } catch (const std::exception& fault) {
    return std::string{fault.what()} + ", of the input " +
           to_hex(input.first(std::min(input.size(), kShownMax)));
  }
  return std::nullopt;
}

/// Places of a file of `size` bytes, at most `most` of them.
std::vector<std::size_t> places(std::size_t size, std::size_t most) {
  std::vector<std::size_t> out;
  const std::size_t count = std::min(size, most);
  for (std::size_t i = 0; i < count; ++i) out.push_back(i * size / count);
  return out;
}

std::optional<std::string> found_near(Target target, const Bytes& file, std::size_t most) {
  for (const auto end : places(file.size(), most / 4))
    if (auto found = found_in(target, View{file}.first(end))) return found;
  for (const auto at : places(file.size(), most / 4))
    for (const std::uint8_t change : kChanges) {
      Bytes damaged = file;
      damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ change);
      if (auto found = found_in(target, damaged)) return found;
    }
  return std::nullopt;
}

}  // namespace

std::vector<fs::path> corpus_of(const std::string& name) {
  std::vector<fs::path> out;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator{folder() / name, none})
    out.push_back(entry.path());
  std::ranges::sort(out);
  return out;
}

void replay(const std::string& name, Target target, std::size_t most) {
  EXPECT_EQ(found_in(target, {}), std::nullopt);
  for (const auto& path : corpus_of(name)) {
    const Bytes file = content_of(path);
    EXPECT_EQ(found_in(target, file), std::nullopt) << path;
    EXPECT_EQ(found_near(target, file, most), std::nullopt) << "near " << path;
  }
}

}  // namespace descent::fuzz
