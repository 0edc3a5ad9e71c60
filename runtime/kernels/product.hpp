#pragma once
/// # The exact integer product
/// u8 x s8 -> s32, dense and row-major: the one operation taken from oneDNN, and product.cpp the
/// one file that includes it. With weights in [-64, 64] nothing saturates on any instruction set
/// (255 * 64 * 2 < 2^15), and sums of integers do not depend on their order, so the bits are the
/// same on every machine and for every thread count.
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "runtime/kernels/error.hpp"
#include "runtime/scale/expected.hpp"

namespace descent::kernels {

/// [rows, inner] x [inner, columns].
struct ProductShape {
  std::int64_t rows{};
  std::int64_t inner{};
  std::int64_t columns{};
  friend auto operator<=>(const ProductShape&, const ProductShape&) = default;
};

/// 255 * 64 * kInnerMax fits s32.
inline constexpr std::int64_t kInnerMax = 131'072;
inline constexpr std::int8_t kLimbMax = 64;

/// A [inner, columns] matrix whose every element is known to lie in [-64, 64].
class Limbs {
 public:
  /// errors  WeightOutOfRange
  /// REQUIRES: values.size() = inner * columns, 0 < inner <= kInnerMax.
  static Expected<Limbs, Error> make(std::int64_t inner, std::int64_t columns,
                                     std::vector<std::int8_t> values);

  std::int64_t inner() const { return inner_; }
  std::int64_t columns() const { return columns_; }
  const std::int8_t* data() const { return values_.data(); }

 private:
  Limbs(std::int64_t inner, std::int64_t columns, std::vector<std::int8_t> values)
      : inner_{inner}, columns_{columns}, values_{std::move(values)} {}

  std::int64_t inner_;
  std::int64_t columns_;
  std::vector<std::int8_t> values_;
};

/// Makes products and keeps what oneDNN compiles for each shape. Not for two threads at once.
/// A machine on which oneDNN has no tested implementation, or that is out of memory, halts here.
class Products {
 public:
  Products();
  ~Products();
  Products(const Products&) = delete;
  Products& operator=(const Products&) = delete;

  /// out [rows, limbs.columns] = activations [rows, limbs.inner] x limbs
  void multiply(std::int64_t rows, std::span<const std::uint8_t> activations, const Limbs& limbs,
                std::span<std::int32_t> out);

  /// What oneDNN calls the implementation it uses for `shape`.
  std::string_view implementation(const ProductShape& shape);

 private:
  struct Engine;
  struct Primitive;
  const Primitive& primitive(const ProductShape& shape);

  std::unique_ptr<Engine> engine_;
  std::map<ProductShape, Primitive> primitives_;
};

/// Version of the oneDNN in use and the instruction set it may go up to, for logs.
std::string library_description();

}  // namespace descent::kernels
