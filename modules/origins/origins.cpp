#include "modules/origins/origins.hpp"

namespace descent::modules {
namespace origins {

OriginCaller::OriginCaller(const frame::Origin& origin) {
  if (origin.is_root()) {
    *this = root_caller();
  } else if (const auto who = origin.signer()) {
    *this = signed_caller(*who);
  } else if (const auto* module = origin.module()) {
    const auto custom = custom_of(origin);
    DESCENT_ASSERT(custom && module->index == kIndex);
    *this = *custom;
  }
}

frame::Origin OriginCaller::origin() const {
  if (const auto* module = std::get_if<origin_caller::Origins>(this))
    return frame::origin::Module{kIndex, static_cast<std::uint8_t>(module->value)};
  const RawOrigin& raw = std::get_if<origin_caller::system>(this)->value;
  if (std::holds_alternative<raw_origin::Root>(raw)) return frame::origin::Root{};
  if (const auto* from = std::get_if<raw_origin::Signed>(&raw))
    return frame::origin::Signed{from->who};
  return frame::origin::None{};
}

std::optional<Custom> custom_of(const frame::Origin& origin) {
  const auto* module = origin.module();
  if (module == nullptr || module->index != kIndex) return std::nullopt;
  const auto custom = static_cast<Custom>(module->kind);
  if (!scale::is_variant(custom)) return std::nullopt;
  return custom;
}

Result<> ensure_root_or(const frame::Origin& origin, Custom custom) {
  if (origin.is_root() || custom_of(origin) == custom) return {};
  return DispatchError::bad_origin();
}

}  // namespace origins

frame::Problems Origins::integrity() const {
  if (index() != origins::kIndex) return {"origins in state name another index"};
  return {};
}

}  // namespace descent::modules
