#include "node/service/sync_bytes.hpp"

namespace descent::service {
namespace {

template <class T>
std::optional<T> value_of(Expected<T, scale::Error> decoded) {
  return decoded ? std::optional{*std::move(decoded)} : std::nullopt;
}

}  // namespace

std::optional<Header> decode_header(View bytes) {
  if (bytes.size() > kHeaderBytesMax) return std::nullopt;
  return value_of(scale::decoded<Header>(bytes));
}

std::optional<std::vector<Bytes>> decode_body(View bytes) {
  scale::Reader ahead{bytes};
  (void)scale::decode_count(ahead, extrinsics_max(bytes.size()));
  if (!ahead.ok()) return std::nullopt;
  return value_of(scale::decoded<std::vector<Bytes>>(bytes));
}

}  // namespace descent::service
