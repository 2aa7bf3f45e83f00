package io.signalfactory.contract.document;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.serializer.Serializer;

/**
 * Writes a tree as YAML in block style. Text that our reader would read as a number or boolean is
 * quoted; SnakeYAML alone would follow the older rules of YAML 1.1.
 */
final class YamlText {

  private YamlText() {}

  static String of(Map<String, Object> tree) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    options.setSplitLines(false);
    options.setAllowUnicode(true);
    StringWriter text = new StringWriter();
    Serializer serializer =
        new Serializer(new Emitter(text, options), new Resolver(), options, null);
    try {
      serializer.open();
      serializer.serialize(node(tree));
      serializer.close();
    } catch (IOException e) {
      throw new IllegalStateException("text in memory cannot fail to be written", e);
    }
    return text.toString();
  }

  private static Node node(Object value) {
    if (value instanceof Map<?, ?> map) {
      List<NodeTuple> members = new ArrayList<>();
      map.forEach((key, member) -> members.add(new NodeTuple(text((String) key), node(member))));
      return new MappingNode(Tag.MAP, members, FlowStyle.BLOCK);
    }
    if (value instanceof List<?> list) {
      boolean names = list.stream().allMatch(String.class::isInstance);
      return new SequenceNode(
          Tag.SEQ,
          list.stream().map(YamlText::node).toList(),
          names ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }
    if (value instanceof Double number) {
      return plain(Tag.FLOAT, BigDecimal.valueOf(number).toPlainString());
    }
    if (value instanceof Long number) {
      return plain(Tag.INT, number.toString());
    }
    return value instanceof Boolean truth
        ? plain(Tag.BOOL, truth.toString())
        : text((String) value);
  }

  private static ScalarNode plain(Tag tag, String value) {
    return new ScalarNode(tag, value, null, null, ScalarStyle.PLAIN);
  }

  private static ScalarNode text(String value) {
    return new ScalarNode(Tag.STR, value, null, null, style(value));
  }

  private static ScalarStyle style(String value) {
    if (value.chars().anyMatch(character -> character != '\n' && isSpecial(character))) {
      return ScalarStyle.DOUBLE_QUOTED;
    }
    if (value.indexOf('\n') >= 0) {
      return ScalarStyle.LITERAL;
    }
    return ScalarKind.ofPlain(value) == ScalarKind.TEXT
        ? ScalarStyle.PLAIN
        : ScalarStyle.DOUBLE_QUOTED;
  }

  /** Control characters, and YAML's line breaks other than the line feed. */
  private static boolean isSpecial(int character) {
    return Character.isISOControl(character)
        || character == '\u2028'
        || character == '\u2029'
        || character == '\uFEFF';
  }
}
