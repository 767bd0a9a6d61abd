//! What the command line understands, in the user's language. Enter at [`command`].

use crate::diagnostic::Language;
use clap::{Arg, ArgAction, Command, ValueHint, value_parser};
use std::path::PathBuf;

/// Speaks the user's language.
#[derive(Clone, Copy)]
pub(super) struct HelpText(Language);

impl HelpText {
    pub(super) fn say(self, english: &'static str, chinese: &'static str) -> &'static str {
        match self.0 {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }

    pub(super) fn option(
        self,
        name: &'static str,
        (english, chinese): (&'static str, &'static str),
    ) -> Arg {
        Arg::new(name).long(name).help(self.say(english, chinese))
    }

    pub(super) fn flag(self, name: &'static str, words: (&'static str, &'static str)) -> Arg {
        self.option(name, words).action(ArgAction::SetTrue)
    }
}

/// The whole command line.
pub(super) fn command(tongue: Language) -> Command {
    let unlisted = super::check::unlisted(HelpText(tongue));
    listed(tongue).mut_subcommand("check", |check| check.arg(unlisted))
}

/// What help and completion show of the command line.
pub(super) fn listed(tongue: Language) -> Command {
    let speech = HelpText(tongue);
    Command::new("nianbao")
        .version(env!("CARGO_PKG_VERSION"))
        .about(speech.say(
            "Publishes government annual reports as a static site, with year-over-year comparisons",
            "把政府年度报告做成静态网站，并逐年比较数字、文字和承诺",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            speech
                .option("root", ("Folder of the site", "站点文件夹"))
                .short('r')
                .global(true)
                .value_name("DIR")
                .default_value(".")
                .value_hint(ValueHint::DirPath)
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            speech
                .option("config", ("Another configuration file", "另一个配置文件"))
                .short('c')
                .global(true)
                .value_name("FILE")
                .value_hint(ValueHint::FilePath)
                .value_parser(value_parser!(PathBuf)),
        )
        .subcommand(build(speech))
        .subcommand(serve(speech))
        .subcommand(import(speech))
        .subcommand(super::check::command(speech))
        .subcommand(super::explain::command(speech))
        .subcommand(super::terms::command(speech))
        .subcommand(super::init::command(speech))
        .subcommand(super::new::command(speech))
        .subcommand(super::schema::command(speech))
        .subcommand(super::vendor::command(speech))
        .subcommand(super::extract::arguments(speech))
        .subcommand(super::compare::arguments(speech))
        .subcommand(super::completion::command(speech))
}

fn output(speech: HelpText) -> Vec<Arg> {
    vec![
        speech
            .option(
                "base-url",
                (
                    "Base URL instead of the configuration's",
                    "替换配置中的网址前缀",
                ),
            )
            .short('u')
            .value_name("URL"),
        speech
            .option(
                "output-dir",
                (
                    "Output folder instead of the configuration's",
                    "替换配置中的输出文件夹",
                ),
            )
            .short('o')
            .value_name("DIR")
            .value_parser(value_parser!(PathBuf)),
        speech
            .flag(
                "force",
                (
                    "Replace an existing output folder",
                    "输出文件夹已存在时也替换",
                ),
            )
            .short('f'),
        speech.flag("drafts", ("Show drafts", "包括草稿")),
        speech.flag("strict", ("Warnings block too", "警告也视为错误")),
        today(speech),
        format(speech),
    ]
}

fn today(speech: HelpText) -> Arg {
    speech
        .option(
            "today",
            ("Day of the build, for `now()`", "构建日期，供 `now()` 使用"),
        )
        .value_name("YYYY-MM-DD")
        .value_parser(value_parser!(jiff::civil::Date))
}

pub(super) fn format(speech: HelpText) -> Arg {
    speech
        .option(
            "format",
            (
                "Output for people or for machines",
                "给人看或给机器读的输出",
            ),
        )
        .value_parser(["text", "json"])
        .default_value("text")
}

fn build(speech: HelpText) -> Command {
    Command::new("build")
        .about(speech.say("Builds the site", "生成网站"))
        .args(output(speech))
        .arg(speech.flag("minify", ("Minify HTML", "压缩 HTML")))
}

fn serve(speech: HelpText) -> Command {
    let shared = output(speech).into_iter();
    Command::new("serve")
        .about(speech.say(
            "Shows the site on this machine, live with --watch",
            "在本机预览网站，--watch 边改边看",
        ))
        .args(shared.filter(|arg| arg.get_id() != "format" && arg.get_id() != "force"))
        .args(listening(speech))
        .args(watching(speech))
        .args(for_zola(speech))
}

/// What Zola's `serve` takes besides; its ways of writing less have nothing to do here, where nothing is written.
fn for_zola(speech: HelpText) -> [Arg; 4] {
    let nothing = (
        "Accepted for Zola's sake; nothing is written",
        "为兼容 Zola 而保留；预览不写文件",
    );
    let fast = (
        "Accepted for Zola's sake; only what changed is made anyway",
        "为兼容 Zola 而保留；本来就只生成改动的部分",
    );
    let bare = (
        "Leave the port out of a --base-url",
        "不在 --base-url 后加端口",
    );
    [
        speech.flag("force", nothing),
        speech.flag("store-html", nothing),
        speech.flag("fast", fast).short('f'),
        speech.flag("no-port-append", bare),
    ]
}

fn listening(speech: HelpText) -> [Arg; 3] {
    let address = speech.option("interface", ("Address to listen on", "监听地址"));
    let port = (
        "Port; without it 1111, or the next free one",
        "端口；不指定则用 1111 或其后的空闲端口",
    );
    [
        address
            .short('i')
            .value_name("ADDRESS")
            .default_value("127.0.0.1")
            .value_parser(value_parser!(std::net::IpAddr)),
        speech
            .option("port", port)
            .short('p')
            .value_name("PORT")
            .value_parser(value_parser!(u16)),
        speech
            .flag("open", ("Open the browser", "打开浏览器"))
            .short('O'),
    ]
}

/// For drives that tell nothing of changes.
pub(super) fn poll(speech: HelpText) -> Arg {
    let words = (
        "Look for changes instead of being told (network drives)",
        "轮询文件变化（网络盘）",
    );
    speech.flag("poll", words)
}

fn watching(speech: HelpText) -> [Arg; 4] {
    let watch = (
        "Rebuild and reload on every change",
        "文件一改动就重新生成并刷新页面",
    );
    let quiet = (
        "Milliseconds of quiet before a rebuild",
        "静默多少毫秒后重新生成",
    );
    let more = (
        "One more file or folder to watch; may be repeated",
        "另外监视的文件或文件夹，可重复",
    );
    [
        speech.flag("watch", watch).short('w'),
        speech
            .option("debounce", quiet)
            .short('d')
            .value_name("MS")
            .default_value("20")
            .value_parser(value_parser!(u64).range(1..=10_000)),
        poll(speech),
        speech
            .option("extra-watch-path", more)
            .value_name("PATH")
            .action(ArgAction::Append)
            .value_parser(value_parser!(PathBuf)),
    ]
}

fn import_flags(speech: HelpText) -> [Arg; 3] {
    [
        speech.flag(
            "dry-run",
            ("Only show what would be imported", "只显示结果，不写文件"),
        ),
        speech.flag(
            "accept-revisions",
            (
                "Take Word's tracked changes as accepted",
                "视为接受 Word 中的全部修订",
            ),
        ),
        speech.flag(
            "replace",
            (
                "Replace a file that differs; the old one is kept beside it",
                "替换内容不同的文件，旧文件保留在旁边",
            ),
        ),
    ]
}

fn import(speech: HelpText) -> Command {
    Command::new("import")
        .about(speech.say("Brings report texts into the site", "把报告原文导入站点"))
        .arg(
            Arg::new("files")
                .required(true)
                .num_args(1..)
                .value_name("FILE")
                .help(speech.say(
                    "Texts (.txt .html .docx .md), or - for standard input",
                    "原文（.txt .html .docx .md），或 - 表示标准输入",
                ))
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            speech
                .option(
                    "body",
                    (
                        "Id of the body in content/site.yaml",
                        "content/site.yaml 中的单位编号",
                    ),
                )
                .value_name("ID"),
        )
        .arg(
            speech
                .option(
                    "year",
                    (
                        "Year reported on, where the text does not say it",
                        "报告年度（原文未写明时）",
                    ),
                )
                .value_name("Y")
                .value_parser(value_parser!(i16).range(1949..=2200)),
        )
        .arg(
            speech
                .option("to", ("Folder to write into", "写入的文件夹"))
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            speech
                .option(
                    "profile",
                    (
                        "Kind of report: fazhi, xxgk, one of content/profiles, or a YAML file that describes another",
                        "报告类型：fazhi、xxgk、content/profiles 中的类型，或描述其他类型的 YAML 文件",
                    ),
                )
                .default_value("fazhi")
                .value_name("ID"),
        )
        .args(import_flags(speech))
        .arg(format(speech))
}
