#pragma once
// How much work fits into a block, and how much has been done.
// source  polkadot-sdk, frame/system/src/limits.rs
#include "runtime/primitives/header.hpp"
#include "runtime/primitives/weight.hpp"

namespace descent::frame {

template <class T>
struct PerDispatchClass {
  static constexpr std::string_view type_path = "frame_support::dispatch::PerDispatchClass";
  using TypeParams = std::tuple<T>;
  T normal{};
  T operational{};
  T mandatory{};
  DESCENT_FIELDS(normal, operational, mandatory)

  T& of(DispatchClass c) {
    return c == DispatchClass::Normal        ? normal
           : c == DispatchClass::Operational ? operational
                                             : mandatory;
  }
  const T& of(DispatchClass c) const { return const_cast<PerDispatchClass*>(this)->of(c); }
};

struct WeightsPerClass {
  static constexpr std::string_view type_path = "frame_system::limits::WeightsPerClass";
  Weight base_extrinsic;                ///< charged for each extrinsic, whatever it does
  std::optional<Weight> max_extrinsic;  ///< one extrinsic above this is refused
  std::optional<Weight> max_total;      ///< of this class in a block; nullopt: only the block's own
  std::optional<Weight> reserved;       ///< always left for this class
  DESCENT_FIELDS(base_extrinsic, max_extrinsic, max_total, reserved)
};

struct BlockWeights {
  static constexpr std::string_view type_path = "frame_system::limits::BlockWeights";
  Weight base_block;  ///< an empty block
  Weight max_block;
  PerDispatchClass<WeightsPerClass> per_class;
  DESCENT_FIELDS(base_block, max_block, per_class)
};

struct BlockLength {
  static constexpr std::string_view type_path = "frame_system::limits::BlockLength";
  PerDispatchClass<std::uint32_t> max;  ///< bytes of extrinsics
  DESCENT_FIELDS(max)
};

struct BlockMeter {
  PerDispatchClass<Weight> weight;
  std::uint32_t length = 0;  ///< bytes of extrinsics so far

  Weight total() const { return weight.normal + weight.operational + weight.mandatory; }

  /// Whether an extrinsic of `info` and `length` bytes may still be added.
  bool admits(const BlockWeights& weights, const BlockLength& lengths, const DispatchInfo& info,
              std::uint32_t length_bytes) const;
  void charge(const DispatchInfo& info, const BlockWeights& weights, std::uint32_t length_bytes);
  /// Gives back what was charged and not used.
  void refund(DispatchClass c, const Weight& unused) { weight.of(c) = weight.of(c) - unused; }
};

}  // namespace descent::frame
