#pragma once
// Computes beside the executor what the blocks to come will ask the memo for.
#include <condition_variable>
#include <mutex>
#include <thread>

#include "runtime/frame/frame.hpp"

namespace descent::service {

/// One thread that works through what it was offered last and keeps the results in a memo. A block
/// never waits for it: what is not there yet, execution computes itself.
class Evaluator {
 public:
  /// The memo outlives it.
  explicit Evaluator(frame::Memo& memo);
  /// Ends after the unit at hand.
  ~Evaluator();

  /// Replaces what is left of earlier offers: the state has moved on.
  void offer(std::vector<frame::Ahead> work);
  /// Returns when nothing is left to do. For tests.
  void wait_idle();

 private:
  void run();

  frame::Memo& memo_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<frame::Ahead> work_;  // guarded by mutex_; the next one last
  bool busy_ = false;               // guarded by mutex_
  bool stopped_ = false;            // guarded by mutex_
  std::thread thread_;
};

}  // namespace descent::service
