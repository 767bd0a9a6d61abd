//! Where a heading ends in its paragraph. Enter at [`lead`].

use super::imported::HeadingStyle;
use crate::report::find::name::behind_offices;
use crate::report::text::numbering::LeadingNumber;
use regex::Regex;
use std::sync::LazyLock;

/// A heading's title and where it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeadingLead {
    /// Without its final mark.
    pub(crate) title: String,
    /// How it stands in its paragraph.
    pub(crate) style: HeadingStyle,
    /// Bytes of the paragraph that are the heading, its 。 included.
    pub(crate) end: usize,
}

/// What follows the paragraph of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AfterHeading {
    /// Text or deeper headings of its own.
    Own,
    /// Another heading of its level, or nothing.
    Other,
}

/// The longest heading seen on a line of its own has 52 characters.
const LONGEST: usize = 64;

/// What follows a subject where a new sentence begins.
static PREDICATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[、和及与](?:[^，。；]{0,6}?)(?:政府|办事处|人大))?(?:的)?(?:主要(?:负责同志|负责人|领导)|书记|镇长|乡长|班子|领导班子|党政领导|分管领导|干部)?(?:[、和][^，。；]{1,6})?(?:始终|坚决|切实|认真|积极|严格|高度|深入|不断|持续|进一步|全面|充分|紧紧|紧密|及时|专题|先后|多次|坚持|把|将|以|通过|成立|召开|组织|制定|印发|建立|健全|按照|围绕|结合|聚焦|共|累计|开展|落实|严把|聘请|建成|投入|修订|调整|推动|推行|定期|对|先后|会同|联合|排查|整治)",
    )
    .expect("the pattern is constant")
});
static OPENERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"一是|全年|今年以来|一年来|20\d\d年|(?:镇|乡|县|区|市|局)?(?:党委|党工委|党组)|我(?:镇|乡|县|区|市|局|街道|委|办)|街道(?:党工委|办事处)|(?:镇|乡|县|区|市)政府|(?:镇|乡|街道)?(?:综合(?:行政)?执法(?:队|办|局|大队|中队)|司法所)|全(?:镇|乡|县|区|市|局|街道)").expect("the pattern is constant")
});

/// Finds the end of the heading in a numbered paragraph. `behind` is what follows in later paragraphs.
pub(crate) fn lead(
    text: &str,
    mark: &LeadingNumber,
    behind: AfterHeading,
    names: &[String],
) -> Option<HeadingLead> {
    let rest = &text[mark.end..];
    let length = rest.chars().count();
    let stop = rest.find(['。', '！', '？', '；', ';']);
    if let Some(glue) = glued(rest, names) {
        return Some(HeadingLead {
            title: rest[..glue].trim().to_owned(),
            style: HeadingStyle::Glued,
            end: mark.end + glue,
        });
    }
    let Some(stop) = stop else {
        if length <= LONGEST || mark.level == 1 {
            return Some(own_line(rest, mark));
        }
        return Some(first_clause(rest, mark));
    };
    let mark_width = rest[stop..].chars().next().map_or(0, char::len_utf8);
    let alone = rest[stop + mark_width..].trim().is_empty();
    if alone && rest[..stop].chars().count() <= LONGEST {
        if behind == AfterHeading::Own {
            return Some(own_line(rest, mark));
        }
        if !rest[..stop].contains(['，', ',', '：', ':']) {
            return Some(HeadingLead {
                style: HeadingStyle::RunIn,
                ..own_line(rest, mark)
            });
        }
    }
    if let Some(colon) = rest[..stop]
        .find(['：', ':'])
        .filter(|at| rest[..*at].chars().count() <= 25 && !rest[..*at].contains(['，', ',']))
    {
        let width = rest[colon..].chars().next().map_or(0, char::len_utf8);
        return Some(HeadingLead {
            title: rest[..colon].trim().to_owned(),
            style: HeadingStyle::RunIn,
            end: mark.end + colon + width,
        });
    }
    if alone || rest[..stop].chars().count() > LONGEST {
        return Some(first_clause(rest, mark));
    }
    Some(HeadingLead {
        title: rest[..stop].trim().to_owned(),
        style: HeadingStyle::RunIn,
        end: mark.end + stop + mark_width,
    })
}

fn own_line(rest: &str, mark: &LeadingNumber) -> HeadingLead {
    let title = rest
        .trim()
        .trim_end_matches(['。', '：', ':', '；', ';'])
        .to_owned();
    HeadingLead {
        title,
        style: HeadingStyle::OwnLine,
        end: mark.end + rest.len(),
    }
}

