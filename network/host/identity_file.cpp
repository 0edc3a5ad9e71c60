#include "network/host/identity_file.hpp"

#include <algorithm>

#include "network/files/owners_file.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::network {
namespace {

constexpr std::size_t kSecret = 32, kHex = 2 * kSecret;
constexpr std::size_t kFileMax = kHex + 2;  ///< and the end of the line

std::optional<crypto::Seed> parse(View content) {
  crypto::Seed out;
  if (content.size() == kSecret) {
    std::ranges::copy(content, out.begin());
    return out;
  }
  while (content.size() > kHex && (content.back() == '\n' || content.back() == '\r'))
    content = content.first(content.size() - 1);
  if (content.size() != kHex) return std::nullopt;
  const crypto::SecretBytes bytes{from_hex(as_text(content)).value_or(Bytes{})};
  if (bytes->size() != kSecret) return std::nullopt;
  std::ranges::copy(*bytes, out.begin());
  return out;
}

Expected<std::optional<crypto::Seed>, std::string> load(const std::filesystem::path& path) {
  const auto content = read_owners(path, kFileMax);
  if (!content) return content.error().text;
  if (!*content) return std::optional<crypto::Seed>{};
  if (is_open_to_others(path))
    return "others may read the node key " + path.string() + "; close it to them (chmod 600)";
  auto secret = parse(***content);
  if (!secret)
    return path.string() +
           " is no node key: it has neither 32 bytes nor 64 hex digits; restore it, or remove it "
           "to get another identity";
  return secret;
}

}  // namespace

Expected<crypto::Seed, std::string> load_or_make_identity(const std::filesystem::path& path,
                                                          const RandomSource& random) {
  auto found = DESCENT_TRY(load(path));
  if (found) return *found;
  crypto::Seed fresh;
  random(fresh);
  make_folders_of(path);
  if (DESCENT_TRY(make_owners(path, fresh))) return fresh;
  found = DESCENT_TRY(load(path));  // somebody else was faster
  if (!found) return path.string() + " comes and goes; is another process changing it?";
  return *found;
}

}  // namespace descent::network
