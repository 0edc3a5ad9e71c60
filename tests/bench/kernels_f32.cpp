#include "tests/bench/kernels_f32.hpp"

#include <dnnl.h>

#include <cstdio>
#include <cstdlib>

namespace descent::bench {
namespace {

void require(dnnl_status_t status) {
  if (status == dnnl_success) return;
  std::fprintf(stderr, "oneDNN: status %d\n", static_cast<int>(status));
  std::abort();
}

dnnl_memory_desc_t matrix(std::int64_t rows, std::int64_t columns, dnnl_format_tag_t tag) {
  dnnl_memory_desc_t out;
  const dnnl_dims_t dims = {rows, columns};
  require(dnnl_memory_desc_init_by_tag(&out, 2, dims, dnnl_f32, tag));
  return out;
}

}  // namespace

struct FloatProduct::State {
  dnnl_engine_t engine = nullptr;
  dnnl_stream_t stream = nullptr;
  dnnl_primitive_t product = nullptr;
  dnnl_memory_t in = nullptr;
  dnnl_memory_t weights = nullptr;
  dnnl_memory_t out = nullptr;

  void execute(dnnl_primitive_t primitive, std::vector<dnnl_exec_arg_t> arguments) {
    require(dnnl_primitive_execute(primitive, stream, static_cast<int>(arguments.size()),
                                   arguments.data()));
    require(dnnl_stream_wait(stream));
  }

  void reorder(dnnl_memory_t from, dnnl_memory_t to, const dnnl_memory_desc_t& before,
               const dnnl_memory_desc_t& after) {
    dnnl_primitive_desc_t description = nullptr;
    dnnl_primitive_t primitive = nullptr;
    require(
        dnnl_reorder_primitive_desc_create(&description, &before, engine, &after, engine, nullptr));
    require(dnnl_primitive_create(&primitive, description));
    execute(primitive, {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}});
    require(dnnl_primitive_destroy(primitive));
    require(dnnl_primitive_desc_destroy(description));
  }
};

FloatProduct::FloatProduct(std::int64_t rows, std::int64_t inner, std::int64_t columns,
                           const std::vector<float>& weights)
    : state_{std::make_unique<State>()} {
  State& s = *state_;
  require(dnnl_engine_create(&s.engine, dnnl_cpu, 0));
  require(dnnl_stream_create(&s.stream, s.engine, dnnl_stream_default_flags));
  const auto in = matrix(rows, inner, dnnl_ab);
  const auto any = matrix(inner, columns, dnnl_format_tag_any);
  const auto out = matrix(rows, columns, dnnl_ab);
  dnnl_matmul_desc_t operation;
  require(dnnl_matmul_desc_init(&operation, &in, &any, nullptr, &out));
  dnnl_primitive_desc_t description = nullptr;
  require(dnnl_primitive_desc_create(&description, &operation, nullptr, s.engine, nullptr));
  const auto packed = *dnnl_primitive_desc_query_md(description, dnnl_query_weights_md, 0);
  require(dnnl_primitive_create(&s.product, description));
  require(dnnl_primitive_desc_destroy(description));
  require(dnnl_memory_create(&s.in, &in, s.engine, DNNL_MEMORY_NONE));
  require(dnnl_memory_create(&s.out, &out, s.engine, DNNL_MEMORY_NONE));
  require(dnnl_memory_create(&s.weights, &packed, s.engine, DNNL_MEMORY_ALLOCATE));
  const auto plain = matrix(inner, columns, dnnl_ab);
  dnnl_memory_t source = nullptr;
  require(dnnl_memory_create(&source, &plain, s.engine, const_cast<float*>(weights.data())));
  s.reorder(source, s.weights, plain, packed);
  require(dnnl_memory_destroy(source));
}

FloatProduct::~FloatProduct() {
  dnnl_memory_destroy(state_->in);
  dnnl_memory_destroy(state_->weights);
  dnnl_memory_destroy(state_->out);
  dnnl_primitive_destroy(state_->product);
  dnnl_stream_destroy(state_->stream);
  dnnl_engine_destroy(state_->engine);
}

void FloatProduct::run(std::vector<float>& activations, std::vector<float>& out) {
  State& s = *state_;
  require(dnnl_memory_set_data_handle(s.in, activations.data()));
  require(dnnl_memory_set_data_handle(s.out, out.data()));
  s.execute(s.product,
            {{DNNL_ARG_SRC, s.in}, {DNNL_ARG_WEIGHTS, s.weights}, {DNNL_ARG_DST, s.out}});
}

}  // namespace descent::bench
