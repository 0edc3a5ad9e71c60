#pragma once
// A chain whose certificates nobody can make but the test, and a checker that knows it.
#include <algorithm>

#include "network/sync/checker.hpp"
#include "runtime/crypto/hash.hpp"

namespace descent::network {

struct ToyHeader {
  BlockNumber number{};
  Hash parent, body;
  DESCENT_FIELDS(number, parent, body)
};

struct ToyBlock {
  Bytes header, certificate, body;
  friend bool operator==(const ToyBlock&, const ToyBlock&) = default;
};

inline Hash toy_hash(View bytes) { return crypto::blake2b_256(bytes); }
/// Right if `salt` is 0.
inline Bytes toy_certificate(View header, std::uint8_t salt = 0) {
  return scale::encoded(std::pair{salt, toy_hash(header)});
}

/// Blocks from number 1 on; a `salt` makes another chain, on which nobody decided.
class ToyChain {
 public:
  explicit ToyChain(std::size_t blocks = 0, std::uint8_t salt = 0) : salt_{salt} {
    while (blocks-- > 0) grow(1);
  }
  void grow(std::size_t body_bytes) {
    const BlockNumber number = best() + 1;
    Bytes body(body_bytes, static_cast<std::uint8_t>(number));
    body.push_back(salt_);
    Bytes header = scale::encoded(ToyHeader{number, hash(best()), toy_hash(body)});
    Bytes certificate = toy_certificate(header, salt_);
    blocks_.push_back({std::move(header), std::move(certificate), std::move(body)});
  }
  BlockNumber best() const { return static_cast<BlockNumber>(blocks_.size()); }
  const ToyBlock& at(BlockNumber number) const { return blocks_.at(number - 1); }
  Hash hash(BlockNumber number) const {
    return number == 0 ? Hash{} : toy_hash(blocks_.at(number - 1).header);
  }

 private:
  std::uint8_t salt_;
  std::vector<ToyBlock> blocks_;
};

class ToyChecker final : public Checker {
 public:
  explicit ToyChecker(const ToyChain& chain) : chain_{chain} {}

  Checked check_headers(std::span<const Claim> claims) override {
    Checked out;
    for (const Claim& claim : claims) {
      out.fault = fault_of(claim);
      if (out.fault) break;
      tip_hash_ = toy_hash(claim.header);
      ++tip_;
      ++out.good;
    }
    asked += claims.size();
    return out;
  }
  bool body_matches(View header, View body) const override {
    return scale::decoded<ToyHeader>(header)->body == toy_hash(body);
  }
  BlockNumber reset() override {
    tip_ = head;
    tip_hash_ = chain_.hash(head);
    return head;
  }

  BlockNumber head = 0;   ///< the node's
  std::size_t asked = 0;  ///< headers

 private:
  std::optional<SyncFault> fault_of(const Claim& claim) const {
    const auto header = scale::decoded<ToyHeader>(claim.header);
    if (!header || header->number != tip_ + 1 || header->parent != tip_hash_)
      return SyncFault::BadHeader;
    const Bytes right = toy_certificate(claim.header);
    if (!std::ranges::equal(claim.certificate, right)) return SyncFault::BadCertificate;
    return std::nullopt;
  }

  const ToyChain& chain_;
  BlockNumber tip_ = 0;
  Hash tip_hash_;
};

/// What a peer that has `chain` answers, within `bytes`.
inline message::SyncResponse honest_answer(const ToyChain& chain, BlockNumber best,
                                           const message::SyncRequest& request,
                                           std::size_t bytes = SIZE_MAX) {
  message::SyncResponse out{.id = request.id};
  for (BlockNumber n = request.from; n - request.from < request.count && n <= best; ++n) {
    const ToyBlock& block = chain.at(n);
    const std::size_t size =
        request.bodies ? block.body.size() : block.header.size() + block.certificate.size();
    if (size > bytes) break;
    bytes -= size;
    if (request.bodies) {
      out.bodies.push_back(block.body);
    } else {
      out.headers.push_back(block.header);
      out.certificates.push_back(block.certificate);
    }
  }
  return out;
}

}  // namespace descent::network
