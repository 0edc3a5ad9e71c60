#include "network/libp2p/multiaddr.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "network/libp2p/varint.hpp"

namespace descent::network::libp2p {
namespace {

enum Code : std::uint64_t { kIp4 = 4, kTcp = 6, kIp6 = 41, kDns = 53, kDns4 = 54, kDns6 = 55 };
constexpr std::uint64_t kP2p = 421;
constexpr std::size_t kNameMax = 253;

bool is_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.';
  };
  return !name.empty() && name.size() <= kNameMax && std::ranges::all_of(name, fits);
}

Code code_of(const Host& host) {
  if (std::holds_alternative<Ip4>(host)) return kIp4;
  if (std::holds_alternative<Ip6>(host)) return kIp6;
  switch (std::get<DnsName>(host).family) {
    case DnsName::Family::V4: return kDns4;
    case DnsName::Family::V6: return kDns6;
    case DnsName::Family::Any: break;
  }
  return kDns;
}

std::optional<DnsName::Family> family_of(std::uint64_t code) {
  if (code == kDns) return DnsName::Family::Any;
  if (code == kDns4) return DnsName::Family::V4;
  if (code == kDns6) return DnsName::Family::V6;
  return std::nullopt;
}

std::string_view word_of(Code code) {
  switch (code) {
    case kIp4: return "ip4";
    case kIp6: return "ip6";
    case kDns: return "dns";
    case kDns4: return "dns4";
    case kDns6: return "dns6";
    case kTcp: break;
  }
  return "tcp";
}

// ---- Bytes ----

/// A cursor whose every step fails once one has.
struct Source {
  View rest;
  bool good = true;

  View take(std::size_t n) {
    good = good && rest.size() >= n;
    if (!good) return {};
    const View out = rest.first(n);
    rest = rest.subspan(n);
    return out;
  }
  std::uint64_t varint() {
    const auto read = read_varint(rest);
    good = good && read && read->has_value();
    if (!good) return 0;
    rest = rest.subspan((*read)->size);
    return (*read)->value;
  }
  template <std::size_t N>
  std::array<std::uint8_t, N> array() {
    std::array<std::uint8_t, N> out{};
    std::ranges::copy(take(N), out.begin());
    return out;
  }
};

std::optional<Host> host_from(Source& in) {
  const auto code = in.varint();
  if (code == kIp4) return in.array<4>();
  if (code == kIp6) return in.array<16>();
  const auto family = family_of(code);
  if (!family) return std::nullopt;
  const auto length = in.varint();
  if (length > kNameMax) return std::nullopt;
  DnsName name{*family, std::string{as_text(in.take(length))}};
  if (!is_name(name.name)) return std::nullopt;
  return name;
}

// ---- Text ----

/// The part up to the next '/', which it takes as well.
std::string_view part(std::string_view& rest) {
  const auto end = std::min(rest.find('/'), rest.size());
  const auto out = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return out;
}

template <class Ip>
std::optional<Host> ip_from(int family, std::string_view text) {
  Ip out{};
  if (inet_pton(family, std::string{text}.c_str(), out.data()) != 1) return std::nullopt;
  return out;
}

std::optional<Host> host_from(std::string_view word, std::string_view value) {
  if (word == "ip4") return ip_from<Ip4>(AF_INET, value);
  if (word == "ip6") return ip_from<Ip6>(AF_INET6, value);
  for (const Code code : {kDns, kDns4, kDns6})
    if (word == word_of(code) && is_name(value))
      return DnsName{*family_of(code), std::string{value}};
  return std::nullopt;
}

std::optional<std::uint16_t> port_from(std::string_view text) {
  std::uint16_t out{};
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::string host_text(const Host& host) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (const auto* ip4 = std::get_if<Ip4>(&host))
    return inet_ntop(AF_INET, ip4->data(), text.data(), text.size());
  if (const auto* ip6 = std::get_if<Ip6>(&host))
    return inet_ntop(AF_INET6, ip6->data(), text.data(), text.size());
  return std::get<DnsName>(host).name;
}

}  // namespace

Bytes Multiaddr::bytes() const {
  Bytes out;
  append_varint(out, code_of(host));
  if (const auto* ip4 = std::get_if<Ip4>(&host)) append(out, *ip4);
  if (const auto* ip6 = std::get_if<Ip6>(&host)) append(out, *ip6);
  if (const auto* name = std::get_if<DnsName>(&host)) {
    append_varint(out, name->name.size());
    append(out, as_view(name->name));
  }
  append_varint(out, kTcp);
  out.push_back(static_cast<std::uint8_t>(port >> 8));
  out.push_back(static_cast<std::uint8_t>(port));
  if (!peer) return out;
  append_varint(out, kP2p);
  append_varint(out, PeerId::kBytes);
  append(out, peer->bytes());
  return out;
}

std::string Multiaddr::text() const {
  std::string out = "/" + std::string{word_of(code_of(host))} + "/" + host_text(host) + "/tcp/" +
                    std::to_string(port);
  if (peer) out += "/p2p/" + peer->text();
  return out;
}

std::optional<Multiaddr> Multiaddr::from_bytes(View bytes) {
  if (bytes.size() > kBytesMax) return std::nullopt;
  Source in{bytes};
  const auto host = host_from(in);
  if (!host || in.varint() != kTcp) return std::nullopt;
  const auto port = in.array<2>();
  Multiaddr out{*host, static_cast<std::uint16_t>(port[0] << 8 | port[1])};
  if (in.good && in.rest.empty()) return out;
  if (in.varint() != kP2p || in.varint() != PeerId::kBytes) return std::nullopt;
  out.peer = PeerId::from_bytes(in.take(PeerId::kBytes));
  return in.good && in.rest.empty() && out.peer ? std::optional{out} : std::nullopt;
}

std::optional<Multiaddr> Multiaddr::from_text(std::string_view text) {
  if (text.size() > kTextMax || !text.starts_with('/')) return std::nullopt;
  if (text.find('\0') != text.npos) return std::nullopt;
  text.remove_prefix(1);
  const auto word = part(text);
  const auto host = host_from(word, part(text));
  if (!host || part(text) != "tcp") return std::nullopt;
  const auto port = port_from(part(text));
  if (!port) return std::nullopt;
  Multiaddr out{*host, *port};
  if (text.empty()) return out;
  if (part(text) != "p2p") return std::nullopt;
  out.peer = PeerId::from_text(part(text));
  return text.empty() && out.peer ? std::optional{out} : std::nullopt;
}

}  // namespace descent::network::libp2p
