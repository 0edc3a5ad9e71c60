#include "node/cli/files.hpp"

#include <filesystem>
#include <fstream>

namespace descent::cli {

Outcome<Bytes> read_file(const std::string& path, std::size_t most) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) return misused("cannot read '" + path + "': " + error.message());
  if (size > most)
    return misused("'" + path + "' has " + std::to_string(size) + " bytes, more than " +
                   std::to_string(most) + ", the most it may have");
  Bytes out(size);
  std::ifstream in{path, std::ios::binary};
  in.read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(size));
  if (!in) return misused("cannot read '" + path + "'; is it a file you may read?");
  return out;
}

Outcome<> write_file(const std::string& path, View bytes) {
  std::ofstream out{path, std::ios::binary | std::ios::trunc};
  out.write(reinterpret_cast<const char*>(bytes.data()),
            static_cast<std::streamsize>(bytes.size()));
  out.flush();
  if (!out) return refused("cannot write '" + path + "'; is there room, and may you write there?");
  return {};
}

}  // namespace descent::cli
