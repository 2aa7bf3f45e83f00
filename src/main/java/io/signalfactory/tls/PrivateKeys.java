package io.signalfactory.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads private keys in PKCS #8, plain or encrypted. */
final class PrivateKeys {

  private static final String PLAIN = "PRIVATE KEY";
  private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448");

  private PrivateKeys() {}

  /**
   * The first private key of a PEM file.
   *
   * @throws TlsException if there is none that can be read
   */
  static PrivateKey read(Path file, @Nullable String password) {
    for (PemFile.Block block : PemFile.read(file)) {
      if (block.label().equals(PLAIN)) {
        return key(file, new PKCS8EncodedKeySpec(block.content()));
      }
      if (block.label().equals(ENCRYPTED)) {
        return key(file, decrypted(file, block.content(), password));
      }
      if (block.label().endsWith(PLAIN)) {
        throw new TlsException(
            file
                + ": has a key in an older form ("
                + block.label()
                + "): convert it with 'openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW'");
      }
    }
    throw new TlsException(file + ": has no private key: name the file that has it");
  }

  private static PKCS8EncodedKeySpec decrypted(
      Path file, byte[] content, @Nullable String password) {
    if (password == null) {
      throw new TlsException(file + ": the private key is encrypted: set its password");
    }
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray());
    try {
      EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(content);
      // The name of the algorithm in the file stands for several; its parameters name the one.
      String algorithm = encrypted.getAlgParameters().toString();
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(algorithm).generateSecret(spec),
          encrypted.getAlgParameters());
      return encrypted.getKeySpec(cipher);
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsException(
          file + ": the private key cannot be decrypted: is the password right?", e);
    } finally {
      spec.clearPassword();
    }
  }

  private static PrivateKey key(Path file, PKCS8EncodedKeySpec spec) {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // It is of another algorithm, or of none: the message below names those that are possible.
      } catch (GeneralSecurityException e) {
        throw new TlsException("this Java does not know " + algorithm, e);
      }
    }
    throw new TlsException(file + ": the private key is none of " + String.join(", ", ALGORITHMS));
  }
}
