#include "runtime/frame/weights.hpp"

namespace descent::frame {

bool BlockMeter::admits(const BlockWeights& weights, const BlockLength& lengths,
                        const DispatchInfo& info, std::uint32_t length_bytes) const {
  const auto& limits = weights.per_class.of(info.dispatch_class);
  const Weight cost = info.weight + limits.base_extrinsic;
  if (static_cast<std::uint64_t>(length) + length_bytes > lengths.max.of(info.dispatch_class)) {
    return false;
  }
  if (info.dispatch_class == DispatchClass::Mandatory) return true;  // the block needs it
  if (limits.max_extrinsic && !fits(info.weight, *limits.max_extrinsic)) return false;
  if (limits.max_total && !fits(weight.of(info.dispatch_class) + cost, *limits.max_total)) {
    return false;
  }
  return fits(total() + cost, weights.max_block);
}

void BlockMeter::charge(const DispatchInfo& info, const BlockWeights& weights,
                        std::uint32_t length_bytes) {
  auto& used = weight.of(info.dispatch_class);
  used = used + info.weight + weights.per_class.of(info.dispatch_class).base_extrinsic;
  length += length_bytes;
}

}  // namespace descent::frame
