//! Running a program: all threads side by side, one character at a time.

use super::compile::{Op, Program};

/// Scratch space of a run; kept by the caller so that no run allocates.
#[derive(Debug, Default)]
pub(crate) struct Threads {
    now: Vec<u32>,
    next: Vec<u32>,
    stack: Vec<u32>,
    /// Step at which an instruction was last added.
    seen: Vec<u32>,
    step: u32,
    /// Scratch space of the look-arounds.
    inner: Option<Box<Threads>>,
}

impl Threads {
    fn new_step(&mut self, len: usize) {
        if self.seen.len() < len {
            self.seen.resize(len, 0);
        }
        self.step = self.step.wrapping_add(1);
        if self.step == 0 {
            self.seen.fill(0);
            self.step = 1;
        }
    }
}

/// Where the preferred match from `at` ends.
pub(super) fn first_end(program: &Program, text: &str, at: usize, threads: &mut Threads) -> Option<usize> {
    run(program, text, at, threads, false)
}

/// Where the longest match from `at` ends.
pub(super) fn last_end(program: &Program, text: &str, at: usize, threads: &mut Threads) -> Option<usize> {
    run(program, text, at, threads, true)
}

fn run(program: &Program, text: &str, start: usize, threads: &mut Threads, longest: bool) -> Option<usize> {
    let mut at = start;
    let mut found = None;
    let mut now = std::mem::take(&mut threads.now);
    let mut next = std::mem::take(&mut threads.next);
    now.clear();
    threads.new_step(program.ops.len());
    add(program, 0, text, at, threads, &mut now);
    loop {
        next.clear();
        threads.new_step(program.ops.len());
        let c = if program.backwards { text[..at].chars().next_back() } else { text[at..].chars().next() };
        let after = c.map_or(at, |c| if program.backwards { at - c.len_utf8() } else { at + c.len_utf8() });
        for &thread in &now {
            match program.ops[thread as usize] {
                Op::Take(class) => {
                    if c.is_some_and(|c| program.classes[class as usize].has(c)) {
                        add(program, thread + 1, text, after, threads, &mut next);
                    }
                }
                // Later threads are less preferred.
                Op::Match if !longest => {
                    found = Some(at);
                    break;
                }
                Op::Match => found = Some(at),
                Op::Split(..) | Op::Jump(_) | Op::Start | Op::End | Op::Look(_) => {}
            }
        }
        std::mem::swap(&mut now, &mut next);
        if now.is_empty() || c.is_none() {
            break;
        }
        at = after;
    }
    threads.now = now;
    threads.next = next;
    found
}

/// Adds an instruction and what follows from it without taking a character, in order of preference.
fn add(program: &Program, op: u32, text: &str, at: usize, threads: &mut Threads, list: &mut Vec<u32>) {
    threads.stack.clear();
    threads.stack.push(op);
    while let Some(op) = threads.stack.pop() {
        if threads.seen[op as usize] == threads.step {
            continue;
        }
        threads.seen[op as usize] = threads.step;
        match program.ops[op as usize] {
            Op::Take(_) | Op::Match => list.push(op),
            Op::Jump(to) => threads.stack.push(to),
            Op::Split(one, other) => {
                threads.stack.push(other);
                threads.stack.push(one);
            }
            Op::Start => {
                if at == 0 {
                    threads.stack.push(op + 1);
                }
            }
            Op::End => {
                // Python's `$` also stands before a last newline.
                if at == text.len() || &text[at..] == "\n" {
                    threads.stack.push(op + 1);
                }
            }
            Op::Look(number) => {
                let look = &program.looks[number as usize];
                let mut inner = threads.inner.take().unwrap_or_default();
                let holds = first_end(&look.program, text, at, &mut inner).is_some();
                threads.inner = Some(inner);
                if holds != look.negated {
                    threads.stack.push(op + 1);
                }
            }
        }
    }
}
