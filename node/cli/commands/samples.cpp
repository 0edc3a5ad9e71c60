#include "node/cli/commands/samples.hpp"

#include <bit>
#include <boost/json/parse.hpp>
#include <charconv>
#include <cmath>
#include <optional>

namespace descent::cli {
namespace {

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto from = text.find_first_not_of(blanks);
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

/// A finite f32's bits.
std::optional<std::uint32_t> bits_of(std::string_view text) {
  float value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return std::bit_cast<std::uint32_t>(value);
}

std::optional<std::vector<std::uint32_t>> row_of(std::string_view line) {
  std::vector<std::uint32_t> out;
  for (;;) {
    const auto comma = line.find(',');
    const auto bits = bits_of(without_blanks(line.substr(0, comma)));
    if (!bits) return std::nullopt;
    out.push_back(*bits);
    if (comma == line.npos) return out;
    line.remove_prefix(comma + 1);
  }
}

Outcome<Samples> checked(Samples samples) {
  if (samples.empty())
    return misused("there are no samples; give one a line (CSV) or an array of arrays (JSON)");
  for (std::size_t i = 1; i < samples.size(); ++i)
    if (samples[i].size() != samples[0].size())
      return misused("sample " + std::to_string(i) + " has " + std::to_string(samples[i].size()) +
                     " numbers and sample 0 has " + std::to_string(samples[0].size()) +
                     "; all samples of a model have as many");
  return samples;
}

/// Appends the numbers in `json`, however nested; false at anything else.
bool flatten(const boost::json::value& json, std::vector<std::uint32_t>& out) {
  if (json.is_array()) {
    for (const auto& element : json.as_array())
      if (!flatten(element, out)) return false;
    return true;
  }
  boost::json::error_code error;
  const auto value = static_cast<float>(json.to_number<double>(error));
  if (error || !std::isfinite(value)) return false;
  out.push_back(std::bit_cast<std::uint32_t>(value));
  return true;
}

}  // namespace

Outcome<Samples> samples_from_csv(std::string_view text) {
  Samples out;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    const auto line = without_blanks(text.substr(0, end));
    text = end == text.npos ? "" : text.substr(end + 1);
    if (line.empty()) continue;
    auto row = row_of(line);
    if (row)
      out.push_back(*std::move(row));
    else if (number > 1)
      return misused("line " + std::to_string(number) +
                     " is not finite numbers between commas; correct or remove it");
  }
  return checked(std::move(out));
}

Outcome<Samples> samples_from_json(std::string_view text) {
  boost::json::error_code error;
  const auto json = boost::json::parse(text, error);
  if (error || !json.is_array())
    return misused("the file is not a JSON array of samples, such as [[0.5, 1], [2, 3]]");
  Samples out;
  for (const auto& sample : json.as_array())
    if (!flatten(sample, out.emplace_back()))
      return misused("sample " + std::to_string(out.size() - 1) +
                     " is not made of finite numbers; correct or remove it");
  return checked(std::move(out));
}

}  // namespace descent::cli
