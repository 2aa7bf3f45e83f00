package io.signalfactory.tls;

import io.signalfactory.config.HttpTls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Reads what TLS needs into stores as Java's TLS takes them. */
final class Stores {

  /** The password of a store that exists in memory only. */
  static final String NO_PASSWORD = "";

  private static final String CERTIFICATE = "CERTIFICATE";

  private Stores() {}

  /**
   * The own certificate and its key.
   *
   * @throws TlsException if they cannot be read, or do not belong together
   */
  static KeyStore identity(HttpTls files) {
    try {
      KeyStore identity = empty();
      if (isPkcs12(files.certificate())) {
        KeyStore file = pkcs12(files.certificate(), text(files.password()));
        String alias = keyOf(file, files.certificate());
        add(identity, files, key(file, alias, files), List.of(file.getCertificateChain(alias)));
      } else {
        Path keyFile = files.key() == null ? files.certificate() : files.key();
        add(
            identity,
            files,
            PrivateKeys.read(keyFile, text(files.password())),
            certificates(files.certificate()));
      }
      return identity;
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsException(files.certificate() + ": cannot be used: " + e.getMessage(), e);
    }
  }

  private static void add(KeyStore identity, HttpTls files, PrivateKey key, List<Certificate> chain)
      throws GeneralSecurityException {
    if (!belong(key, chain.get(0).getPublicKey())) {
      throw new TlsException(
          files.certificate()
              + ": the certificate does not belong to the private key: replace both, the first"
              + " certificate in the file being the own one");
    }
    identity.setKeyEntry("own", key, NO_PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
  }

  /**
   * Whether what one signs the other verifies: one file may have been replaced before the other.
   */
  private static boolean belong(PrivateKey key, PublicKey other) throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "EdDSA";
        };
    byte[] text = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(text);
    byte[] signed = signature.sign();
    try {
      signature.initVerify(other);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      // They are not even of the same kind.
      return false;
    }
  }

  private static PrivateKey key(KeyStore file, String alias, HttpTls files)
      throws GeneralSecurityException {
    @Nullable String text = text(files.password());
    char[] password = (text == null ? NO_PASSWORD : text).toCharArray();
    if (file.getKey(alias, password) instanceof PrivateKey key) {
      return key;
    }
    throw new TlsException(files.certificate() + ": has no private key");
  }

  private static String keyOf(KeyStore store, Path file) throws GeneralSecurityException {
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        return alias;
      }
    }
    throw new TlsException(file + ": has no private key: export the key together with it");
  }

  /**
   * The authorities that are trusted.
   *
   * @throws TlsException if they cannot be read
   */
  static KeyStore trust(Path file, @Nullable Password password) {
    try {
      KeyStore trust = empty();
      int number = 0;
      for (Certificate authority :
          isPkcs12(file) ? certificatesIn(pkcs12(file, text(password))) : certificates(file)) {
        trust.setCertificateEntry("authority-" + number, authority);
        number++;
      }
      if (number == 0) {
        throw new TlsException(file + ": has no certificate to trust");
      }
      return trust;
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsException(file + ": cannot be used: " + e.getMessage(), e);
    }
  }

  private static List<Certificate> certificatesIn(KeyStore store) throws GeneralSecurityException {
    List<Certificate> certificates = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      Certificate certificate = store.getCertificate(alias);
      if (certificate != null) {
        certificates.add(certificate);
      }
    }
    return certificates;
  }

  private static List<Certificate> certificates(Path file) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> certificates = new ArrayList<>();
    for (PemFile.Block block : PemFile.read(file)) {
      if (block.label().equals(CERTIFICATE)) {
        certificates.add(factory.generateCertificate(new ByteArrayInputStream(block.content())));
      }
    }
    if (certificates.isEmpty()) {
      throw new TlsException(file + ": has no certificate: name the file that has it");
    }
    return certificates;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD.toCharArray());
    return store;
  }

  private static KeyStore pkcs12(Path file, @Nullable String password)
      throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, (password == null ? NO_PASSWORD : password).toCharArray());
      return store;
    } catch (IOException e) {
      throw new TlsException(
          file + ": cannot be read as PKCS12: is the password right? (" + e.getMessage() + ")", e);
    }
  }

  private static @Nullable String text(@Nullable Password password) {
    return password == null ? null : password.value();
  }

  private static boolean isPkcs12(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".p12") || name.endsWith(".pfx");
  }
}
