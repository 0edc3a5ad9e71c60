// descent_onnx_tool import|export: a file on stdin to a graph on stdout, or a graph to a file.
// Refused input: its error on stderr, beginning with the error's name, and exit code 1.
#include <iostream>
#include <iterator>

#include "node/onnx/export.hpp"
#include "node/onnx/import.hpp"
#include "runtime/graph/validate.hpp"

namespace descent::onnx {
namespace {

int refuse(const std::string& why) {
  std::cerr << why << '\n';
  return 1;
}

int refuse(const graph::Refusal& refusal) {
  return refuse(std::string{graph::name(refusal.error)} + ": " + graph::describe(refusal));
}

int write(View bytes) {
  std::cout << as_text(bytes) << std::flush;
  return std::cout ? 0 : refuse("cannot write to stdout");
}

int import_file(View bytes) {
  const auto graph = import_model(bytes);
  return graph ? write(scale::encoded(*graph)) : refuse(describe(graph.error()));
}

int export_graph(View bytes) {
  const auto graph = graph::decode_graph(bytes);
  if (!graph) return refuse(graph.error());
  const auto file = export_model(*graph);
  return file ? write(*file) : refuse(file.error());
}

int run(std::string_view command) {
  const std::string in{std::istreambuf_iterator<char>{std::cin}, {}};
  if (command == "import") return import_file(as_view(in));
  if (command == "export") return export_graph(as_view(in));
  return refuse("usage: descent_onnx_tool import|export <FILE >FILE");
}

}  // namespace
}  // namespace descent::onnx

int main(int argc, char** argv) { return descent::onnx::run(argc == 2 ? argv[1] : ""); }
