// A C face of LibTorch: its operator dispatcher, and the few things that are no operator.
//
// Handles own one reference: a tensor is a TensorImpl*, a generator an at::Generator*. Functions that can fail return 0 for
// success; after 1, ats_error() has the text. Nothing throws across this boundary.
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

#define API extern "C" __attribute__((visibility("default")))

using Handle = c10::TensorImpl*;
// c10's own optional in old versions, the standard one in new ones.
using OptionalTensor = decltype(std::declval<c10::IValue&>().toOptional<at::Tensor>());

namespace {

enum Tag : int32_t { None, Tensor, Int, Double, Bool, IntList, DoubleList, TensorList, OptionalTensorList, Device, String, Generator, Default };

struct Value {
  int32_t tag;
  int32_t count;
  union {
    int64_t i;
    double d;
    void* p;
  };
};

struct Operator {
  c10::OperatorHandle handle;
  // Arguments of kind float: an int given there is widened, as Python does.
  std::vector<bool> is_float;
};

thread_local std::string last_error;

template <typename F>
int32_t guarded(F&& body) {
  try {
    body();
    return 0;
  } catch (const c10::Error& e) {
    last_error = e.what_without_backtrace();
  } catch (const std::exception& e) {
    last_error = e.what();
  } catch (...) {
    last_error = "unknown exception in LibTorch";
  }
  return 1;
}

at::Tensor borrow(Handle handle) {
  return handle == nullptr ? at::Tensor() : at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(handle));
}

Handle release(at::Tensor tensor) {
  return tensor.defined() ? tensor.unsafeReleaseIntrusivePtr().release() : nullptr;
}

std::vector<at::Tensor> borrow_all(const Handle* handles, int32_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t k = 0; k < count; k++) tensors.push_back(borrow(handles[k]));
  return tensors;
}

c10::Device device_of(int64_t packed) {
  return c10::Device(static_cast<c10::DeviceType>(packed >> 32), static_cast<c10::DeviceIndex>(static_cast<int32_t>(packed)));
}

c10::IValue to_ivalue(const Value& v) {
  switch (v.tag) {
    case Tensor: return borrow(static_cast<Handle>(v.p));
    case Int: return v.i;
    case Double: return v.d;
    case Bool: return v.i != 0;
    case IntList: return c10::IValue(at::IntArrayRef(static_cast<int64_t*>(v.p), v.count));
    case DoubleList: return c10::IValue(c10::List<double>(at::ArrayRef<double>(static_cast<double*>(v.p), v.count)));
    case TensorList: return c10::IValue(borrow_all(static_cast<Handle*>(v.p), v.count));
    case OptionalTensorList: {
      c10::List<OptionalTensor> list;
      list.reserve(v.count);
      for (int32_t k = 0; k < v.count; k++) {
        auto handle = static_cast<Handle*>(v.p)[k];
        list.push_back(handle == nullptr ? OptionalTensor() : OptionalTensor(borrow(handle)));
      }
      return c10::IValue(std::move(list));
    }
    case Device: return device_of(v.i);
    case String: return std::string(static_cast<char*>(v.p), v.count);
    case Generator: return *static_cast<at::Generator*>(v.p);
    default: return c10::IValue();
  }
}

// getNumGPUs became deviceCount.
template <typename Hooks>
auto gpu_count(const Hooks& hooks, int) -> decltype(static_cast<int32_t>(hooks.deviceCount())) {
  return static_cast<int32_t>(hooks.deviceCount());
}
template <typename Hooks>
int32_t gpu_count(const Hooks& hooks, long) {
  return static_cast<int32_t>(hooks.getNumGPUs());
}

void from_ivalue(c10::IValue&& iv, Value& v) {
  v.tag = None;
  v.count = 0;
  v.i = 0;
  if (iv.isTensor()) {
    v.tag = Tensor;
    v.p = release(std::move(iv).toTensor());
  } else if (iv.isInt()) {
    v.tag = Int;
    v.i = iv.toInt();
  } else if (iv.isDouble()) {
    v.tag = Double;
    v.d = iv.toDouble();
  } else if (iv.isBool()) {
    v.tag = Bool;
    v.i = iv.toBool();
  } else if (iv.isTensorList()) {
    auto list = std::move(iv).toTensorVector();
    auto handles = new Handle[list.size()];
    for (size_t k = 0; k < list.size(); k++) handles[k] = release(std::move(list[k]));
    v.tag = TensorList;
    v.count = static_cast<int32_t>(list.size());
    v.p = handles;
  }
}

}  // namespace

