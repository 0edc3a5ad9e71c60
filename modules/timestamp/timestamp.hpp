#pragma once
/// # Timestamp
/// The time of the block, set once in each by an inherent of its proposer.
///
/// Invariant: time rises by at least the parameter `MinBlockInterval` from block to block.
/// Otherwise a trickle of transactions would turn windows counted in blocks into moments.
#include "modules/parameters/parameters.hpp"

namespace descent::modules {

class Timestamp : public frame::Pallet<Timestamp> {
 public:
  static constexpr std::string_view name = "Timestamp";
  static constexpr std::string_view doc = "The time of the block.";

  // ---- Config -------------------------------------------------------------------------------
  struct Config {
    Moment minimum_period;  ///< half the block time wallets reckon with; milliseconds
  };
  const Config config;

  static constexpr frame::Parameter kMinBlockInterval{
      0,
      "MinBlockInterval",
      {.initial = 1'000, .least = 50, .most = 60'000},
      "Least time between two blocks, in milliseconds."};
  static constexpr frame::Parameter parameters[] = {kMinBlockInterval};

  // ---- Storage ------------------------------------------------------------------------------
  frame::StorageValue<"Now", Moment> now{state(), name};
  frame::StorageValue<"DidUpdate", bool> did_update{state(), name};

  static constexpr auto storage = std::tuple{
      frame::item(&Timestamp::now, "The current time for the current block."),
      frame::item(&Timestamp::did_update, "Whether the timestamp has been updated in this block."),
  };

  using Event = frame::Events<>;

  // ---- Errors -------------------------------------------------------------------------------
  enum class Error : std::uint8_t { SetTwice, TooEarly };
  static constexpr frame::ErrorRow<Error> errors[] = {
      {Error::SetTwice, "The time of a block is set once."},
      {Error::TooEarly, "A block is at least `MinBlockInterval` later than its parent."},
  };

  // ---- Calls --------------------------------------------------------------------------------
  struct set {
    static constexpr frame::CallMeta meta{
        .index = 0,
        .doc = "Set the current time. An inherent: once a block, before any transaction.",
        .dispatch_class = DispatchClass::Mandatory};
    Compact<Moment> now{};
    DESCENT_FIELDS(now)
    Weight weight() const { return {20 * kMicrosecond, 0}; }
  };
  Result<> apply(const frame::Origin&, const set&);

  using Call = frame::Calls<set>;

  // ---- Runtime API --------------------------------------------------------------------------
  struct Api {
    static constexpr std::string_view api_name = "TimestampApi";
    static constexpr std::uint32_t api_version = 1;
    static constexpr std::string_view doc = "When the next block may be.";

    struct earliest_next {
      static constexpr std::string_view doc = "The earliest time the next block may bear.";
      using Output = Moment;
      DESCENT_FIELDS()
    };
    using Methods = frame::Methods<earliest_next>;
  };
  Moment query(const Api::earliest_next&) const { return earliest_next(); }

  // ---- Hooks and views ----------------------------------------------------------------------
  Timestamp(frame::Mount mount, Parameters& values, Config c)
      : Pallet{mount}, config{c}, values_{values} {}
  auto constants() const {
    return std::tuple{frame::Constant{"MinimumPeriod", config.minimum_period,
                                      "The minimum period between blocks, halved."}};
  }
  /// The earliest time the block after this state may bear.
  Moment earliest_next() const;
  void on_finalize(BlockNumber) { did_update.kill(); }

 private:
  Parameters& values_;
};

}  // namespace descent::modules
