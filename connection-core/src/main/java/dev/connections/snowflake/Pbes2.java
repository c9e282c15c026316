package dev.connections.snowflake;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts private keys that are encrypted by a passphrase, PBES2 with PBKDF2 (RFC 8018, sections 5.2 and 6.2). Java reads them in
 * part only, and not what {@code openssl pkcs8 -v2 des3} writes, which Snowflake's documentation advises.
 */
final class Pbes2 {

    private static final String SCHEME = "2a864886f70d01050d";

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

    /** A value of the distinguished encoding rules (X.690). */
    private record Der(int tag, byte[] content) {

        private static final int LONG_FORM = 0x80;

        static List<Der> all(byte[] bytes) throws InvalidKeyException {
            List<Der> values = new ArrayList<>();
            int at = 0;
            while (at + 1 < bytes.length) {
                int tag = bytes[at] & 0xff;
                int length = bytes[at + 1] & 0xff;
                at += 2;
                if (length >= LONG_FORM) {
                    int octets = length - LONG_FORM;
                    length = 0;
                    for (int i = 0; i < octets && at < bytes.length; i++) {
                        length = length << 8 | bytes[at++] & 0xff;
                    }
                }
                if (length < 0 || length > bytes.length - at) {
                    throw new InvalidKeyException("is damaged");
                }
                values.add(new Der(tag, Arrays.copyOfRange(bytes, at, at + length)));
                at += length;
            }
            return values;
        }

        Der part(int index) throws InvalidKeyException {
            List<Der> parts = all(content);
            if (index >= parts.size()) {
                throw new InvalidKeyException("is damaged");
            }
            return parts.get(index);
        }

        String hex() {
            return HexFormat.of().formatHex(content);
        }
    }

    private Pbes2() {}

    /**
     * The key in PKCS #8.
     *
     * @param encrypted an {@code EncryptedPrivateKeyInfo} (RFC 5958, section 3)
     * @throws InvalidKeyException if it cannot be decrypted; the message goes on with what it is that holds the key
     */
    static byte[] decrypt(byte[] encrypted, String passphrase) throws InvalidKeyException {
        Der info = new Der(0, encrypted).part(0);
        Der scheme = info.part(0);
        @Nullable String function = null;
        @Nullable Encryption encryption = null;
        if (scheme.part(0).hex().equals(SCHEME)) {
            function = FUNCTIONS.get(function(scheme.part(1).part(0).part(1)));
            encryption = ENCRYPTIONS.get(scheme.part(1).part(1).part(0).hex());
        }
        if (function == null || encryption == null) {
            throw new InvalidKeyException(
                    "is encrypted in a way that is not known: encrypt it by 'openssl pkcs8 -topk8 -v2"
                            + " aes-256-cbc -in old.p8 -out new.p8'");
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
            return cipher.doFinal(info.part(1).content());
        } catch (GeneralSecurityException ex) {
            throw new InvalidKeyException("cannot be decrypted: 'private-key.passphrase' is wrong");
        } finally {
            spec.clearPassword();
        }
    }

    /** After salt and iterations come the length of the key, and the function unless it is the first; both may be left out. */
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
