#include "node/service/sync_bytes.hpp"

namespace descent::service {
namespace {

template <class T>
std::optional<T> value_of(Expected<T, scale::Error> decoded) {
  return decoded ? std::optional{*std::move(decoded)} : std::nullopt;
}

}  // namespace

void skip_header(scale::Reader& in) {
  (void)in.take(sizeof(Header::parent_hash));
  (void)scale::decode_compact(in, UINT32_MAX);
  (void)in.take(sizeof(Header::state_root) + sizeof(Header::extrinsics_root));
  const std::size_t items = scale::decode_count(in, kDigestItemsMax);
  for (std::size_t i = 0; i < items && in.ok(); ++i) {
    DigestItem item;
    scale::decode(in, item);
  }
}

void skip_block(scale::Reader& in, std::size_t bytes) {
  skip_header(in);
  (void)scale::decode_count(in, extrinsics_max(bytes));
}

std::optional<Header> decode_header(View bytes) {
  if (bytes.size() > kHeaderBytesMax) return std::nullopt;
  scale::Reader ahead{bytes};
  skip_header(ahead);
  if (!ahead.ok()) return std::nullopt;
  return value_of(scale::decoded<Header>(bytes));
}

std::optional<std::vector<Bytes>> decode_body(View bytes) {
  scale::Reader ahead{bytes};
  (void)scale::decode_count(ahead, extrinsics_max(bytes.size()));
  if (!ahead.ok()) return std::nullopt;
  return value_of(scale::decoded<std::vector<Bytes>>(bytes));
}

}  // namespace descent::service
