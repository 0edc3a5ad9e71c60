#pragma once
/// # Fuzz targets
/// A target is a function of bytes from outside. It hands them to what reads such bytes, and states
/// what holds of the answer whatever the bytes are: least of all that nothing crashes. In the
/// preset `fuzz` each is a program of libFuzzer; everywhere else test_fuzz calls it with the inputs
/// of corpus/NAME and with damaged ones. docs/guides/fuzzing.md says how to add one.
#include <stdexcept>
#include <string>

#include "runtime/scale/bytes.hpp"

namespace descent::fuzz {

using Target = void (*)(View input);

/// Thrown for an input of which something does not hold. Nothing of the project catches it: under
/// libFuzzer it ends the process, which keeps the input.
struct Broken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// what  a sentence that is true of every input
inline void require(bool holds, const char* what) {
  if (!holds) throw Broken{what};
}

/// Reads choices off the front of an input. Behind its end there are zeros.
class Input {
 public:
  explicit Input(View bytes) : rest_{bytes} {}

  bool empty() const { return rest_.empty(); }
  View rest() const { return rest_; }
  /// The next `n` bytes, or fewer.
  View take(std::size_t n);
  std::uint8_t byte();
  /// 0 <= result < n <= 256
  std::size_t below(std::size_t n) { return byte() % n; }
  /// What follows a byte that says how long it is.
  View piece() { return take(byte()); }
  /// What follows two bytes that say how long it is.
  View long_piece();

 private:
  View rest_;
};

/// Counts what is allocated while it lives, by the thread that made it; zero where no sanitizer
/// tells.
class Allocations {
 public:
  Allocations();
  Allocations(const Allocations&) = delete;
  Allocations& operator=(const Allocations&) = delete;
  std::size_t bytes() const;

 private:
  std::size_t before_;
};

/// A file that is only in memory, for what reads files by their path.
class MemoryFile {
 public:
  explicit MemoryFile(View content);
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile();
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

}  // namespace descent::fuzz
