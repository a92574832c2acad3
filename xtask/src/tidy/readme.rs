//! Code in the README is cut from an example that runs, never typed beside it.

use super::Finding;
use super::tree::TextFile;

/// Each README, where its first program comes from, and in which language.
const SHOWN: &[(&str, &str, &str)] =
    &[("README.md", "examples/src/bin/quickstart.rs", "rust"), ("oms-ffi/README.md", "oms-ffi/examples/Quickstart.kt", "kotlin")];

/// A README and the example whose marked part it shows must agree to the letter.
pub(super) fn check_tree(files: &[TextFile]) -> Vec<Finding> {
    let find = |path: &str| files.iter().find(|file| file.path.as_os_str() == path);
    let shown = SHOWN.iter().filter_map(|(readme, source, language)| Some((find(readme)?, find(source)?, language)));
    shown.filter_map(|(readme, source, language)| differs(readme, source, language)).collect()
}

fn differs(readme: &TextFile, source: &TextFile, language: &str) -> Option<Finding> {
    match cut(&source.text) {
        Some(code) if readme.text.contains(&format!("```{language}\n{code}\n```")) => None,
        Some(_) => {
            let path = source.path.display();
            Some(readme.finding(0, format!("the first program is not what stands between the marks of `{path}`: copy it again")))
        }
        None => Some(source.finding(0, "the marks `// README: begin` and `// README: end` are missing".to_owned())),
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
        let path = "examples/src/bin/quickstart.rs";
        let source = file(path, "fn main() {\n    // README: begin\n    go();\n    // README: end\n}\n");
        let same = file("README.md", "# It\n\n```rust\ngo();\n```\n");
        let other = file("README.md", "# It\n\n```rust\nstop();\n```\n");
        assert!(check_tree(&[same, file(path, &source.text)]).is_empty());
        assert_eq!(check_tree(&[other, source]).len(), 1);
    }
}
