#include "network/host/book_file.hpp"

#include <algorithm>

#include "network/files/owners_file.hpp"
#include "runtime/crypto/hash.hpp"

namespace descent::network {
namespace {

constexpr std::string_view kFirstLine = "descent address book 1\n";
constexpr std::size_t kHash = 32, kHead = kFirstLine.size() + kHash;

}  // namespace

Expected<void, std::string> load_book(const std::filesystem::path& path, AddressBook& book,
                                      Instant now) {
  const auto content = read_owners(path, kHead + AddressBook::kBytesMax);
  if (!content) return content.error().text;
  if (!*content) return {};
  const View bytes = ***content;
  const bool whole = bytes.size() >= kHead && as_text(bytes).starts_with(kFirstLine) &&
                     std::ranges::equal(bytes.subspan(kFirstLine.size(), kHash),
                                        crypto::blake2b_256(bytes.subspan(kHead)).bytes);
  if (!whole) return "the address book " + path.string() + " is damaged; it begins empty";
  book.load(bytes.subspan(kHead), now);
  return {};
}

Expected<void, std::string> save_book(const std::filesystem::path& path, const AddressBook& book) {
  const Bytes saved = book.save();
  Bytes out;
  append(out, as_view(kFirstLine));
  append(out, crypto::blake2b_256(saved).bytes);
  append(out, saved);
  make_folders_of(path);
  return replace_owners(path, out);
}

}  // namespace descent::network
