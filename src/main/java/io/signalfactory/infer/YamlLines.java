package io.signalfactory.infer;

/** Lines of YAML, two spaces deeper per level. */
final class YamlLines {

  private final StringBuilder text = new StringBuilder();

  void line(int level, String line) {
    text.append("  ".repeat(level)).append(line).append('\n');
  }

  void comment(int level, String words) {
    line(level, "# " + words);
  }

  void append(YamlLines others) {
    append(others.text());
  }

  void append(String lines) {
    text.append(lines);
  }

  /** A text in double quotes. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  String text() {
    return text.toString();
  }
}
