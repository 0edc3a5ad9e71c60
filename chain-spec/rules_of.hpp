#pragma once
// A runtime descriptor from its modules.
#include "runtime/frame/executive.hpp"
#include "runtime/frame/metadata/runtime_types.hpp"
#include "runtime/state/memory.hpp"

namespace descent::chain_spec {

template <class R>
class RulesOf final : public frame::Runtime {
 public:
  RulesOf() {
    const state::MemorySource empty{{}};
    frame::Frame frame{empty, empty};
    const R runtime{frame};
    version_ = runtime.system.config.version;
    frame::metadata::Registry registry;
    const auto description =
        frame::metadata::describe_runtime<R, frame::CoreHost, frame::MetadataHost,
                                          frame::TransactionQueueHost>(registry, runtime);
    v14_ = frame::metadata::v14(registry.table(), description);
    v15_ = frame::metadata::v15(registry.table(), description);
  }

  const RuntimeVersion& version() const override { return version_; }
  const Bytes* metadata(std::uint32_t version) const override {
    return version == 14 ? &v14_ : version == 15 ? &v15_ : nullptr;
  }
  std::unique_ptr<frame::Execution> begin(const frame::ExecutionInputs& inputs) const override {
    return std::make_unique<frame::Executive<R>>(*this, inputs);
  }

 private:
  RuntimeVersion version_;
  Bytes v14_;
  Bytes v15_;
};

}  // namespace descent::chain_spec
