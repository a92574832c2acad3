//! Code in the README is cut from an example that runs, never typed beside it.

use super::Finding;
use super::tree::TextFile;

/// Where the README's first program comes from.
const SOURCE: &str = "examples/src/bin/quickstart.rs";

/// The README and the example whose marked part it shows must agree to the letter.
pub(super) fn check_tree(files: &[TextFile]) -> Vec<Finding> {
    let find = |path: &str| files.iter().find(|file| file.path.as_os_str() == path);
    let (Some(readme), Some(source)) = (find("README.md"), find(SOURCE)) else { return Vec::new() };
    match cut(&source.text) {
        Some(code) if readme.text.contains(&format!("```rust\n{code}\n```")) => Vec::new(),
        Some(_) => vec![readme.finding(0, format!("the first program is not what stands between the marks of `{SOURCE}`: copy it again"))],
        None => vec![source.finding(0, "the marks `// README: begin` and `// README: end` are missing".to_owned())],
    }
}

/// The lines between the marks, moved to the left margin.
fn cut(source: &str) -> Option<String> {
    let (_, rest) = source.split_once("// README: begin\n")?;
    let (code, _) = rest.split_once("// README: end")?;
    let lines = code.trim_end().lines().map(|line| line.strip_prefix("    ").unwrap_or(line));
    Some(lines.collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn code_beside_the_example_is_found() {
        let source = file(SOURCE, "fn main() {\n    // README: begin\n    go();\n    // README: end\n}\n");
        let same = file("README.md", "# It\n\n```rust\ngo();\n```\n");
        let other = file("README.md", "# It\n\n```rust\nstop();\n```\n");
        assert!(check_tree(&[same, file(SOURCE, &source.text)]).is_empty());
        assert_eq!(check_tree(&[other, source]).len(), 1);
    }
}
