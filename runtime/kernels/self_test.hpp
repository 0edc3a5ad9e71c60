#pragma once
// Fixed vectors through every kernel, hashed. A node whose hash is not the constant computes other
// results than its peers: it must not author or vote.
#include "runtime/kernels/multiply.hpp"
#include "runtime/primitives/types.hpp"

namespace descent::kernels {

/// What `self_test` gives on every machine that computes right.
inline constexpr Hash kSelfTest{{
    0xce, 0x29, 0x1f, 0x37, 0x80, 0x26, 0xc9, 0x92, 0xe8, 0x36, 0xa7, 0x67, 0x72, 0x7f, 0x8e, 0x27,
    0x10, 0x93, 0xb4, 0xb0, 0xdb, 0xfc, 0x1b, 0xf3, 0x56, 0xdc, 0x07, 0x3a, 0xd2, 0x8a, 0xa9, 0x3b,
}};

/// BLAKE2b-256 over the results of products with operands of greatest magnitude and of a graph that
/// has every operator.
Hash self_test(Workspace& workspace);

}  // namespace descent::kernels
