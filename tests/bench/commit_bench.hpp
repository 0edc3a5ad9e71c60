#pragma once

namespace descent::bench {

/// Prints how fast a block's state is committed beside a raw LevelDB batch of the same bytes.
void bench_commit(int runs);

}  // namespace descent::bench
