// descent_crosscheck_tool: what a case of descent.crosscheck was drawn from, as JSON, one a line on
// stdin; what C++ makes of it on stdout.
#include <iostream>
#include <string>

#include "tests/crosscheck/answer.hpp"

int main() {
  using namespace descent::crosscheck;
  for (std::string line; std::getline(std::cin, line);) {
    const auto question = boost::json::parse(line);
    auto answer = model_of(question);
    for (auto& [field, value] : round_of(question)) answer[field] = std::move(value);
    std::cout << boost::json::serialize(answer) << '\n';
  }
}
