#pragma once
// A bar for what takes a while, drawn on terminals only.
#include <cstdint>
#include <ostream>
#include <string>

namespace descent::cli {

/// "[######........]  43 %": as long at any value. REQUIRES total > 0, done <= total.
std::string bar(std::uint64_t done, std::uint64_t total);

class Progress {
 public:
  /// `drawn`: `out` is a terminal. REQUIRES total > 0.
  Progress(std::ostream& out, bool drawn, std::string what, std::uint64_t total)
      : out_{out}, drawn_{drawn}, what_{std::move(what)}, total_{total} {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  void show(std::uint64_t done);

 private:
  std::ostream& out_;
  bool drawn_;
  bool begun_ = false;
  std::string what_;
  std::uint64_t total_;
};

}  // namespace descent::cli
