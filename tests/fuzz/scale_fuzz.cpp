// Values of the wire: one encoding each, read in memory that is in proportion to the bytes.
#include <algorithm>
#include <tuple>

#include "node/store/schema.hpp"
#include "runtime/frame/extrinsic.hpp"
#include "runtime/primitives/account_info.hpp"
#include "runtime/primitives/dispatch_error.hpp"
#include "runtime/primitives/vote.hpp"
#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {
namespace {

/// An element of one byte may take a hundred in memory, and a vector doubles when it grows.
constexpr std::size_t kMemoryPerByte = 256;
constexpr std::size_t kMemoryMore = 4'096;

template <class T>
void is_canonical(View bytes) {
  const Allocations taken;
  const auto value = scale::decoded<T>(bytes);
  require(taken.bytes() <= kMemoryPerByte * bytes.size() + kMemoryMore,
          "what a value takes is in proportion to its bytes");
  require(!value || std::ranges::equal(scale::encoded(*value), bytes),
          "a value that decodes encodes to the very bytes");
}

/// A compact integer as the specification words it: the two low bits say how long it is, and no
/// shorter form holds the value.
std::optional<u128> by_the_book(View bytes) {
  if (bytes.empty()) return std::nullopt;
  const unsigned mode = bytes[0] % 4;
  const std::size_t size = mode == 3 ? 5u + bytes[0] / 4 : 1u << mode;
  if (size > 17 || bytes.size() != size) return std::nullopt;
  u128 value = 0;
  for (std::size_t i = size; i > (mode == 3 ? 1 : 0); --i) value = value * 256 + bytes[i - 1];
  if (mode < 3) value /= 4;
  const unsigned bits_of_shorter[] = {0, 6, 14,
                                      size == 5 ? 30 : static_cast<unsigned>(8 * size - 16)};
  if (mode > 0 && value >> bits_of_shorter[mode] == 0) return std::nullopt;
  return value;
}

void compact_agrees(View bytes) {
  const auto read = scale::decoded<Compact<u128>>(bytes);
  const auto expected = by_the_book(bytes);
  require(read ? expected == read->value : !expected, "a compact integer is read by the book");
}

template <class... T>
void of_type(std::size_t choice, View bytes, std::tuple<T...>) {
  std::size_t place = 0;
  ((place++ == choice ? is_canonical<T>(bytes) : void()), ...);
}

enum class Colour : std::uint8_t { Red, Green, Blue, kCount };

using Types =
    std::tuple<Compact<u128>, Compact<std::uint32_t>, bool, i128, std::string, Colour,
               std::vector<std::uint16_t>, std::vector<Bytes>,
               std::vector<std::vector<std::string>>, Bounded<Compact<std::uint64_t>, 4>,
               std::map<std::string, std::optional<bool>>, std::array<Colour, 3>,
               std::pair<bool, Bytes>, Header, Block, frame::Signature, frame::Era, frame::Phase,
               AccountInfo, DispatchError, consensus::SignBytes, store::Head, store::ChangedKeys>;

}  // namespace

void scale_target(View input) {
  Input in{input};
  const std::size_t choice = in.below(std::tuple_size_v<Types>);
  if (choice == 0) compact_agrees(in.rest());
  of_type(choice, in.rest(), Types{});
}

}  // namespace descent::fuzz
