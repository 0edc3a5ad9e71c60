// The address book's file.
#include "network/host/book_file.hpp"

#include <algorithm>

#include "runtime/crypto/hash.hpp"
#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {
namespace {

using namespace network;

constexpr std::string_view kFirstLine = "descent address book 1\n";
constexpr Instant kNow{1'000'000};
/// A field of no bytes takes one in the file and a vector in memory.
constexpr std::size_t kMemoryPerByte = 1'024;
constexpr std::size_t kMemoryMore = 4'096;

std::size_t slots() {
  return (AddressBook::kFreshBuckets + AddressBook::kTriedBuckets) * AddressBook::kSlots;
}

/// A file as it is read, and the book as it is read by hand.
void file(View content) {
  AddressBook book{crypto::Seed{}};
  const MemoryFile file{content};
  const auto loaded = load_book(file.path(), book, kNow);
  const bool begins = as_text(content).starts_with(kFirstLine);
  const View rest = begins ? content.subspan(kFirstLine.size()) : View{};
  const bool whole =
      rest.size() >= 32 &&
      std::ranges::equal(rest.first(32), crypto::blake2b_256(rest.subspan(32)).bytes);
  require(bool{loaded} == whole, "a file is read if its hash is right");
  require(loaded || book.fresh() + book.tried() == 0, "a damaged file leaves the book as it was");
}

void content(View bytes) {
  AddressBook book{crypto::Seed{}}, again{crypto::Seed{}};
  const Allocations taken;
  book.load(bytes, kNow);
  require(taken.bytes() <= kMemoryPerByte * bytes.size() + kMemoryMore,
          "what a book takes is in proportion to its bytes");
  require(book.fresh() + book.tried() <= slots(), "a book has no more addresses than slots");
  const Bytes saved = book.save();
  again.load(saved, kNow);
  require(again.save() == saved && again.tried() == book.tried(),
          "a book that is saved is loaded as the same");
}

}  // namespace

void book_target(View input) {
  content(input);
  file(input);
  Bytes sealed;
  append(sealed, as_view(kFirstLine));
  append(sealed, crypto::blake2b_256(input).bytes);
  append(sealed, input);
  file(sealed);
}

}  // namespace descent::fuzz
