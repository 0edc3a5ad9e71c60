#pragma once
// The pool's view of the chain.
#include "node/pool/pool.hpp"
#include "node/service/chain.hpp"
#include "node/service/verified.hpp"

namespace descent::service {

class PoolValidator final : public pool::Validator {
 public:
  PoolValidator(const Chain& chain, Verified& verified) : chain_{chain}, verified_{verified} {}

  frame::Validity<pool::Checked> check(View extrinsic) const override;
  frame::Validity<pool::Checked> recheck(View extrinsic) const override;
  Nonce nonce(const AccountId& who) const override;

 private:
  const Chain& chain_;
  Verified& verified_;
};

/// The accounts whose entry in System.Account `changes` writes.
std::set<AccountId> touched_accounts(const Changes& changes);

}  // namespace descent::service
