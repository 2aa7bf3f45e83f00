package io.signalfactory.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.types.Password;

/**
 * A token for HTTP calls. Its {@code toString} hides the secret.
 *
 * @param name whose it is; not secret
 * @param secret what a call has to send, 16 to 512 characters
 */
public record NamedSecret(String name, Password secret) {

  /** Secrets have the characters that RFC 6750 allows in a header. */
  private static final Pattern ENTRY =
      Pattern.compile("([A-Za-z0-9._-]{1,64}):([A-Za-z0-9._~+/-]{1,512}={0,2})");

  private static final int MIN_LENGTH = 16;

  /**
   * Reads {@code name:secret,…}.
   *
   * @param place what is read, for messages
   * @throws SettingsException if it is something else; the message does not contain it
   */
  static List<NamedSecret> parse(String place, String text) {
    List<NamedSecret> all = new ArrayList<>();
    int number = 0;
    for (String entry : text.split(",", -1)) {
      number++;
      Matcher parts = ENTRY.matcher(entry.strip());
      if (!parts.matches()) {
        throw new SettingsException(
            place
                + ": entry "
                + number
                + " is not name:secret: write for example grafana:${env:GRAFANA_TOKEN}, with letters,"
                + " digits and . _ - in the name, and these or ~ + / = in the secret");
      }
      if (parts.group(2).length() < MIN_LENGTH) {
        throw new SettingsException(
            place
                + ": the secret of "
                + parts.group(1)
                + " has fewer than "
                + MIN_LENGTH
                + " characters and could be guessed: make one with 'openssl rand -hex 32'");
      }
      all.add(new NamedSecret(parts.group(1), new Password(parts.group(2))));
    }
    return List.copyOf(all);
  }
}
