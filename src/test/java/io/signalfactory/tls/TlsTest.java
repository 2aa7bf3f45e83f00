package io.signalfactory.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalfactory.config.HttpTls;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the files is said with the file, the reason and what to do. */
class TlsTest {

  /** The object identifier of PBES2, in DER (RFC 8018). */
  private static final byte[] PBES2 = HexFormat.of().parseHex("06092a864886f70d01050d");

  @TempDir static Path folder;

  private static TestIdentity ours;

  @BeforeAll
  static void create() {
    ours = TestIdentity.create(folder, "EC", "ours.example");
  }

  private static HttpTls files(Path certificate, @Nullable Path key, @Nullable String password) {
    return new HttpTls(
        certificate,
        key,
        password == null ? null : new Password(password),
        null,
        HttpTls.Clients.NONE,
        Set.of());
  }

  private static Path file(String name, String text) {
    return TestIdentity.write(folder.resolve(name), text);
  }

  @Test
  void readsCertificateAndKeyFromOnePemFile() {
    // given
    Path both = file("both.pem", "Subject: us\n" + ours.certificatePem() + ours.keyPem());

    // when / then
    assertThat(Tls.of(files(both, null, null)).server()).isNotNull();
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    whole.write(0x82);
    whole.write(content.size() >> 8);
    whole.write(content.size());
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }

  @Test
  void readsAnEncryptedKey() throws Exception {
    // given
    String algorithm = "PBEWithHmacSHA256AndAES_256";
    SecretKey secret =
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec("open sesame".toCharArray()));
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(Cipher.ENCRYPT_MODE, secret);
    // A Java of version 17 reads such a file and cannot write one: its parts are put together here.
    byte[] algorithmId = der(0x30, PBES2, cipher.getParameters().getEncoded());
    byte[] encrypted = der(0x30, algorithmId, der(4, cipher.doFinal(ours.key().getEncoded())));
    Path key = file("encrypted.key", TestIdentity.pem("ENCRYPTED PRIVATE KEY", encrypted));
    Path certificate = ours.certificateTo(folder.resolve("of-encrypted.pem"));

    // when / then
    assertThat(Tls.of(files(certificate, key, "open sesame")).server()).isNotNull();
    assertThatThrownBy(() -> Tls.of(files(certificate, key, "wrong")))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("encrypted.key")
        .hasMessageContaining("is the password right?");
    assertThatThrownBy(() -> Tls.of(files(certificate, key, null)))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("set its password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void refusesACertificateOfAnotherKey(String kind) {
    // given: one of the same kind is only told apart by what it signs
    TestIdentity stranger = TestIdentity.create(folder, kind, "stranger-" + kind + ".example");
    Path certificate = ours.certificateTo(folder.resolve("ours.pem"));
    Path key = stranger.keyTo(folder.resolve("stranger.key"));

    // when / then
    assertThatThrownBy(() -> Tls.of(files(certificate, key, null)))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("ours.pem")
        .hasMessageContaining("does not belong to the private key");
  }

  @Test
  void saysHowToConvertAKeyInAnOlderForm() {
    // given
    Path certificate = ours.certificateTo(folder.resolve("new.pem"));
    Path key = file("old.key", ours.keyPem().replace("PRIVATE KEY", "RSA PRIVATE KEY"));

    // when / then
    assertThatThrownBy(() -> Tls.of(files(certificate, key, null)))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("openssl pkcs8 -topk8");
  }

  @Test
  void refusesAPkcs12FileWithAWrongPassword() {
    assertThatThrownBy(() -> Tls.of(files(ours.keyStore(), null, "wrong")))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining(ours.keyStore().toString())
        .hasMessageContaining("is the password right?")
        .hasMessageNotContaining("wrong");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing of PEM",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"
      })
  void refusesAFileWithoutACertificate(String text) {
    // given
    Path file = file("wrong.pem", text);

    // when / then
    assertThatThrownBy(() -> Tls.of(files(file, null, null)))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("wrong.pem");
  }

  @Test
  void refusesAMissingFile() {
    assertThatThrownBy(() -> Tls.of(files(folder.resolve("nowhere.pem"), null, null)))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("nowhere.pem");
  }

  @Test
  void doesNotRepeatAKeyThatItCannotRead() {
    // given
    String secret =
        Base64.getEncoder().encodeToString("this is not a key".getBytes(StandardCharsets.UTF_8));
    Path key =
        file(
            "broken.key",
            "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----\n");
    Path certificate = ours.certificateTo(folder.resolve("fine.pem"));

    // when / then
    assertThatThrownBy(() -> Tls.of(files(certificate, key, null)))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("broken.key")
        .hasMessageNotContaining(secret);
  }
}
