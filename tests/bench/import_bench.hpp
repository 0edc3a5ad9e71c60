#pragma once

namespace descent::bench {

/// Prints how fast a cold node imports blocks of signed transfers beside what all its cores could
/// verify of the signatures alone.
void bench_import(int runs);

}  // namespace descent::bench
