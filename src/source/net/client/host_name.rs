//! Host names as they are asked for: letters beyond ASCII in the form of RFC 3492. Enter at [`ascii`].

/// The name in ASCII; `None` where it is no name of a host.
pub(super) fn ascii(name: &str) -> Option<String> {
    let name = name.replace(['。', '．'], ".").to_lowercase();
    let is_letter = |letter: char| letter.is_alphanumeric() || "-._".contains(letter);
    if !name.chars().all(is_letter) {
        return None;
    }
    let labels = name.split('.').map(|label| {
        if label.is_ascii() {
            Some(label.to_owned())
        } else {
            Some(format!("xn--{}", punycode_label(label)?)).filter(|label| label.len() <= 63)
        }
    });
    let labels: Option<Vec<String>> = labels.collect();
    Some(labels?.join("."))
}

/// RFC 3492, 6.3.
fn punycode_label(label: &str) -> Option<String> {
    let letters: Vec<u32> = label.chars().map(u32::from).collect();
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).ok()?;
    if basic > 0 {
        out.push('-');
    }
    let (mut next, mut delta, mut bias, mut done) = (128_u32, 0_u32, 72, basic);
    while let Some(least) = letters.iter().copied().filter(|one| *one >= next).min() {
        delta = delta.checked_add((least - next).checked_mul(done + 1)?)?;
        next = least;
        for letter in &letters {
            if *letter < next {
                delta = delta.checked_add(1)?;
            }
            if *letter == next {
                push_digits(delta, bias, &mut out);
                bias = adapted_bias(delta, done + 1, if done == basic { 700 } else { 2 });
                delta = 0;
                done += 1;
            }
        }
        delta = delta.checked_add(1)?;
        next += 1;
    }
    Some(out)
}

/// A number in digits of growing weight.
fn push_digits(mut number: u32, bias: u32, out: &mut String) {
    let digit = |value: u32| char::from_digit(value, 36).map_or('a', shifted_digit);
    for step in (36..).step_by(36) {
        let least = if step <= bias {
            1
        } else {
            (step - bias).min(26)
        };
        if number < least {
            break;
        }
        out.push(digit(least + (number - least) % (36 - least)));
        number = (number - least) / (36 - least);
    }
    out.push(digit(number));
}

/// Here `a` to `z` come before `0` to `9`.
fn shifted_digit(digit: char) -> char {
    let value = digit.to_digit(36).unwrap_or(0);
    let value = if value < 26 { value + 10 } else { value - 26 };
    char::from_digit(value, 36).unwrap_or('a')
}

/// RFC 3492, 6.1.
fn adapted_bias(delta: u32, points: u32, damp: u32) -> u32 {
    let mut delta = delta / damp;
    delta += delta / points;
    let mut steps = 0;
    while delta > 455 {
        delta /= 35;
        steps += 36;
    }
    steps + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::ascii;

    #[test]
    fn names_in_chinese_letters_have_the_form_that_is_registered() {
        for (name, wanted) in [
            ("例子.中国", "xn--fsqu00a.xn--fiqs8s"),
            ("中文.Example", "xn--fiq228c.example"),
            ("a.政务", "a.xn--zfr164b"),
            ("bücher.de", "xn--bcher-kva.de"),
            ("中文。cn", "xn--fiq228c.cn"),
            ("a_b.cn", "a_b.cn"),
        ] {
            assert_eq!(ascii(name).as_deref(), Some(wanted), "{name}");
        }
        for wrong in ["a b.cn", "中文/x", "“中”.cn"] {
            assert_eq!(ascii(wrong), None, "{wrong}");
        }
    }
}
