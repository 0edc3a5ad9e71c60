#include "tests/bench/weights_content.hpp"

namespace descent::bench {
namespace {

using modules::Blobs;
namespace w = modules::blobs_weights;

Blobs::begin begin_of(const Bytes& content) {
  Blobs::begin out{modules::blob_root(content), content.size(), {}};
  for (std::uint32_t i = 0; i < modules::chunk_count(content.size()); ++i)
    out.chunks.push_back(modules::chunk_hash(modules::chunk_of(content, i)));
  return out;
}

Blobs::store store_of(const Hash& root, const Bytes& content, std::uint32_t index) {
  const View chunk = modules::chunk_of(content, index);
  return {root, index, Bytes{chunk.begin(), chunk.end()}};
}

/// Blobs of `size` bytes, as many as a block of the measurement takes.
class Uploads {
 public:
  Uploads(WeightChain& chain, std::size_t count, std::size_t size)
      : chain_{chain}, count_{count}, size_{size} {}

  /// Begins all; their first chunks are ready to be stored.
  void begin(Runtime& r) {
    all_.clear();
    next_ = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      const Bytes content = random_bytes(size_);
      const auto call_ = begin_of(content);
      all_.push_back({chain_.fresh(), store_of(call_.root, content, 0)});
      call(r, all_.back().owner, r.blobs, call_);
    }
  }
  /// Uploads all.
  void store(Runtime& r) {
    all_.clear();
    next_ = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      const AccountId who = chain_.fresh();
      all_.push_back({who, {.root = upload(r, who, random_bytes(size_))}});
    }
  }

  struct One {
    AccountId owner;
    Blobs::store store;
  };
  const One& next() { return all_[next_++]; }

 private:
  WeightChain& chain_;
  const std::size_t count_;
  const std::size_t size_;
  std::vector<One> all_;
  std::size_t next_ = 0;
};

void weigh_begin(WeightChain& chain, std::size_t count, std::uint64_t bytes) {
  const std::uint32_t chunks = modules::chunk_count(bytes);
  std::vector<Blobs::begin> calls;
  const auto prepare = [&](Runtime&) {
    for (std::size_t n = 0; n < count; ++n) {
      std::vector<Hash> hashes;
      for (std::uint32_t i = 0; i < chunks; ++i) hashes.push_back(Hash{chain.nobody().id});
      calls.push_back({modules::blob_root(bytes, hashes), bytes, hashes});
    }
  };
  std::size_t next = 0;
  chain.measure("blobs begin(" + std::to_string(chunks) + ")", count, prepare,
                [&](Runtime& r) { return call(r, chain.fresh(), r.blobs, calls[next++]); });
}

void weigh_store(WeightChain& chain, std::size_t count, std::size_t bytes) {
  Uploads uploads{chain, count, bytes};
  chain.measure(
      "blobs store(" + std::to_string(bytes) + ")", count, [&](Runtime& r) { uploads.begin(r); },
      [&](Runtime& r) {
        const auto& one = uploads.next();
        return call(r, one.owner, r.blobs, one.store);
      });
}

void weigh_drop(WeightChain& chain, std::size_t count, std::size_t bytes) {
  Uploads uploads{chain, count, bytes};
  chain.measure(
      "blobs drop(" + std::to_string(modules::chunk_count(bytes)) + ")", count,
      [&](Runtime& r) { uploads.store(r); },
      [&](Runtime& r) {
        const auto& one = uploads.next();
        return call(r, one.owner, r.blobs, Blobs::remove{one.store.root});
      });
}

}  // namespace

Bytes random_bytes(std::size_t size) {
  static std::uint64_t state = 0x9E3779B97F4A7C15;
  Bytes out(size);
  for (auto& byte : out) {
    state = state * 6'364'136'223'846'793'005 + 1;
    byte = static_cast<std::uint8_t>(state >> 56);
  }
  return out;
}

Hash upload(Runtime& r, const AccountId& who, const Bytes& content) {
  const auto begin = begin_of(content);
  call(r, who, r.blobs, begin);
  for (std::uint32_t i = 0; i < begin.chunks.size(); ++i)
    call(r, who, r.blobs, store_of(begin.root, content, i));
  return begin.root;
}

void weigh_blobs(WeightChain& chain) {
  chain.rest();
  weigh_begin(chain, 200, 1);
  weigh_begin(chain, 50, Blobs::kBytesMax);
  weigh_store(chain, 200, 32);
  weigh_store(chain, 8, modules::kChunkBytes);
  weigh_drop(chain, 200, 32);
  weigh_drop(chain, 4, 16 * modules::kChunkBytes);
  chain.measure("blobs kLook", 1'000, {}, [](Runtime& r) {
    r.blobs.leaving_from.put(r.frame.number);
    return r.blobs.on_idle(r.frame.number, w::kIdleMost);
  });
}

}  // namespace descent::bench
