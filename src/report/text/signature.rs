//! Who signed and when, at the end of a text. Enter at [`mark`].

use super::BlockKind;
use super::numbering::is_han_digit;
use super::raw_block::RawBlock;
use crate::report::find::name::ends_as_signer;

/// Marks the signature and date paragraphs that a text ends with.
pub(super) fn mark(blocks: &mut [RawBlock]) {
    for block in blocks.iter_mut().rev().take(4) {
        if block.kind != BlockKind::Paragraph || !(is_date(&block.plain) || is_signer(&block.plain))
        {
            break;
        }
        block.kind = BlockKind::Signature;
    }
}

/// `2020年12月16日` or `二〇二〇年十二月十六日`, alone or behind the name of the body that signs.
pub(crate) fn is_date(line: &str) -> bool {
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let digit = |c: char| c.is_ascii_digit() || is_han_digit(c) || matches!(c, '○' | 'Ｏ');
    let Some(front) = bare.strip_suffix('日') else {
        return false;
    };
    let Some((front, day)) = front.rsplit_once('月') else {
        return false;
    };
    let Some((front, month)) = front.rsplit_once('年') else {
        return false;
    };
    let name = front.trim_end_matches(digit);
    let year = front[name.len()..].chars().count();
    let short = |part: &str| (1..=3).contains(&part.chars().count()) && part.chars().all(digit);
    year == 4 && short(month) && short(day) && (name.is_empty() || is_signer(name))
}

/// A short line without sentence marks that ends as the name of a body does.
fn is_signer(line: &str) -> bool {
    let bare = line.trim();
    bare.chars().count() <= 60
        && !bare.contains(['。', '，', ',', '；', '：', ':'])
        && ends_as_signer(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_recognised_in_both_scripts() {
        assert!(
            is_date("2020年12月16日")
                && is_date("二〇二〇年十二月十六日")
                && is_date(" 2024 年 1 月 5 日 ")
        );
        assert!(is_date("青禾镇人民政府2024年1月5日"));
        assert!(!is_date("2020年12月") && !is_date("会议定于2020年12月16日") && !is_date("日"));
    }
}
