// Questions to the runtime by name, as state_call passes them on.
#include <algorithm>

#include "tests/fuzz/genesis.hpp"
#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {

void api_target(View input) {
  const std::string_view text = as_text(input);
  const auto line = std::min(text.find('\n'), text.size());
  const View arguments = input.subspan(std::min(line + 1, input.size()));
  const auto block = genesis().block();
  const Trace before = trace_of(*block);
  const auto answer = block->call(text.substr(0, line), arguments);
  require(block->call(text.substr(0, line), arguments) == answer, "a question has one answer");
  require(trace_of(*block) == before, "a question changes nothing");
}

}  // namespace descent::fuzz
