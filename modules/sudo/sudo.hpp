#pragma once
/// # Sudo
/// One key that acts as root. Only in runtimes for development: a public chain has none.
#include "runtime/frame/pallet.hpp"
#include "runtime/primitives/address.hpp"

namespace descent::modules {

class Sudo : public frame::Pallet<Sudo> {
 public:
  static constexpr std::string_view name = "Sudo";
  static constexpr std::string_view doc = "One key that acts as root, for development.";

  // ---- Storage ------------------------------------------------------------------------------
  frame::StorageValue<"Key", frame::Optional<AccountId>> key{state(), name};

  static constexpr auto storage =
      std::tuple{frame::item(&Sudo::key, "The `AccountId` of the sudo key.")};

  // ---- Events -------------------------------------------------------------------------------
  struct Sudid {
    static constexpr std::uint8_t event_index = 0;
    static constexpr std::string_view doc = "A sudo call just took place.";
    Result<> sudo_result;
    DESCENT_FIELDS(sudo_result)
  };
  struct KeyChanged {
    static constexpr std::uint8_t event_index = 1;
    static constexpr std::string_view doc = "The sudo key has been updated.";
    std::optional<AccountId> old_;
    AccountId new_;
    DESCENT_FIELDS(old_, new_)
  };
  struct KeyRemoved {
    static constexpr std::uint8_t event_index = 2;
    static constexpr std::string_view doc = "The key was permanently removed.";
    DESCENT_FIELDS()
  };
  struct SudoAsDone {
    static constexpr std::uint8_t event_index = 3;
    static constexpr std::string_view doc = "A `sudo_as` call just took place.";
    Result<> sudo_result;
    DESCENT_FIELDS(sudo_result)
  };
  using Event = frame::Events<Sudid, KeyChanged, KeyRemoved, SudoAsDone>;

  // ---- Errors -------------------------------------------------------------------------------
  enum class Error : std::uint8_t { RequireSudo };
  static constexpr frame::ErrorRow<Error> errors[] = {
      {Error::RequireSudo, "Sender must be the Sudo account."}};

  // ---- Calls --------------------------------------------------------------------------------
  struct sudo {
    static constexpr frame::CallMeta meta{
        .index = 0, .doc = "Run a call with `Root` origin. Signed by the sudo key."};
    frame::RuntimeCall call;
    DESCENT_FIELDS(call)
    Weight weight(const Sudo& s) const { return s.weight_of_one(call); }
  };
  Result<> apply(const frame::Origin&, const sudo&);

  struct sudo_unchecked_weight {
    static constexpr frame::CallMeta meta{
        .index = 1,
        .doc = "Run a call with `Root` origin and the weight one says. Signed by the sudo key."};
    frame::RuntimeCall call;
    Weight weight_;
    DESCENT_FIELDS(call, weight_)
    Weight weight() const { return weight_; }
  };
  Result<> apply(const frame::Origin&, const sudo_unchecked_weight&);

  struct set_key {
    static constexpr frame::CallMeta meta{.index = 2,
                                          .doc = "Set the sudo key. Signed by the present one."};
    MultiAddress new_;
    DESCENT_FIELDS(new_)
    Weight weight() const { return {30 * kMicrosecond, 0}; }
  };
  Result<> apply(const frame::Origin&, const set_key&);

  struct sudo_as {
    static constexpr frame::CallMeta meta{
        .index = 3, .doc = "Run a call as if `who` had signed it. Signed by the sudo key."};
    MultiAddress who;
    frame::RuntimeCall call;
    DESCENT_FIELDS(who, call)
    Weight weight(const Sudo& s) const { return s.weight_of_one(call); }
  };
  Result<> apply(const frame::Origin&, const sudo_as&);

  struct remove_key {
    static constexpr frame::CallMeta meta{.index = 4,
                                          .doc = "Permanently remove the sudo key. Signed by it."};
    DESCENT_FIELDS()
    Weight weight() const { return {30 * kMicrosecond, 0}; }
  };
  Result<> apply(const frame::Origin&, const remove_key&);

  using Call = frame::Calls<sudo, sudo_unchecked_weight, set_key, sudo_as, remove_key>;

  // ---- Hooks and views ----------------------------------------------------------------------
  explicit Sudo(frame::Mount mount) : Pallet{mount} {}
  Weight weight_of_one(const frame::RuntimeCall& call) const;

 private:
  Result<> ensure_sudo(const frame::Origin& origin) const;
  Result<> run(const frame::Origin& origin, const frame::RuntimeCall& call);
};

}  // namespace descent::modules
