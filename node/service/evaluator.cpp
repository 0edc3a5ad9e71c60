#include "node/service/evaluator.hpp"

#include <algorithm>

namespace descent::service {

Evaluator::Evaluator(frame::Memo& memo) : memo_{memo}, thread_{[this] { run(); }} {}

Evaluator::~Evaluator() {
  {
    const std::scoped_lock lock{mutex_};
    stopped_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Evaluator::offer(std::vector<frame::Ahead> work) {
  std::ranges::reverse(work);
  {
    const std::scoped_lock lock{mutex_};
    work_ = std::move(work);
  }
  changed_.notify_all();
}

void Evaluator::wait_idle() {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [&] { return work_.empty() && !busy_; });
}

void Evaluator::run() {
  std::unique_lock lock{mutex_};
  for (;;) {
    busy_ = false;
    if (work_.empty()) changed_.notify_all();
    changed_.wait(lock, [&] { return stopped_ || !work_.empty(); });
    if (stopped_) return;
    const frame::Ahead next = std::move(work_.back());
    work_.pop_back();
    busy_ = true;
    lock.unlock();
    if (!memo_.find(next.inputs)) memo_.put(next.inputs, next.compute());
    lock.lock();
  }
}

}  // namespace descent::service
