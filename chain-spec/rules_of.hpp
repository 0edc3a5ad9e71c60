#pragma once
// A runtime descriptor from its modules.
#include "runtime/frame/executive.hpp"
#include "runtime/frame/metadata/runtime_types.hpp"
#include "runtime/frame/parameter.hpp"
#include "runtime/kernels/self_test.hpp"
#include "runtime/state/memory.hpp"

namespace descent::chain_spec {

template <class R>
class RulesOf final : public frame::Runtime {
 public:
  RulesOf() {
    const state::MemorySource empty{{}};
    frame::Frame frame{empty, empty};
    R runtime{frame};
    const frame::RuntimeParameters<R> parameters{runtime};
    frame.parameters = &parameters;
    version_ = runtime.system.config.version;
    frame::metadata::Registry registry;
    const auto description =
        frame::metadata::describe_runtime<R, frame::CoreHost, frame::MetadataHost,
                                          frame::TransactionQueueHost>(registry, runtime);
    v14_ = frame::metadata::v14(registry.table(), description);
    v15_ = frame::metadata::v15(registry.table(), description);
    integrity_ = check_constants(runtime);
  }

  const RuntimeVersion& version() const override { return version_; }
  const Bytes* metadata(std::uint32_t version) const override {
    return version == 14 ? &v14_ : version == 15 ? &v15_ : nullptr;
  }
  const Hash& kernel_self_test() const override { return kernels::kSelfTest; }
  std::vector<std::string> integrity() const override { return integrity_; }
  std::unique_ptr<frame::Execution> begin(const frame::ExecutionInputs& inputs) const override {
    return std::make_unique<frame::Executive<R>>(*this, inputs);
  }

 private:
  static std::vector<std::string> check_constants(const R& runtime) {
    std::vector<std::string> out;
    const auto check = [&]<class M>(const M& module) {
      if constexpr (requires { module.integrity(); })
        for (const auto& problem : module.integrity())
          out.push_back(std::string{M::name} + ": " + problem);
    };
    std::apply([&](auto... member) { (check(runtime.*member), ...); }, R::pallets);
    return out;
  }

  RuntimeVersion version_;
  Bytes v14_;
  Bytes v15_;
  std::vector<std::string> integrity_;
};

}  // namespace descent::chain_spec
