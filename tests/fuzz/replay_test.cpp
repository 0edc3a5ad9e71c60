// Every target, on its corpus and near it. A crash that was ever found stays in a corpus.
#include "tests/fuzz/replay.hpp"

#include <gtest/gtest.h>

#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {
namespace {

// How much is near enough: what a target takes for an input, times this, is a second or less.
constexpr std::size_t kQuick = 400;
constexpr std::size_t kSlow = 40;
constexpr std::size_t kSlowest = 12;

TEST(Fuzz, every_target_has_a_corpus) {
  std::size_t targets = 0;
  for (const auto& entry : std::filesystem::directory_iterator{DESCENT_SOURCE_DIR "/tests/fuzz"}) {
    const std::string name = entry.path().filename().string();
    const auto end = name.rfind("_fuzz.cpp");
    if (end == name.npos) continue;
    ++targets;
    EXPECT_FALSE(corpus_of(name.substr(0, end)).empty()) << name;
  }
  EXPECT_GE(targets, 24u);
}

// ---- The runtime ----

TEST(Fuzz, values_of_the_wire_have_one_encoding) { replay("scale", scale_target, kQuick); }
TEST(Fuzz, an_extrinsic_that_is_refused_leaves_nothing) {
  replay("extrinsic", extrinsic_target, kSlow);
}
TEST(Fuzz, a_block_that_is_not_ours_is_refused) { replay("block", block_target, kSlow); }
TEST(Fuzz, calls_keep_the_invariants_of_all_modules) { replay("calls", calls_target, kSlowest); }
TEST(Fuzz, questions_to_the_runtime_change_nothing) { replay("api", api_target, kSlow); }
TEST(Fuzz, graphs_and_updates_have_one_encoding) { replay("graph", graph_target, kQuick); }
TEST(Fuzz, nothing_false_is_proved_of_a_trie) { replay("proof", proof_target, kQuick); }
TEST(Fuzz, texts_are_written_as_they_are_read) { replay("text", text_target, kQuick); }

// ---- Consensus ----

TEST(Fuzz, messages_of_validators_have_one_encoding) { replay("gossip", gossip_target, kQuick); }
TEST(Fuzz, the_engine_never_contradicts_itself) { replay("bft", bft_target, kSlow); }
TEST(Fuzz, a_damaged_log_is_found) { replay("vote_log", vote_log_target, kQuick); }
TEST(Fuzz, a_damaged_sign_state_is_found) { replay("sign_state", sign_state_target, kSlow); }

// ---- The network ----

TEST(Fuzz, protocols_are_agreed_on_in_any_pieces) {
  replay("multistream", multistream_target, kQuick);
}
TEST(Fuzz, nothing_is_heard_that_was_not_said) { replay("noise", noise_target, kSlow); }
TEST(Fuzz, streams_stay_within_their_windows) { replay("yamux", yamux_target, kQuick); }
TEST(Fuzz, peers_are_identified_within_limits) { replay("identify", identify_target, kQuick); }
TEST(Fuzz, addresses_are_the_same_in_both_forms) { replay("multiaddr", multiaddr_target, kQuick); }
TEST(Fuzz, messages_of_peers_are_within_limits) { replay("messages", messages_target, kQuick); }
TEST(Fuzz, a_conversation_begins_with_the_handshake) {
  replay("conversation", conversation_target, kSlow);
}
TEST(Fuzz, a_damaged_address_book_is_found) { replay("book", book_target, kSlow); }

// ---- The node ----

TEST(Fuzz, a_key_file_opens_to_the_key_it_names) { replay("key_file", key_file_target, kSlow); }
TEST(Fuzz, every_request_has_a_response) { replay("rpc", rpc_target, kSlow); }
TEST(Fuzz, a_chain_spec_is_written_as_it_is_read) { replay("spec", spec_target, kSlowest); }
TEST(Fuzz, an_imported_model_is_valid) { replay("onnx", onnx_target, kQuick); }

}  // namespace
}  // namespace descent::fuzz