API const char* ats_error() { return last_error.c_str(); }

API int32_t ats_find(const char* name, const char* overload, Operator** found) {
  return guarded([&] {
    auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    TORCH_CHECK(handle.has_value(), "This LibTorch has no operator ", name, (*overload ? "." : ""), overload);
    auto op = std::make_unique<Operator>(Operator{*handle, {}});
    for (const auto& argument : handle->schema().arguments()) {
      auto type = argument.type();
      if (auto optional = type->cast<c10::OptionalType>()) type = optional->getElementType();
      op->is_float.push_back(type->kind() == c10::TypeKind::FloatType);
    }
    *found = op.release();
  });
}

// Trailing arguments that are not given, and those tagged Default, take the schema's default. Results go to `outs`; with
// out_count 0 they are dropped, as for operators that work in place.
API int32_t ats_call(Operator* op, const Value* args, int32_t count, Value* outs, int32_t out_count) {
  return guarded([&] {
    const auto& arguments = op->handle.schema().arguments();
    TORCH_CHECK(static_cast<size_t>(count) <= arguments.size(), op->handle.operator_name(), " takes ", arguments.size(), " arguments, not ", count);
    torch::jit::Stack stack;
    stack.reserve(arguments.size());
    for (size_t k = 0; k < arguments.size(); k++) {
      if (k >= static_cast<size_t>(count) || args[k].tag == Default) {
        const auto& value = arguments[k].default_value();
        TORCH_CHECK(value.has_value(), op->handle.operator_name(), " needs a value for ", arguments[k].name());
        stack.push_back(*value);
      } else if (args[k].tag == Int && op->is_float[k]) {
        stack.push_back(static_cast<double>(args[k].i));
      } else {
        stack.push_back(to_ivalue(args[k]));
      }
    }
    op->handle.callBoxed(&stack);
    if (out_count == 0) return;
    TORCH_CHECK(stack.size() == static_cast<size_t>(out_count), op->handle.operator_name(), " returned ", stack.size(), " values, not ", out_count);
    for (int32_t k = 0; k < out_count; k++) from_ivalue(std::move(stack[k]), outs[k]);
  });
}

API void ats_free_list(Handle* handles) { delete[] handles; }

API void ats_release(Handle handle) { c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(handle); }
API Handle ats_share(Handle handle) { return release(borrow(handle)); }

API int64_t ats_dim(Handle t) { return t->dim(); }
API int64_t ats_numel(Handle t) { return t->numel(); }
API int32_t ats_dtype(Handle t) { return static_cast<int32_t>(c10::typeMetaToScalarType(t->dtype())); }
API int32_t ats_device_type(Handle t) { return static_cast<int32_t>(t->device().type()); }
API int32_t ats_device_index(Handle t) { return t->device().index(); }
API int32_t ats_is_contiguous(Handle t) { return t->is_contiguous(); }
API void ats_sizes(Handle t, int64_t* to) { std::memcpy(to, t->sizes().data(), t->dim() * sizeof(int64_t)); }
API void ats_strides(Handle t, int64_t* to) { std::memcpy(to, t->strides().data(), t->dim() * sizeof(int64_t)); }
API int64_t ats_storage_offset(Handle t) { return t->storage_offset(); }
API int32_t ats_data(Handle t, void** data) { return guarded([&] { *data = borrow(t).data_ptr(); }); }

API int32_t ats_requires_grad(Handle t) { return t->requires_grad(); }
API int32_t ats_set_requires_grad(Handle t, int32_t value) { return guarded([&] { borrow(t).set_requires_grad(value != 0); }); }
API int32_t ats_is_leaf(Handle t) { return borrow(t).is_leaf(); }
API int32_t ats_grad(Handle t, Handle* grad) { return guarded([&] { *grad = release(borrow(t).grad()); }); }
API int32_t ats_set_grad(Handle t, Handle grad) { return guarded([&] { borrow(t).mutable_grad() = borrow(grad); }); }
API int32_t ats_retain_grad(Handle t) { return guarded([&] { borrow(t).retain_grad(); }); }

