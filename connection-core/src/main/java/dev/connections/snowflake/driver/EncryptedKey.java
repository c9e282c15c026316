package dev.connections.snowflake.driver;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts private keys that are encrypted by a passphrase. PBES2 with PBKDF2 (RFC 8018, sections 5.2 and 6.2) is
 * decrypted here, because Java does not read what {@code openssl pkcs8 -v2 des3} writes, which Snowflake's
 * documentation advises. The older schemes of PKCS #5 and PKCS #12 are left to Java. Java has no scrypt.
 */
final class EncryptedKey {

    private static final String PBES2 = "2a864886f70d01050d";

    private static final String PBKDF2 = "2a864886f70d01050c";

    private static final String SCRYPT = "2b06010401da47040b";

    private static final String CONVERT =
            ": encrypt it by 'openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.p8 -out new.p8'";

    private static final int MAX_ITERATIONS = 10_000_000;

    /** RFC 8018, appendix B.1. */
    private static final Map<String, String> FUNCTIONS = Map.of(
            "2a864886f70d0207", "PBKDF2WithHmacSHA1",
            "2a864886f70d0208", "PBKDF2WithHmacSHA224",
            "2a864886f70d0209", "PBKDF2WithHmacSHA256",
            "2a864886f70d020a", "PBKDF2WithHmacSHA384",
            "2a864886f70d020b", "PBKDF2WithHmacSHA512");

    /** RFC 8018, appendix B.2. */
    private static final Map<String, Encryption> ENCRYPTIONS = Map.of(
            "2a864886f70d0307",
            new Encryption("DESede", 192),
            "60864801650304" + "0102",
            new Encryption("AES", 128),
            "60864801650304" + "0116",
            new Encryption("AES", 192),
            "60864801650304" + "012a",
            new Encryption("AES", 256));

    private record Encryption(String algorithm, int keyBits) {}

    private EncryptedKey() {}

    /**
     * The key in PKCS #8.
     *
     * @param encrypted an {@code EncryptedPrivateKeyInfo} (RFC 5958, section 3)
     * @throws InvalidKeyException if it cannot be decrypted; the message goes on with what it is that holds the key
     */
    static byte[] decrypt(byte[] encrypted, String passphrase) throws InvalidKeyException {
        Der info = new Der(0, encrypted).part(0);
        Der scheme = info.part(0);
        if (!scheme.part(0).hex().equals(PBES2)) {
            return checked(decryptByJava(encrypted, passphrase));
        }
        String derivedBy = scheme.part(1).part(0).part(0).hex();
        if (derivedBy.equals(SCRYPT)) {
            throw new InvalidKeyException("is encrypted with scrypt, which Java does not have" + CONVERT);
        }
        @Nullable
        String function = derivedBy.equals(PBKDF2)
                ? FUNCTIONS.get(function(scheme.part(1).part(0).part(1)))
                : null;
        @Nullable
        Encryption encryption = ENCRYPTIONS.get(scheme.part(1).part(1).part(0).hex());
        if (function == null || encryption == null) {
            throw new InvalidKeyException("is encrypted in a way that is not supported" + CONVERT);
        }
        Der derivation = scheme.part(1).part(0).part(1);
        byte[] iv = scheme.part(1).part(1).part(1).content();
        PBEKeySpec spec = new PBEKeySpec(
                passphrase.toCharArray(), derivation.part(0).content(), iterations(derivation), encryption.keyBits());
        try {
            byte[] key =
                    SecretKeyFactory.getInstance(function).generateSecret(spec).getEncoded();
            Cipher cipher = Cipher.getInstance(encryption.algorithm() + "/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, encryption.algorithm()), new IvParameterSpec(iv));
            return checked(cipher.doFinal(info.part(1).content()));
        } catch (GeneralSecurityException ex) {
            throw wrongPassphrase();
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] decryptByJava(byte[] encrypted, String passphrase) throws InvalidKeyException {
        PBEKeySpec spec = new PBEKeySpec(passphrase.toCharArray());
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
            Cipher cipher;
            SecretKey key;
            try {
                key = SecretKeyFactory.getInstance(info.getAlgName()).generateSecret(spec);
                cipher = Cipher.getInstance(info.getAlgName());
            } catch (InvalidKeySpecException ex) {
                throw new InvalidKeyException(
                        "cannot be decrypted: its encryption takes ASCII passphrases only" + CONVERT);
            }
            cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
            return cipher.doFinal(info.getEncryptedData());
        } catch (NoSuchAlgorithmException ex) {
            throw new InvalidKeyException("is encrypted in a way that is not supported" + CONVERT);
        } catch (InvalidKeyException ex) {
            throw ex;
        } catch (IOException ex) {
            throw new InvalidKeyException("is damaged");
        } catch (GeneralSecurityException ex) {
            throw wrongPassphrase();
        } finally {
            spec.clearPassword();
        }
    }

    /** A wrong passphrase passes the check of the padding once in 256 times. */
    private static byte[] checked(byte[] decrypted) throws InvalidKeyException {
        try {
            if (new Der(0, decrypted).part(0).tag() == 0x30) {
                return decrypted;
            }
        } catch (InvalidKeyException ex) {
            // as below
        }
        throw wrongPassphrase();
    }

    private static InvalidKeyException wrongPassphrase() {
        return new InvalidKeyException("cannot be decrypted: 'private-key.passphrase' is wrong");
    }

    /**
     * After salt and iterations come the length of the key, and the function unless it is the first; both may be left
     * out.
     */
    private static String function(Der derivation) throws InvalidKeyException {
        List<Der> parts = Der.all(derivation.content());
        Der last = parts.get(parts.size() - 1);
        return (last.tag() == 0x30) ? last.part(0).hex() : "2a864886f70d0207";
    }

    private static int iterations(Der derivation) throws InvalidKeyException {
        byte[] number = derivation.part(1).content();
        long iterations = (number.length > 0 && number.length <= 4)
                ? Long.parseLong(HexFormat.of().formatHex(number), 16)
                : 0;
        if (iterations < 1 || iterations > MAX_ITERATIONS) {
            throw new InvalidKeyException("is damaged");
        }
        return (int) iterations;
    }
}
