#pragma once
// Every target. What one holds stands at its definition.
#include "tests/fuzz/fuzz.hpp"

namespace descent::fuzz {

// ---- The runtime ----
void scale_target(View input);
void extrinsic_target(View input);
void calls_target(View input);
void api_target(View input);
void block_target(View input);
void graph_target(View input);
void proof_target(View input);
void text_target(View input);

// ---- Consensus ----
void gossip_target(View input);
void bft_target(View input);
void vote_log_target(View input);
void sign_state_target(View input);

// ---- The network ----
void multistream_target(View input);
void noise_target(View input);
void yamux_target(View input);
void identify_target(View input);
void multiaddr_target(View input);
void messages_target(View input);
void conversation_target(View input);
void book_target(View input);

// ---- The node ----
void key_file_target(View input);
void rpc_target(View input);
void spec_target(View input);
void onnx_target(View input);

}  // namespace descent::fuzz
