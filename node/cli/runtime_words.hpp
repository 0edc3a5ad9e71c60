#pragma once
/// # The modules of the chain, by name
/// What wallets read from metadata this program has compiled in: the names and types of calls,
/// events and errors.
#include <memory>
#include <optional>

#include "node/cli/words.hpp"

namespace descent::cli {

struct RuntimeModel;

/// One event of a block.
struct EventEntry {
  std::optional<std::uint32_t> extrinsic;  ///< nullopt: of the block's beginning or end
  std::string module;
  std::string name;
  boost::json::object fields;
};

/// The reason in a `dispatch_error` field: "Balances.InsufficientBalance: Balance too low to send
/// value.", "Token.FundsUnavailable", "BadOrigin".
std::string reason_of(const boost::json::value& dispatch_error);

class RuntimeWords final : public Words {
 public:
  RuntimeWords();
  ~RuntimeWords() override;

  boost::json::value call(View bytes, Audience audience) const override;
  boost::json::value event(View bytes, Audience audience) const override;
  std::string hold_reason(const frame::HoldReason& reason) const override;
  std::string module_error(const ModuleError& error) const override;

  /// The value of System.Events; nullopt if it is not of this runtime.
  std::optional<std::vector<EventEntry>> events(View bytes, Audience audience) const;
  /// An extrinsic of a block, without its length: signer, nonce, tip and call; else its hex.
  boost::json::value extrinsic(View bytes, Audience audience) const;

  const RuntimeModel& model() const { return *model_; }

 private:
  std::unique_ptr<RuntimeModel> model_;
};

}  // namespace descent::cli
