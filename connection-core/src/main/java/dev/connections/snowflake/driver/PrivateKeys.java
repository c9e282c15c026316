package dev.connections.snowflake.driver;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads RSA private keys in PEM: PKCS #8 (RFC 5958), encrypted (RFC 8018, RFC 7292) or not, and PKCS #1 (RFC 8017).
 * Other blocks of the file, such as certificates, are skipped.
 */
public final class PrivateKeys {

    private static final Pattern PEM = Pattern.compile("(?s)-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----");

    private static final String PKCS8 = "PRIVATE KEY";

    private static final String ENCRYPTED_PKCS8 = "ENCRYPTED PRIVATE KEY";

    private static final String PKCS1 = "RSA PRIVATE KEY";

    private static final String CONVERT =
            ": convert it by 'openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.pem -out new.p8'";

    /** The algorithm rsaEncryption (RFC 8017). */
    private static final String RSA = "2a864886f70d010101";

    /** The algorithm id-ecPublicKey (RFC 5480). */
    private static final String EC = "2a8648ce3d0201";

    /** Version 0 and the algorithm rsaEncryption, which precede a key of PKCS #1 in one of PKCS #8. */
    private static final byte[] RSA_HEADER = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private PrivateKeys() {}

    /** Returns the source of a key in a file, which is read for each login. */
    public static PrivateKeySource inFile(Path file, @Nullable String passphrase) {
        return () -> {
            try {
                return parse(Files.readString(file), passphrase);
            } catch (InvalidKeyException ex) {
                throw new InvalidKeyException("The file " + file + " " + ex.getMessage(), ex);
            } catch (MalformedInputException ex) {
                throw new InvalidKeyException(
                        "The file " + file + " is not in PEM, it is binary: convert a key in DER by"
                                + " 'openssl pkcs8 -topk8 -v2 aes-256-cbc -inform DER -in old.der -out new.p8'");
            } catch (IOException ex) {
                throw new IOException("The private key file " + file + " cannot be read", ex);
            }
        };
    }

    /** Returns the source of a key in PEM text. */
    public static PrivateKeySource inPem(String pem, @Nullable String passphrase) {
        return () -> {
            try {
                return parse(pem, passphrase);
            } catch (InvalidKeyException ex) {
                throw new InvalidKeyException("The private key " + ex.getMessage(), ex);
            }
        };
    }

    /**
     * The key.
     *
     * @throws InvalidKeyException if there is none that can be read; the message goes on with what it is that holds
     *     the key
     */
    private static PrivateKey parse(String pem, @Nullable String passphrase) throws GeneralSecurityException {
        if (pem.isBlank()) {
            throw new InvalidKeyException("is empty: it must hold a private key in PEM");
        }
        // environment variables often hold the line breaks as \n
        Matcher matcher = PEM.matcher(pem.replace("\\n", "\n").replace("\\r", ""));
        @Nullable String other = null;
        while (matcher.find()) {
            String type = matcher.group(1);
            if (type.endsWith(PKCS8)) {
                return key(type, matcher.group(2), passphrase);
            }
            other = type.equals("EC PARAMETERS") ? other : type;
        }
        throw new InvalidKeyException(
                (other != null)
                        ? "holds a " + other + ", not a private key"
                        : pem.contains("-----BEGIN ")
                                ? "is cut off: the line -----END …----- is missing"
                                : "is not in PEM: it must begin with -----BEGIN " + PKCS8
                                        + "-----. A key in DER is converted by"
                                        + " 'openssl pkcs8 -topk8 -v2 aes-256-cbc -inform DER -in old.der -out "
                                        + "new.p8'");
    }

    private static PrivateKey key(String type, String content, @Nullable String passphrase)
            throws GeneralSecurityException {
        if (type.equals(PKCS1) && content.contains("ENCRYPTED")) {
            throw new InvalidKeyException("is encrypted in the format of PKCS #1, which is not supported" + CONVERT);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(content.replaceAll("\\s", ""));
        } catch (IllegalArgumentException ex) {
            throw new InvalidKeyException("is not in PEM: its lines are not Base64");
        }
        return switch (type) {
            case PKCS8 -> rsa(bytes);
            case ENCRYPTED_PKCS8 -> rsa(decrypted(bytes, passphrase));
            case PKCS1 -> rsa(pkcs8(bytes));
            case "EC PRIVATE KEY", "DSA PRIVATE KEY" ->
                throw new InvalidKeyException("holds the key " + type + ", but Snowflake requires an RSA key");
            case "OPENSSH PRIVATE KEY" ->
                throw new InvalidKeyException(
                        "holds a key of OpenSSH: convert it by 'ssh-keygen -p -m PKCS8 -f file', which replaces "
                                + "the file");
            default -> throw new InvalidKeyException("holds a " + type + ", which is not supported" + CONVERT);
        };
    }

    private static byte[] pkcs8(byte[] pkcs1) {
        return Der.sequence(RSA_HEADER, Der.octets(pkcs1));
    }

    private static PrivateKey rsa(byte[] pkcs8) throws GeneralSecurityException {
        String algorithm = new Der(0, pkcs8).part(0).part(1).part(0).hex();
        if (!algorithm.equals(RSA)) {
            throw new InvalidKeyException("holds no RSA key" + (algorithm.equals(EC) ? " but an EC key" : "")
                    + ". Snowflake requires RSA: create"
                    + " a key by 'openssl genrsa 2048 | openssl pkcs8 -topk8 -v2 aes-256-cbc -out new.p8'");
        }
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (InvalidKeySpecException ex) {
            throw new InvalidKeyException("is damaged: its RSA key cannot be read");
        }
    }

    private static byte[] decrypted(byte[] bytes, @Nullable String passphrase) throws GeneralSecurityException {
        if (passphrase == null || passphrase.isEmpty()) {
            throw new InvalidKeyException("is encrypted: set 'private-key.passphrase'");
        }
        return EncryptedKey.decrypt(bytes, passphrase);
    }
}
