//! The number of threads cannot be seen in the output.

use crate::scratch::{PAGE, Scratch, TEXT};

#[test]
fn one_and_eight_jobs_write_the_same_bytes() {
    let scratch = Scratch::new("threads");
    for number in 0..60 {
        // Long pages first, so that short ones overtake them.
        let filler =
            format!("<p>Words of page {number} that take a while to read.</p>\n").repeat(60 - number);
        scratch.write(
            format!("pages/{number:02}.html"),
            PAGE.replace("</article>", &format!("{filler}</article>")),
        );
        scratch
            .write(format!("pages/{number:02}.txt"), TEXT.replace("June", &format!("June of year {number}")));
    }
    scratch
        .write("pages/zz.jsonl", "{\"text\": \"One page of words.\"}\n{\"text\": \"Another.\"}\n{broken\n");
    let one = scratch.run(["read", "pages", "--jobs", "1"]);
    assert_eq!((one.status, one.records().len()), (Some(1), 122));
    let eight = scratch.run(["read", "pages", "--jobs", "8"]);
    assert!(one.stdout == eight.stdout, "the output differs");
    assert_eq!(one.stderr, eight.stderr);
    let pretty = |jobs| scratch.run(["read", "pages", "-f", "pretty", "-j", jobs]).stdout;
    assert!(pretty("1") == pretty("5"));
}
