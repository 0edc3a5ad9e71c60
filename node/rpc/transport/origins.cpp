#include "node/rpc/transport/origins.hpp"

#include <algorithm>

namespace descent::rpc {
namespace {

bool is_port(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return !text.empty() && text.size() <= 5 && std::all_of(text.begin(), text.end(), digit);
}

bool matches(std::string_view pattern, std::string_view origin) {
  if (pattern == "*" || pattern == origin) return true;
  if (!pattern.ends_with(":*")) return false;
  const std::string_view host = pattern.substr(0, pattern.size() - 2);
  if (!origin.starts_with(host)) return false;
  const std::string_view rest = origin.substr(host.size());
  return rest.empty() || (rest.front() == ':' && is_port(rest.substr(1)));
}

}  // namespace

std::vector<std::string> default_origins() {
  return {"http://localhost:*", "https://localhost:*", "http://127.0.0.1:*", "https://127.0.0.1:*",
          "https://polkadot.js.org"};
}

bool allows(const std::vector<std::string>& allowed, std::string_view origin) {
  if (origin.empty()) return true;
  return std::any_of(allowed.begin(), allowed.end(),
                     [&](const std::string& pattern) { return matches(pattern, origin); });
}

}  // namespace descent::rpc
