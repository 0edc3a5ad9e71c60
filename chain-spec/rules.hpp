#pragma once
// The runtimes this program can execute, one immutable descriptor each.
#include "runtime/frame/runtime.hpp"

namespace descent::chain_spec {

/// What state holds under ":code": which rules it is under. It is not code: there is no Wasm here.
/// It changes with every upgrade, so that clients drop what they cached.
struct Manifest {
  std::string spec_name;
  std::uint32_t spec_version{};
  Hash metadata;  ///< BLAKE2b-256 of the V15 metadata
  DESCENT_FIELDS(spec_name, spec_version, metadata)
};

/// The well-known key of the manifest.
Bytes code_key();

/// The public chain's runtime, and that of development chains, which has sudo.
std::unique_ptr<frame::Runtime> make_descent_rules();
std::unique_ptr<frame::Runtime> make_dev_rules();

/// Chooses rules by the manifest a state holds.
class RuntimeSet {
 public:
  RuntimeSet();
  /// The rules of `manifest` (SCALE of Manifest); nullptr if this program has none for it.
  const frame::Runtime* find(View manifest) const;

 private:
  std::vector<std::unique_ptr<frame::Runtime>> rules_;
};

Manifest manifest_of(const frame::Runtime& rules);

}  // namespace descent::chain_spec
