#include "tests/modules/training/story.hpp"

#include "modules/blobs/merkle.hpp"
#include "runtime/graph/f32.hpp"

namespace descent::modules {

graph::Graph linear() {
  graph::Graph out;
  out.input = {2};
  out.tensors = {graph::Tensor{{2, 2}, -20, {0, 0, 0, 0}}, graph::Tensor{{2}, -20, {0, 0}}};
  out.operators = {graph::Gemm{0, 0, 1}, graph::Softmax{1}};
  return out;
}

graph::Update step_of(const Hash& base, std::int16_t good, std::int16_t noise) {
  const auto minus = [](std::int16_t v) { return static_cast<std::int16_t>(-v); };
  graph::Update out;
  out.base = base;
  out.tensors = {graph::TensorUpdate{
      0, -13, graph::Dense<std::int16_t>{{good, minus(good), noise, minus(noise)}}}};
  return out;
}

namespace {

std::uint32_t f32(int halves) {
  const auto bits = graph::f32_bits(halves, -1);
  return *bits;
}

Bytes opening_of(std::uint32_t slice) {
  Bytes out(32, static_cast<std::uint8_t>(slice + 1));
  for (std::uint32_t k = 0; k < kSamples; ++k) {
    const int sign = k % 2 == 0 ? 1 : -1;
    const int size = 1 + static_cast<int>((k / 2 + slice) % 3);
    scale::encode(out, f32(sign * size));
    scale::encode(out, f32(static_cast<int>((k * 7 + slice) % 5) - 2));
    scale::encode(out, std::uint32_t{k % 2});
  }
  return out;
}

/// Partners on the way up, by the definition.
std::vector<Hash> proof_of(std::vector<Hash> level, std::size_t place) {
  std::vector<Hash> out;
  for (; level.size() > 1; place /= 2) {
    if ((place ^ 1) < level.size()) out.push_back(level[place ^ 1]);
    std::vector<Hash> above;
    for (std::size_t i = 0; i < level.size(); i += 2)
      above.push_back(i + 1 < level.size() ? merkle_top({level[i], level[i + 1]}) : level[i]);
    level = std::move(above);
  }
  return out;
}

std::vector<Bytes> openings_of(std::uint32_t slices) {
  std::vector<Bytes> out;
  for (std::uint32_t s = 0; s < slices; ++s) out.push_back(opening_of(s));
  return out;
}

}  // namespace

ValidationSet::ValidationSet(std::uint32_t slices)
    : ValidationSet{{slices, kSamples, 2, kernels::Loss::CrossEntropy}, openings_of(slices)} {}

ValidationSet::ValidationSet(const training::SetShape& shape, std::vector<Bytes> slices)
    : openings{std::move(slices)} {
  std::vector<Hash> roots;
  for (std::uint32_t s = 0; s < shape.slices; ++s)
    roots.push_back(training::slice_root(shape, s, openings[s]));
  for (std::uint32_t s = 0; s < shape.slices; ++s) proofs.push_back(proof_of(roots, s));
  Bytes bytes{3};
  append(bytes,
         scale::encoded(std::tuple{shape.slices, shape.samples, shape.elements, shape.loss}));
  append(bytes, merkle_top(roots).bytes);
  root = crypto::blake2b_256(bytes);
}

Story::Story() {
  for (std::uint8_t n = 0; n < 12; ++n)
    EXPECT_TRUE(runtime().balances.mint_into(party(n), kEndowment));
  set_parameters();
  const Hash blob = upload(kAlice, scale::encoded(linear()));
  EXPECT_DONE(call(kAlice, runtime().models, Models::register_model{blob, "sign", "", {}}));
}

void Story::set_parameters() { Chain::set(training(), training::kSliceSamples, kSamples); }

training::Terms Story::terms(std::uint32_t rounds) {
  validation.emplace(rounds + 1);
  training::Terms out;
  out.participants = training::Open{kGrad, 100 * kGrad};
  out.max_participants = 8;
  out.rounds = rounds;
  out.reward = kReward;
  out.bond = kBond;
  out.target = 1 << 21;
  out.harm = 1 << 14;
  out.commit_blocks = out.reveal_blocks = out.open_blocks = 2;
  out.set_root = validation->root;
  out.samples = kSamples;
  return out;
}

TaskId Story::open(const training::Terms& terms) {
  id = training().next_task.get();
  EXPECT_DONE(call(kAlice, training(), Training::open_task{model, terms}));
  return id;
}

training::Entry Story::entry(std::uint8_t n, std::uint32_t of_round) {
  for (const auto& e : training().entries.get(id, of_round))
    if (e.account == party(n)) return e;
  ADD_FAILURE() << "no entry of party " << int{n};
  return {};
}

graph::Graph Story::head() {
  return *runtime().models.load(runtime().models.models.get(model)->head);
}

Hash Story::upload(const AccountId& who, View content) {
  const Hash root = blob_root(content);
  std::vector<Hash> chunks;
  for (std::uint32_t i = 0; i < chunk_count(content.size()); ++i)
    chunks.push_back(chunk_hash(chunk_of(content, i)));
  if (runtime().blobs.info(root)) return root;
  EXPECT_DONE(call(who, runtime().blobs, Blobs::begin{root, content.size(), chunks}));
  for (std::uint32_t i = 0; i < chunks.size(); ++i) {
    const View chunk = chunk_of(content, i);
    EXPECT_DONE(
        call(who, runtime().blobs, Blobs::store{root, i, Bytes{chunk.begin(), chunk.end()}}));
  }
  return root;
}

Hash Story::seal(std::uint8_t n, View update) {
  return training::commitment(blob_root(update), salt(n), party(n), id, task().round);
}

Result<> Story::commit(std::uint8_t n, const Hash& commitment, Balance deposit) {
  return call(party(n), training(), Training::commit{id, task().round, commitment, deposit});
}

Result<> Story::reveal(std::uint8_t n, const Hash& update) {
  return call(party(n), training(), Training::reveal{id, task().round, update, salt(n)});
}

Result<> Story::show(std::uint32_t slice) {
  return call(
      kAlice, training(),
      Training::open_slice{id, slice, validation->openings[slice], validation->proofs[slice]});
}

void Story::until(training::Phase phase) {
  for (int i = 0; i < 50 && task().phase != phase; ++i) advance();
  ASSERT_EQ(task().phase, phase);
}

void Story::play_until_open(const std::vector<Move>& moves) {
  at = task().round;
  for (const auto& m : moves) EXPECT_DONE(commit(m.party, seal(m.party, m.update), m.deposit));
  until(training::Phase::Reveal);
  for (const auto& m : moves)
    if (m.reveals) EXPECT_DONE(reveal(m.party, upload(party(m.party), m.update)));
  until(training::Phase::OpenSlice);
}

void Story::play(const std::vector<Move>& moves) {
  play_until_open(moves);
  EXPECT_DONE(show(at));
  for (int i = 0; i < 50 && task().phase == training::Phase::Evaluate; ++i) advance();
  ASSERT_NE(task().phase, training::Phase::Evaluate);
}

Bytes Story::honest(std::int16_t good, std::int16_t noise) {
  return scale::encoded(step_of(base(), good, noise));
}

}  // namespace descent::modules
