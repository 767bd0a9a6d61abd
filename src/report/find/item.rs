//! The runs of 一是, 二是 …. Enter at [`item_starts`].

use super::number::whole_number;
use crate::report::letter::is_han;
use regex::Regex;
use std::sync::LazyLock;

static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<n>[一二三四五六七八九十]{1,3})(?:要)?是").expect("the pattern is constant")
});

/// The marker with which an item begins: 一是, 二要是.
pub(crate) fn item_marker(item: &str) -> &str {
    MARKER.find(item).map_or("", |found| found.as_str())
}

/// Runs that may be open at a time: none stands in so many others.
const DEEPEST: usize = 32;

/// Where items begin in a paragraph. `open` holds the last value of each run that may go on: runs may stand inside one another.
///
/// One pass over the markers; each looks back through at most [`DEEPEST`] open runs. What may stand before a marker was settled on the
/// items of the labelled reports in `tests/cases`: a run is followed through a lost or repeated number, for authors lose them.
pub(crate) fn item_starts(text: &str, open: &mut Vec<u32>) -> Vec<(usize, u32)> {
    let mut out = Vec::new();
    // 一是 behind a Han character begins a run where 二是 follows.
    let last_second = text.rfind("二是").unwrap_or(0);
    for found in MARKER.captures_iter(text) {
        let (Some(whole), Some(value)) = (found.get(0), whole_number(&found["n"])) else {
            continue;
        };
        let before = text[..whole.start()].chars().next_back();
        let parted = before.is_none_or(|before| !is_han(before) && !"“《（(".contains(before));
        let joined = before.is_some_and(is_han);
        let goes_on = value > 1 && open.contains(&(value - 1));
        let begins = value == 1
            && (parted
                || joined
                    && whole.end() <= last_second
                    && !before.is_some_and(|before| "统之第唯专单万同不逐如合划".contains(before)));
        // …，二是…，四是…: one was lost.
        let skips = value > 2 && parted && open.contains(&(value - 2));
        if begins {
            if open.len() == DEEPEST {
                open.remove(0);
            }
            open.push(1);
            out.push((whole.start(), 1));
        } else if goes_on && (parted || joined)
            || skips
            || value > 1 && parted && before.is_none_or(|before| "。；;：: ".contains(before))
            // 一是…，一是…，三是…: the run goes on behind a repeated number.
            || value == 3
                && open.ends_with(&[1, 1])
                && before.is_some_and(|before| "，,".contains(before))
        {
            while open.last().is_some_and(|last| *last != value - 1) && open.contains(&(value - 1))
            {
                open.pop();
            }
            open.pop();
            open.push(value);
            out.push((whole.start(), value));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<u32> {
        item_starts(text, &mut Vec::new())
            .into_iter()
            .map(|(_, value)| value)
            .collect()
    }

    #[test]
    fn runs_are_followed_through_lost_marks_and_nesting() {
        assert_eq!(found("一是抓学习。二是抓队伍；三是抓台账"), [1, 2, 3]);
        assert_eq!(found("一是培训4次二是抓队伍。"), [1, 2]);
        assert_eq!(found("夯实根基一是强化学习，二是强化宣传。"), [1, 2]);
        assert_eq!(
            found("一是甲。二是乙。一是闭环谋划，二是闭环推进。三是丙。"),
            [1, 2, 1, 2, 3]
        );
    }

    #[test]
    fn runs_that_never_go_on_are_forgotten() {
        let text = "一是。".repeat(10_000);
        let mut open = Vec::new();
        assert_eq!(item_starts(&text, &mut open).len(), 10_000);
        assert_eq!(open.len(), DEEPEST);
    }

    #[test]
    fn words_that_hold_the_letters_are_no_items() {
        assert_eq!(
            found("口径统一是关键。重点任务之一是学习。"),
            Vec::<u32>::new()
        );
    }
}
