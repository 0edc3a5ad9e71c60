#include "tests/modules/harness.hpp"

#include "runtime/frame/dispatch.hpp"

namespace descent::modules {

struct Chain::Hosts {
  Hosts(chain_spec::DevRuntime& runtime, frame::Frame& frame)
      : dispatcher{runtime, frame}, parameters{runtime} {}
  frame::RuntimeDispatcher<chain_spec::DevRuntime> dispatcher;
  frame::RuntimeParameters<chain_spec::DevRuntime> parameters;
};

namespace {

template <class Visit>
void each(chain_spec::DevRuntime& runtime, Visit&& visit) {
  std::apply([&](auto... member) { (visit(runtime.*member), ...); },
             chain_spec::DevRuntime::pallets);
}

void absorb(crypto::Blake2b256& hash, const Changes& changes) {
  for (const auto& [key, value] : changes) {
    if (!value) continue;
    hash.update(scale::encoded(key));
    hash.update(scale::encoded(*value));
  }
}

}  // namespace

Chain::Chain() : hosts_{std::make_unique<Hosts>(runtime_, frame_)} {
  frame_.parameters = &hosts_->parameters;
  for (const auto& who : {kAlice, kBob, kSudoKey})
    EXPECT_TRUE(runtime_.balances.mint_into(who, kEndowment));
  runtime_.sudo.key.put(kSudoKey);
  advance();
}

Chain::~Chain() = default;

Hash Chain::digest() const {
  crypto::Blake2b256 hash;
  absorb(hash, frame_.state.changes());
  absorb(hash, frame_.blobs.changes());
  return hash.finish();
}

Result<Weight> Chain::dispatch(const frame::Origin& origin, View call) {
  const Hash before = digest();
  const std::size_t events = frame_.events.size();
  const auto out = hosts_->dispatcher.dispatch(origin, call);
  if (!out) {
    EXPECT_EQ(digest(), before) << "a failed call changed the state";
    EXPECT_EQ(frame_.events.size(), events) << "a failed call emitted events";
  }
  EXPECT_EQ(problems(), "");
  return out;
}

void Chain::advance(BlockNumber blocks) {
  for (BlockNumber i = 0; i < blocks; ++i) {
    Weight left = runtime_.system.config.idle_share;
    each(runtime_, [&](auto& module) {
      if constexpr (requires { module.on_idle(frame_.number, left); }) {
        if (frame_.number == 0) return;
        const Weight used = module.on_idle(frame_.number, left);
        EXPECT_TRUE(fits(used, left)) << "idle work took more than it was given";
        left = left - used;
      }
    });
    each(runtime_, [&](auto& module) {
      if constexpr (requires { module.on_finalize(frame_.number); })
        module.on_finalize(frame_.number);
    });
    runtime_.system.finalize(0);
    sealed = frame_.digest;
    ++frame_.number;
    frame_.events.clear();
    frame_.meter = {};
    frame_.digest = pre_runtime;
    runtime_.system.initialize(frame_.number, {}, pre_runtime);
    each(runtime_, [&](auto& module) {
      if constexpr (requires { module.on_initialize(frame_.number); })
        module.on_initialize(frame_.number);
    });
  }
  EXPECT_EQ(problems(), "");
}

std::string Chain::problems() {
  std::string out;
  each(runtime_, [&]<class M>(M& module) {
    if constexpr (requires { module.try_state(); })
      for (const auto& problem : module.try_state())
        out += std::string{M::name} + ": " + problem + "\n";
  });
  return out;
}

}  // namespace descent::modules