/// A point that is one sentence has its first clause as its title.
fn first_clause(rest: &str, mark: &LeadingNumber) -> HeadingLead {
    let stop = rest
        .find(['，', ',', '。', '；', ';', '：', ':'])
        .unwrap_or(rest.len());
    let width = rest[stop..].chars().next().map_or(0, char::len_utf8);
    HeadingLead {
        title: rest[..stop].trim().to_owned(),
        style: HeadingStyle::RunIn,
        end: mark.end + stop + width,
    }
}

/// Where a heading runs into the sentence behind it without a mark: at a subject with its predicate, before the first 。.
fn glued(rest: &str, names: &[String]) -> Option<usize> {
    let limit = rest
        .find(['。', '；', '：', ':', '！'])
        .unwrap_or(rest.len());
    let window = &rest[..limit];
    if window.chars().count() < 22 {
        return None;
    }
    let mut places: Vec<usize> = OPENERS
        .find_iter(window)
        .map(|found| found.start())
        .collect();
    for name in names {
        places.extend(window.match_indices(name.as_str()).map(|(at, _)| at));
    }
    places.sort_unstable();
    places.into_iter().find(|at| {
        let before = &window[..*at];
        let count = before.chars().count();
        if !(4..=40).contains(&count)
            || !before.ends_with("行为")
                && before.ends_with(|last: char| {
                    "，、,在由向为对和与及的是把将使让给从以到按于“《（(到".contains(last)
                })
        {
            return false;
        }
        let behind = &window[*at..];
        if behind.starts_with("一是") {
            return !before.ends_with(['统', '之', '第', '唯']);
        }
        if behind.starts_with("全年")
            && ["完成", "实现", "贯穿", "覆盖", "谋划", "总结"]
                .iter()
                .any(|verb| before.ends_with(verb))
        {
            return false;
        }
        let subject = names
            .iter()
            .filter(|name| behind.starts_with(name.as_str()))
            .map(|name| name.len())
            .max();
        let subject = subject
            .or_else(|| {
                OPENERS
                    .find(behind)
                    .filter(|found| found.start() == 0)
                    .map(|found| found.end())
            })
            .unwrap_or(0);
        subject > 0 && PREDICATE.is_match(behind_offices(&behind[subject..]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::text::numbering::read_mark;

    fn read(text: &str, behind: AfterHeading) -> (String, HeadingStyle) {
        let mark = read_mark(text).unwrap();
        let lead = lead(text, &mark, behind, &["苇泊镇".to_owned()]).unwrap();
        (lead.title, lead.style)
    }

    #[test]
    fn a_heading_ends_where_its_form_says() {
        let cases = [
            (
                "一、主要做法",
                AfterHeading::Own,
                "主要做法",
                HeadingStyle::OwnLine,
            ),
            (
                "(一)坚持依法防控,守住疫情防线。",
                AfterHeading::Own,
                "坚持依法防控,守住疫情防线",
                HeadingStyle::OwnLine,
            ),
            (
                "1、优化公共服务。特定事项实行特事特办。",
                AfterHeading::Other,
                "优化公共服务",
                HeadingStyle::RunIn,
            ),
            (
                "3、建立和健全法律顾问机制，发挥顾问律师在镇党委、政府决策过程中的参谋作用。迈陈镇建立了。",
                AfterHeading::Other,
                "建立和健全法律顾问机制，发挥顾问律师在镇党委、政府决策过程中的参谋作用",
                HeadingStyle::RunIn,
            ),
            (
                "（一）建立执法协作联席会议，每季度会商一次。",
                AfterHeading::Other,
                "建立执法协作联席会议",
                HeadingStyle::RunIn,
            ),
            (
                "（三）围绕快递员、家政人员开展订单式普法。",
                AfterHeading::Other,
                "围绕快递员、家政人员开展订单式普法",
                HeadingStyle::RunIn,
            ),
            (
                "1.推动学习贯彻走深走实苇泊镇党委把学习贯彻习近平法治思想摆在突出位置，每年学习。",
                AfterHeading::Other,
                "推动学习贯彻走深走实",
                HeadingStyle::Glued,
            ),
            (
                "2.压紧第一责任人责任镇党委、政府主要负责同志坚持重要工作亲自部署，全年召开会议6次。",
                AfterHeading::Other,
                "压紧第一责任人责任",
                HeadingStyle::Glued,
            ),
            (
                "1、夯实法治根基一是强化学习，二是强化宣传，三是强化保障，四是强化监督。",
                AfterHeading::Other,
                "夯实法治根基",
                HeadingStyle::Glued,
            ),
        ];
        for (text, has_body, title, style) in cases {
            assert_eq!(read(text, has_body), (title.to_owned(), style), "{text}");
        }
    }
}
