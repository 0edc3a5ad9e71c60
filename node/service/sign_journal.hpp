#pragma once
/// # SignJournal
/// The file under SignState: votes in the order in which they were allowed, each durable after one
/// write and one sync of data. Its size never changes, so that a vote needs no new space of a full
/// disk and no sync of a folder.
///
/// Slots of 128 bytes, the last 32 of which are the BLAKE2b-256 of those before. The first says
/// whose votes of which chain, each of the others is a vote, or zeros behind the last one. No slot
/// crosses a sector, which a disk writes whole or not at all: after a loss of power the vote that
/// was being written is there or is zeros. Anything else is damage.
#include <filesystem>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "network/files/descriptor.hpp"
#include "runtime/primitives/vote.hpp"

namespace descent::service {

/// An honest validator speaks in this order.
using SignPlace = std::tuple<BlockNumber, consensus::Round, consensus::VoteKind>;
inline SignPlace place(const consensus::SignBytes& vote) {
  return {vote.number, vote.round, vote.kind};
}

class SignJournal {
 public:
  static constexpr std::size_t kSlotBytes = 128;
  static constexpr std::size_t kVotes = 511;  ///< then it has to be made anew
  static constexpr std::size_t kFileBytes = kSlotBytes * (1 + kVotes);
  /// Of the file; 1 and 2 were records written anew for each vote.
  static constexpr std::uint8_t kVersion = 3;

  /// Whose votes they are.
  struct Owner {
    consensus::AuthorityId key;
    Hash genesis;
    DESCENT_FIELDS(key, genesis)
    friend bool operator==(const Owner&, const Owner&) = default;
  };
  using Votes = std::vector<consensus::SignBytes>;

  /// Replaces the file, if there is one, by one with these votes. errors  a sentence
  /// REQUIRES: there are at most kVotes
  static Expected<SignJournal, std::string> make(const std::filesystem::path& path,
                                                 const Owner& owner, const Votes& votes);
  /// The file and the votes in it; nullopt if there is none. errors  a sentence: it is damaged, of
  /// another owner, or cannot be read
  struct Opened;
  static Expected<std::optional<Opened>, std::string> open(const std::filesystem::path& path,
                                                           const Owner& owner);

  /// errors  a sentence. The vote may be in the file or not; after a failed sync nobody can know,
  ///         so the file has to be made anew before another is added (`is_usable`)
  Expected<void, std::string> append(const consensus::SignBytes& vote);
  /// False if it has no room, or a write failed.
  bool is_usable() const { return !failed_ && used_ < kVotes; }
  /// True if the file was removed or replaced, so that what is written can be found by nobody.
  bool is_lost() const;

 private:
  SignJournal(std::filesystem::path path, network::Descriptor file, std::size_t used)
      : path_{std::move(path)}, file_{std::move(file)}, used_{used} {}
  static Expected<SignJournal, std::string> at(const std::filesystem::path& path, std::size_t used);

  std::filesystem::path path_;
  network::Descriptor file_;
  std::size_t used_;
  bool failed_ = false;
};

struct SignJournal::Opened {
  SignJournal journal;
  Votes votes;  ///< in the order of their places
};

}  // namespace descent::service
