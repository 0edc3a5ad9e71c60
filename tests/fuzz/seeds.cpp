// Writes the seeds into tests/fuzz/corpus. To be run again when an encoding has changed.
#include "tests/fuzz/seeds.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>

int main() {
  using namespace descent::fuzz;
  const std::filesystem::path corpus = DESCENT_SOURCE_DIR "/tests/fuzz/corpus";
  std::size_t files = 0;
  for (const auto& seeds : {runtime_seeds(), consensus_seeds(), network_seeds(), node_seeds()})
    for (const auto& [name, content] : seeds) {
      std::filesystem::create_directories((corpus / name).parent_path());
      std::ofstream{corpus / name, std::ios::binary} << descent::as_text(content);
      ++files;
    }
  std::cout << files << " files in " << corpus.string() << "\n";
}
