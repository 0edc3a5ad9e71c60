#include "node/cli/progress.hpp"

namespace descent::cli {
namespace {

constexpr std::uint64_t kCells = 32;

}  // namespace

std::string bar(std::uint64_t done, std::uint64_t total) {
  const std::uint64_t filled = done * kCells / total;
  const std::string percent = std::to_string(done * 100 / total);
  return "[" + std::string(filled, '#') + std::string(kCells - filled, '.') + "] " +
         std::string(3 - percent.size(), ' ') + percent + " %";
}

void Progress::show(std::uint64_t done) {
  if (!drawn_) return;
  begun_ = true;
  out_ << '\r' << what_ << ' ' << bar(done, total_) << std::flush;
}

Progress::~Progress() {
  if (begun_) out_ << '\n';
}

}  // namespace descent::cli
