#include "node/service/sketch.hpp"

#include <algorithm>
#include <set>

#include "runtime/frame/extrinsic.hpp"

namespace descent::service {

using gossip::kBodyBytesMax;
using gossip::Name;
using gossip::Part;
using gossip::Sketch;
using gossip::Whole;

namespace {

/// nullptr if it is missing.
const Bytes* bytes_of(const Part& part, const Find& find) {
  if (const auto* whole = std::get_if<Whole>(&part)) return &whole->bytes;
  return find(std::get<Name>(part));
}

}  // namespace

Name name_of(const Hash& transaction) {
  Name out;
  std::copy_n(transaction.bytes.begin(), out.bytes.size(), out.bytes.begin());
  return out;
}

/// What stands twice in a block, which makes it an invalid one, is whole the second time.
Sketch sketch_of(const Block& block, const IsCommon& is_common) {
  Sketch out{block.header, {}};
  out.parts.reserve(block.extrinsics.size());
  std::set<Name> names;
  for (const Bytes& extrinsic : block.extrinsics) {
    const Hash hash = frame::extrinsic_hash(extrinsic);
    const bool named =
        names.size() < gossip::kNamesMost && is_common(hash) && names.insert(name_of(hash)).second;
    out.parts.emplace_back(named ? Part{name_of(hash)} : Part{Whole{extrinsic}});
  }
  return out;
}

std::size_t whole_bytes(const Sketch& sketch) {
  std::size_t out = 0;
  for (const Part& part : sketch.parts)
    if (const auto* whole = std::get_if<Whole>(&part)) out += whole->bytes.size();
  return out;
}

Places missing(const Sketch& sketch, const Find& find) {
  Places out;
  for (std::size_t i = 0; i < sketch.parts.size(); ++i)
    if (bytes_of(sketch.parts[i], find) == nullptr) out.emplace_back(static_cast<std::uint32_t>(i));
  return out;
}

void fill(Sketch& sketch, std::vector<Bytes> extrinsics) {
  std::map<Name, Part*> places;
  for (Part& part : sketch.parts)
    if (const auto* name = std::get_if<Name>(&part)) places.emplace(*name, &part);
  for (Bytes& extrinsic : extrinsics) {
    const auto place = places.find(name_of(frame::extrinsic_hash(extrinsic)));
    if (place == places.end()) continue;
    *place->second = Whole{std::move(extrinsic)};
    places.erase(place);
  }
}

std::optional<Block> assembled(const Sketch& sketch, const Find& find) {
  std::vector<const Bytes*> parts;
  std::size_t total = 0;
  for (const Part& part : sketch.parts) {
    const Bytes* bytes = parts.emplace_back(bytes_of(part, find));
    if (bytes == nullptr || (total += bytes->size()) > kBodyBytesMax) return std::nullopt;
  }
  Block out{sketch.header, {}};
  out.extrinsics.reserve(parts.size());
  for (const Bytes* bytes : parts) out.extrinsics.push_back(*bytes);
  return out;
}

}  // namespace descent::service
