#include "node/service/sign_journal.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "network/files/owners_file.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::service {
namespace {

using consensus::SignBytes;

constexpr std::size_t kBodyBytes = SignJournal::kSlotBytes - sizeof(Hash);

struct Head {
  std::uint8_t version = SignJournal::kVersion;
  SignJournal::Owner owner;
  DESCENT_FIELDS(version, owner)
};

/// The slot of a value: its encoding, zeros, the sum of both.
template <class Value>
Bytes slot_of(const Value& value) {
  Bytes out = scale::encoded(value);
  DESCENT_ASSERT(out.size() <= kBodyBytes);
  out.resize(kBodyBytes);
  const Hash sum = crypto::blake2b_256(out);
  out.insert(out.end(), sum.bytes.begin(), sum.bytes.end());
  return out;
}

/// The value whose slot this is, to the bit.
template <class Value>
std::optional<Value> value_of(View slot) {
  scale::Reader in{slot};
  Value out;
  scale::decode(in, out);
  if (!in.ok() || !std::ranges::equal(slot_of(out), slot)) return std::nullopt;
  return out;
}

bool is_blank(View bytes) {
  return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
}

/// One after the other, as an honest validator speaks.
bool is_in_order(const SignJournal::Votes& votes) {
  const auto wrong = [](const SignBytes& a, const SignBytes& b) { return place(a) >= place(b); };
  return std::ranges::adjacent_find(votes, wrong) == votes.end();
}

/// nullopt if a slot is neither a vote of this chain nor one of the blank ones at the end.
std::optional<SignJournal::Votes> votes_of(View slots, const Hash& genesis) {
  SignJournal::Votes out;
  while (!slots.empty() && !is_blank(slots.first(SignJournal::kSlotBytes))) {
    const auto vote = value_of<SignBytes>(slots.first(SignJournal::kSlotBytes));
    if (!vote || vote->genesis != genesis || vote->domain != consensus::kVoteDomain)
      return std::nullopt;
    out.push_back(*vote);
    slots = slots.subspan(SignJournal::kSlotBytes);
  }
  if (!is_blank(slots) || !is_in_order(out)) return std::nullopt;
  return out;
}

Bytes file_of(const SignJournal::Owner& owner, const SignJournal::Votes& votes) {
  Bytes out = slot_of(Head{.owner = owner});
  for (const SignBytes& vote : votes) append(out, slot_of(vote));
  out.resize(SignJournal::kFileBytes);
  return out;
}

bool write_at(int file, View bytes, std::size_t at) {
  while (!bytes.empty()) {
    const ssize_t put = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    at += static_cast<std::size_t>(put);
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return ::fdatasync(file) == 0;
}

}  // namespace

Expected<SignJournal, std::string> SignJournal::at(const std::filesystem::path& path,
                                                   std::size_t used) {
  network::Descriptor file{::open(path.c_str(), O_WRONLY | O_CLOEXEC)};
  if (!file) return "cannot write " + path.string() + ": " + std::strerror(errno);
  return SignJournal{path, std::move(file), used};
}

Expected<SignJournal, std::string> SignJournal::make(const std::filesystem::path& path,
                                                     const Owner& owner, const Votes& votes) {
  DESCENT_ASSERT(votes.size() <= kVotes);
  DESCENT_TRY(network::replace_owners(path, file_of(owner, votes)));
  return at(path, votes.size());
}

Expected<std::optional<SignJournal::Opened>, std::string> SignJournal::open(
    const std::filesystem::path& path, const Owner& owner) {
  const auto read = network::read_owners(path, kFileBytes);
  if (!read) return read.error().text;
  if (!*read) return std::optional<Opened>{};
  const View file = ***read;
  const auto damaged = [&] {
    return path.string() +
           " is damaged, or of another version of this program: bring it from a backup that is not "
           "older than the last vote, or use a new session key";
  };
  if (file.size() != kFileBytes) return damaged();
  const auto head = value_of<Head>(file.first(kSlotBytes));
  if (!head || head->version != kVersion) return damaged();
  if (head->owner.key != owner.key) return path.string() + " belongs to another key";
  if (head->owner.genesis != owner.genesis) return path.string() + " belongs to another chain";
  auto votes = votes_of(file.subspan(kSlotBytes), owner.genesis);
  if (!votes) return damaged();
  auto journal = DESCENT_TRY(at(path, votes->size()));
  return std::optional{Opened{std::move(journal), *std::move(votes)}};
}

Expected<void, std::string> SignJournal::append(const SignBytes& vote) {
  DESCENT_ASSERT(is_usable());
  failed_ = !write_at(file_.get(), slot_of(vote), kSlotBytes * (1 + used_));
  if (failed_) return "cannot write " + path_.string() + ": " + std::strerror(errno);
  ++used_;
  return {};
}

bool SignJournal::is_lost() const {
  struct stat about {};
  return ::fstat(file_.get(), &about) != 0 || about.st_nlink == 0;
}

}  // namespace descent::service