API int32_t ats_backward(const Handle* tensors, int32_t count, const Handle* grads, int32_t grad_count, int32_t retain, int32_t create,
                         const Handle* inputs, int32_t input_count) {
  return guarded([&] {
    torch::autograd::backward(borrow_all(tensors, count), borrow_all(grads, grad_count), retain != 0, create != 0, borrow_all(inputs, input_count));
  });
}

// `results` has room for input_count handles; an input that the outputs do not depend on gets null.
API int32_t ats_autograd_grad(const Handle* outputs, int32_t count, const Handle* inputs, int32_t input_count, const Handle* grads, int32_t grad_count,
                              int32_t retain, int32_t create, int32_t allow_unused, Handle* results) {
  return guarded([&] {
    auto found = torch::autograd::grad(borrow_all(outputs, count), borrow_all(inputs, input_count), borrow_all(grads, grad_count), retain != 0,
                                       create != 0, allow_unused != 0);
    for (size_t k = 0; k < found.size(); k++) results[k] = release(std::move(found[k]));
  });
}

API int32_t ats_grad_mode() { return c10::GradMode::is_enabled(); }
API void ats_set_grad_mode(int32_t value) { c10::GradMode::set_enabled(value != 0); }
API int32_t ats_inference_mode() { return c10::InferenceMode::is_enabled(); }
API c10::InferenceMode* ats_inference_enter(int32_t value) { return new c10::InferenceMode(value != 0); }
API void ats_inference_leave(c10::InferenceMode* mode) { delete mode; }

API int32_t ats_manual_seed(int64_t seed) { return guarded([&] { at::manual_seed(static_cast<uint64_t>(seed)); }); }

// A generator of its own (fresh) or the device's default one.
API int32_t ats_generator(int64_t device, int32_t fresh, at::Generator** generator) {
  return guarded([&] {
    auto standard = at::globalContext().defaultGenerator(device_of(device));
    if (fresh) {
      std::lock_guard<std::mutex> lock(standard.mutex());
      *generator = new at::Generator(standard.clone());
    } else {
      *generator = new at::Generator(standard);
    }
  });
}
API void ats_generator_release(at::Generator* generator) { delete generator; }
API int32_t ats_generator_set_seed(at::Generator* generator, int64_t seed) {
  return guarded([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    generator->set_current_seed(static_cast<uint64_t>(seed));
  });
}
API int64_t ats_generator_get_seed(at::Generator* generator) {
  std::lock_guard<std::mutex> lock(generator->mutex());
  return static_cast<int64_t>(generator->current_seed());
}
API int32_t ats_generator_random_seed(at::Generator* generator, int64_t* seed) {
  return guarded([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    *seed = static_cast<int64_t>(generator->seed());
  });
}
API int32_t ats_generator_get_state(at::Generator* generator, Handle* state) {
  return guarded([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    *state = release(generator->get_state());
  });
}
API int32_t ats_generator_set_state(at::Generator* generator, Handle state) {
  return guarded([&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    generator->set_state(borrow(state));
  });
}

API int32_t ats_cuda_available() { return at::globalContext().hasCUDA(); }
API int32_t ats_cuda_device_count() { return at::globalContext().hasCUDA() ? gpu_count(at::detail::getCUDAHooks(), 0) : 0; }
API int32_t ats_cudnn_available() { return at::globalContext().hasCuDNN(); }
API int32_t ats_cuda_synchronize(int32_t index) { return guarded([&] { at::detail::getCUDAHooks().deviceSynchronize(index); }); }

API int32_t ats_tf32_matmul() { return at::globalContext().allowTF32CuBLAS(); }
API int32_t ats_set_tf32_matmul(int32_t value) { return guarded([&] { at::globalContext().setAllowTF32CuBLAS(value != 0); }); }
API int32_t ats_tf32_cudnn() { return at::globalContext().allowTF32CuDNN(); }
API int32_t ats_set_tf32_cudnn(int32_t value) { return guarded([&] { at::globalContext().setAllowTF32CuDNN(value != 0); }); }

API int32_t ats_num_threads() { return at::get_num_threads(); }
API int32_t ats_set_num_threads(int32_t count) { return guarded([&] { at::set_num_threads(count); }); }
API int32_t ats_num_interop_threads() { return static_cast<int32_t>(at::get_num_interop_threads()); }
API int32_t ats_set_num_interop_threads(int32_t count) { return guarded([&] { at::set_num_interop_threads(count); }); }
