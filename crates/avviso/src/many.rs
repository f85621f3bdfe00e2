//! Many pages at once, the results in the order of the input.
//!
//! Inputs are fetched and results handed on by the calling thread; the work between is done by `jobs` threads. Only a
//! window of items is held at a time, bounded by number and by weight, so memory does not grow with the input; and
//! as results are handed on in order, their number of threads cannot be seen in the output.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc;
use std::thread;

/// Items held at a time, for each thread.
const ITEMS_PER_JOB: usize = 8;

/// Bytes of items held at a time, for each thread; one item is held whatever it weighs.
const BYTES_PER_JOB: u64 = 16 << 20;

/// Stack of a working thread: the same on every machine.
const STACK_BYTES: usize = 8 << 20;

/// How the names of working threads begin.
pub const WORKER_NAME: &str = "avviso-worker-";

/// Something whose size in memory is known roughly.
pub trait Weigh {
    /// Its weight in bytes.
    fn weight(&self) -> u64;
}

/// Does two things at the same time.
pub(crate) fn both<A: Send, B>(aside: impl FnOnce() -> A + Send, here: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let aside = scope.spawn(aside);
        let here = here();
        (aside.join().unwrap_or_else(|panic| resume_unwind(panic)), here)
    })
}

/// Works on every item with `jobs` threads (0 counts as 1) and hands each result to `each`, in the items' order,
/// until that says to stop; gives what it stopped with.
///
/// # Errors
/// When the threads cannot be started.
pub fn in_order<I, T, B>(
    items: impl Iterator<Item = I>,
    jobs: usize,
    work: impl Fn(I) -> T + Sync,
    mut each: impl FnMut(T) -> ControlFlow<B>,
) -> Result<ControlFlow<B>, rayon::ThreadPoolBuildError>
where
    I: Weigh + Send,
    T: Send,
{
    let jobs = jobs.max(1);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .stack_size(STACK_BYTES)
        .thread_name(|index| format!("{WORKER_NAME}{index}"))
        .build()?;
    let work = &work;
    Ok(pool.in_place_scope(|scope| {
        let (sender, receiver) = mpsc::channel::<(u64, thread::Result<T>)>();
        let mut items = items.enumerate();
        let mut ended = false;
        // Results that wait for an earlier one, and the weights of all items between fetching and handing on.
        let mut waiting: BTreeMap<u64, thread::Result<T>> = BTreeMap::new();
        let mut held: BTreeMap<u64, u64> = BTreeMap::new();
        let mut weight = 0u64;
        let mut next = 0u64;
        loop {
            while !ended
                && (held.is_empty()
                    || (held.len() < jobs * ITEMS_PER_JOB && weight < BYTES_PER_JOB * jobs as u64))
            {
                let Some((number, item)) = items.next() else {
                    ended = true;
                    break;
                };
                let number = number as u64;
                held.insert(number, item.weight());
                weight += item.weight();
                let sender = sender.clone();
                scope.spawn(move |_| {
                    // A panic is carried to the calling thread, which would wait for this result for ever.
                    let result = catch_unwind(AssertUnwindSafe(|| work(item)));
                    // The receiver is gone only when `each` has said to stop; then nobody waits for this.
                    let _ = sender.send((number, result));
                });
                // Results that are there already go out before the next input is waited for.
                waiting.extend(receiver.try_iter());
                if waiting.contains_key(&next) {
                    break;
                }
            }
            if held.is_empty() {
                return ControlFlow::Continue(());
            }
            if !waiting.contains_key(&next) {
                waiting.extend(receiver.recv());
            }
            while let Some(result) = waiting.remove(&next) {
                weight -= held.remove(&next).unwrap_or(0);
                next += 1;
                let result = result.unwrap_or_else(|panic| resume_unwind(panic));
                if let ControlFlow::Break(stop) = each(result) {
                    return ControlFlow::Break(stop);
                }
            }
        }
    }))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    struct Load(u64, u64);

    impl Weigh for Load {
        fn weight(&self) -> u64 {
            self.1
        }
    }

    fn run(jobs: usize, count: u64, weight: u64) -> (Vec<u64>, usize) {
        let inside = AtomicUsize::new(0);
        let most = AtomicUsize::new(0);
        let mut out = Vec::new();
        let items = (0..count).map(|n| {
            most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            Load(n, weight)
        });
        let work = |Load(n, _)| {
            // The first items take longest, so that later ones overtake them.
            (0..(count - n) * 50).fold(n, |a, b| std::hint::black_box(a ^ b) ^ b)
        };
        let end = in_order(items, jobs, work, |n| {
            inside.fetch_sub(1, Ordering::SeqCst);
            out.push(n);
            ControlFlow::<()>::Continue(())
        });
        assert_eq!(end.unwrap(), ControlFlow::Continue(()));
        (out, most.into_inner())
    }

    #[test]
    fn results_come_in_order_and_few_are_held() {
        for jobs in [0, 1, 3, 8] {
            let (out, most) = run(jobs, 500, 10);
            assert_eq!(out, (0..500).collect::<Vec<u64>>());
            assert!(most <= jobs.max(1) * ITEMS_PER_JOB, "{most} held with {jobs} jobs");
        }
        assert_eq!(run(2, 0, 1).0, Vec::<u64>::new());
    }

    #[test]
    fn heavy_items_are_held_one_by_one() {
        let (out, most) = run(4, 50, BYTES_PER_JOB * 4);
        assert_eq!(out.len(), 50);
        assert_eq!(most, 1);
    }

    #[test]
    #[should_panic(expected = "item 3")]
    fn a_panic_of_the_work_is_not_waited_for() {
        let work = |load: Load| assert_ne!(load.0, 3, "item 3");
        let _ = in_order((0..9).map(|n| Load(n, 1)), 2, work, |()| ControlFlow::<()>::Continue(()));
    }

    #[test]
    fn it_stops_when_told() {
        let mut seen = 0;
        let end = in_order(
            (0..1000).map(|n| Load(n, 1)),
            4,
            |load| load.0,
            |n| {
                seen += 1;
                if n == 5 { ControlFlow::Break(n) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!((end.unwrap(), seen), (ControlFlow::Break(5), 6));
    }
}
