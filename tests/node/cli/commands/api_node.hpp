#pragma once
// A fake node whose runtime APIs a test answers by name.
#include "tests/node/cli/fake_node.hpp"

namespace descent::cli {

struct ApiNode : FakeNode {
  /// By "ModelsApi_model": from SCALE of the question to SCALE of the answer.
  std::map<std::string, std::function<Bytes(View)>, std::less<>> apis;

  ApiNode() {
    handlers["state_call"] = [this](const Params& params) -> boost::json::value {
      const auto it = apis.find(std::string_view{params[0].as_string()});
      if (it == apis.end()) return {{"code", 4003}, {"message", "no such API"}};
      return boost::json::string{to_0x(it->second(*from_hex(params[1].as_string())))};
    };
  }
  template <class T>
  void answer(const std::string& name, const T& value) {
    apis[name] = [bytes = scale::encoded(value)](View) { return bytes; };
  }
};

}  // namespace descent::cli
