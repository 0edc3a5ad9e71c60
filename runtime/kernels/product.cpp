#include "runtime/kernels/product.hpp"

#include <dnnl.h>

#include <algorithm>
#include <array>
#include <string>

#include "runtime/primitives/assert.hpp"

namespace descent::kernels {
namespace {

/// Found exact for this use, over every instruction set up to AVX-512 VNNI (tests/runtime/kernels).
/// Others, AMX among them, are passed over.
constexpr std::string_view kTested[] = {"gemm:jit", "brg:avx512_core", "brg:avx512_core_vnni"};
constexpr std::size_t kPrimitivesMax = 256;

[[noreturn]] void halt(const char* what, int status) {
  const std::string why = std::string{what} + " failed with status " + std::to_string(status) +
                          " on " + library_description() +
                          ": the node stops rather than compute another result than its peers";
  assertion_failed(why.c_str(), "oneDNN", 0);
}

void require(dnnl_status_t status, const char* what) {
  if (status != dnnl_success) halt(what, static_cast<int>(status));
}

dnnl_memory_desc_t matrix(std::int64_t rows, std::int64_t columns, dnnl_data_type_t type) {
  dnnl_memory_desc_t out;
  const dnnl_dims_t dims = {rows, columns};
  require(dnnl_memory_desc_init_by_tag(&out, 2, dims, type, dnnl_ab), "describing a matrix");
  return out;
}

std::string_view name_of(const_dnnl_primitive_desc_t description) {
  const char* name = nullptr;
  require(dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, &name),
          "naming an implementation");
  return name;
}

bool is_tested(std::string_view name) {
  return std::find(std::begin(kTested), std::end(kTested), name) != std::end(kTested);
}

/// The first implementation on the tested list.
dnnl_primitive_desc_t tested_implementation(const dnnl_matmul_desc_t& operation,
                                            dnnl_engine_t engine) {
  dnnl_primitive_desc_iterator_t next = nullptr;
  require(dnnl_primitive_desc_iterator_create(&next, &operation, nullptr, engine, nullptr),
          "listing implementations");
  for (;;) {
    dnnl_primitive_desc_t found = dnnl_primitive_desc_iterator_fetch(next);
    if (found == nullptr) halt("fetching an implementation", dnnl_out_of_memory);
    if (is_tested(name_of(found))) {
      require(dnnl_primitive_desc_iterator_destroy(next), "ending the list");
      return found;
    }
    require(dnnl_primitive_desc_destroy(found), "leaving an implementation");
    require(dnnl_primitive_desc_iterator_next(next), "finding a tested implementation");
  }
}

}  // namespace

struct Products::Engine {
  dnnl_engine_t engine = nullptr;
  dnnl_stream_t stream = nullptr;

  Engine() {
    require(dnnl_engine_create(&engine, dnnl_cpu, 0), "creating an engine");
    require(dnnl_stream_create(&stream, engine, dnnl_stream_default_flags), "creating a stream");
  }
  ~Engine() {
    dnnl_stream_destroy(stream);
    dnnl_engine_destroy(engine);
  }
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
};

/// A compiled product and its three operands, whose data is set for each run.
struct Products::Primitive {
  dnnl_primitive_t product = nullptr;
  std::array<dnnl_memory_t, 3> memory{};  ///< activations, weights, result
  std::string_view name;

  Primitive(const ProductShape& shape, dnnl_engine_t engine) {
    const std::array descriptions = {matrix(shape.rows, shape.inner, dnnl_u8),
                                     matrix(shape.inner, shape.columns, dnnl_s8),
                                     matrix(shape.rows, shape.columns, dnnl_s32)};
    dnnl_matmul_desc_t operation;
    require(dnnl_matmul_desc_init(&operation, &descriptions[0], &descriptions[1], nullptr,
                                  &descriptions[2]),
            "describing a product");
    dnnl_primitive_desc_t implementation = tested_implementation(operation, engine);
    name = name_of(implementation);
    require(dnnl_primitive_create(&product, implementation), "compiling a product");
    require(dnnl_primitive_desc_destroy(implementation), "leaving a description");
    for (std::size_t i = 0; i < memory.size(); ++i)
      require(dnnl_memory_create(&memory[i], &descriptions[i], engine, DNNL_MEMORY_NONE),
              "creating an operand");
  }
  ~Primitive() {
    for (dnnl_memory_t m : memory) dnnl_memory_destroy(m);
    dnnl_primitive_destroy(product);
  }
  Primitive(const Primitive&) = delete;
  Primitive& operator=(const Primitive&) = delete;
};

Expected<Limbs, Error> Limbs::make(std::int64_t inner, std::int64_t columns,
                                   std::vector<std::int8_t> values) {
  DESCENT_ASSERT(inner > 0 && inner <= kInnerMax && columns > 0);
  DESCENT_ASSERT(static_cast<std::int64_t>(values.size()) == inner * columns);
  int beyond = 0;
  for (const std::int8_t v : values) beyond |= v > kLimbMax || v < -kLimbMax;
  if (beyond != 0) return Error::WeightOutOfRange;
  return Limbs{inner, columns, std::move(values)};
}

Products::Products() : engine_{std::make_unique<Engine>()} {}
Products::~Products() = default;

const Products::Primitive& Products::primitive(const ProductShape& shape) {
  if (const auto found = primitives_.find(shape); found != primitives_.end()) return found->second;
  if (primitives_.size() >= kPrimitivesMax) primitives_.clear();
  return primitives_.try_emplace(shape, shape, engine_->engine).first->second;
}

void Products::multiply(std::int64_t rows, std::span<const std::uint8_t> activations,
                        const Limbs& limbs, std::span<std::int32_t> out) {
  DESCENT_ASSERT(rows > 0);
  DESCENT_ASSERT(static_cast<std::int64_t>(activations.size()) == rows * limbs.inner());
  DESCENT_ASSERT(static_cast<std::int64_t>(out.size()) == rows * limbs.columns());
  const Primitive& p = primitive({rows, limbs.inner(), limbs.columns()});
  // oneDNN reads its operands through pointers to non-const; it writes only to the result.
  const std::array<void*, 3> data = {const_cast<std::uint8_t*>(activations.data()),
                                     const_cast<std::int8_t*>(limbs.data()), out.data()};
  for (std::size_t i = 0; i < data.size(); ++i)
    require(dnnl_memory_set_data_handle(p.memory[i], data[i]), "setting an operand");
  const std::array<dnnl_exec_arg_t, 3> arguments = {
      {{DNNL_ARG_SRC, p.memory[0]}, {DNNL_ARG_WEIGHTS, p.memory[1]}, {DNNL_ARG_DST, p.memory[2]}}};
  require(dnnl_primitive_execute(p.product, engine_->stream, 3, arguments.data()), "a product");
  require(dnnl_stream_wait(engine_->stream), "waiting for a product");
}

std::string_view Products::implementation(const ProductShape& shape) {
  return primitive(shape).name;
}

std::string library_description() {
  const dnnl_version_t& v = *dnnl_version();
  return "oneDNN " + std::to_string(v.major) + "." + std::to_string(v.minor) + "." +
         std::to_string(v.patch) + ", instruction set " +
         std::to_string(static_cast<int>(dnnl_get_effective_cpu_isa()));
}

}  // namespace descent::kernels
