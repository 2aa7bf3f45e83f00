package io.signalfactory.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that signs itself, and its key, made by the JDK's keytool.
 *
 * @param keyStore a PKCS12 file with both
 * @param certificate the certificate
 * @param key the private key
 */
public record TestIdentity(Path keyStore, Certificate certificate, PrivateKey key) {

  public static final String PASSWORD = "changeit";

  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /**
   * Makes one for localhost and 127.0.0.1.
   *
   * @param algorithm of the key: EC or RSA
   * @param name a further DNS name
   */
  public static TestIdentity create(Path folder, String algorithm, String name) {
    return create(folder, algorithm, name, "dns:localhost,ip:127.0.0.1,");
  }

  /** Makes one that has no name of this machine. */
  public static TestIdentity createForElsewhere(Path folder, String name) {
    return create(folder, "EC", name, "");
  }

  private static TestIdentity create(Path folder, String algorithm, String name, String local) {
    Path file = folder.resolve(name + ".p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "own",
            "-keyalg",
            algorithm,
            "-keysize",
            algorithm.equals("EC") ? "256" : "2048",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=" + local + "dns:" + name,
            "-validity",
            "30",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool failed: " + output);
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD.toCharArray());
      }
      return new TestIdentity(
          file,
          store.getCertificate("own"),
          (PrivateKey) store.getKey("own", PASSWORD.toCharArray()));
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the certificate as PEM. */
  public Path certificateTo(Path file) {
    return write(file, certificatePem());
  }

  /** Writes the key as PEM. */
  public Path keyTo(Path file) {
    return write(file, keyPem());
  }

  /** The certificate as PEM. */
  public String certificatePem() {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key as PEM. */
  public String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  static String pem(String label, byte[] content) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + LINES.encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /** Writes a file. */
  public static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
