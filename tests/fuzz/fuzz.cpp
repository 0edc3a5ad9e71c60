#include "tests/fuzz/fuzz.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>

// Weak: a build without a sanitizer has none.
extern "C" __attribute__((weak)) int __sanitizer_install_malloc_and_free_hooks(
    void (*on_malloc)(const volatile void*, std::size_t), void (*on_free)(const volatile void*));

namespace descent::fuzz {
namespace {

thread_local std::size_t allocated = 0;

void on_malloc(const volatile void*, std::size_t size) { allocated += size; }
void on_free(const volatile void*) {}

bool counts_allocations() {
  static const bool counts = __sanitizer_install_malloc_and_free_hooks != nullptr &&
                             __sanitizer_install_malloc_and_free_hooks(on_malloc, on_free) != 0;
  return counts;
}

}  // namespace

View Input::take(std::size_t n) {
  const View out = rest_.first(std::min(n, rest_.size()));
  rest_ = rest_.subspan(out.size());
  return out;
}

std::uint8_t Input::byte() {
  const View one = take(1);
  return one.empty() ? std::uint8_t{0} : one[0];
}

View Input::long_piece() {
  const std::size_t high = byte();
  return take(high << 8 | byte());
}

Allocations::Allocations() : before_{counts_allocations() ? allocated : 0} {}

std::size_t Allocations::bytes() const { return counts_allocations() ? allocated - before_ : 0; }

MemoryFile::MemoryFile(View content) : descriptor_{::memfd_create("input", MFD_CLOEXEC)} {
  const auto written = ::write(descriptor_, content.data(), content.size());
  if (written != static_cast<ssize_t>(content.size())) throw std::runtime_error{"no memory file"};
}

MemoryFile::~MemoryFile() { ::close(descriptor_); }

}  // namespace descent::fuzz
