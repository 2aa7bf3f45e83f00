package io.signalfactory.server.api;

import io.signalfactory.control.ContractCheck;
import io.signalfactory.server.http.Call;
import io.signalfactory.server.http.Mistake;
import io.signalfactory.server.http.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads contract documents from the body of a call. */
final class ContractBody {

  private static final Set<String> MEDIA_TYPES =
      Set.of(
          "application/json", "application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");

  private ContractBody() {}

  /**
   * Checks the documents.
   *
   * @throws ProblemException if the body is of another media type, or no text
   */
  static ContractCheck check(Call call) {
    String type = call.header("Content-Type").orElse("").split(";", -1)[0].strip();
    if (!MEDIA_TYPES.contains(type.toLowerCase(Locale.ROOT))) {
      throw ProblemException.unsupportedMediaType(
          "send contracts as application/yaml or application/json, in the header Content-Type");
    }
    return ContractCheck.of("body", text(call.body()));
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw ProblemException.invalid(
          "the body is not UTF-8",
          List.of(Mistake.of("this is not UTF-8: send the text in UTF-8")));
    }
  }
}
