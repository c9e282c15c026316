package dev.connections.snowflake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads RSA private keys in PEM, PKCS #8 (RFC 5958), encrypted (RFC 8018) or not. */
public final class PrivateKeys {

    private static final Pattern PEM =
            Pattern.compile("(?s).*?-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----.*");

    private static final String PKCS8 = "PRIVATE KEY";

    private static final String ENCRYPTED_PKCS8 = "ENCRYPTED PRIVATE KEY";

    private PrivateKeys() {}

    /** The key in a file, read whenever it is asked for. */
    public static PrivateKeySource inFile(Path file, @Nullable String passphrase) {
        return () -> {
            try {
                return parse(Files.readString(file), passphrase);
            } catch (InvalidKeyException ex) {
                throw new InvalidKeyException("The file " + file + " " + ex.getMessage(), ex);
            } catch (IOException ex) {
                throw new IOException("The private key file " + file + " cannot be read", ex);
            }
        };
    }

    /** The key in a text. */
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
     * @throws InvalidKeyException if there is none that can be read; the message goes on with what it is that holds the key
     */
    private static PrivateKey parse(String pem, @Nullable String passphrase) throws GeneralSecurityException {
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.matches()) {
            throw new InvalidKeyException("is not in PEM: it must begin with -----BEGIN " + PKCS8 + "-----");
        }
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(matcher.group(2));
        } catch (IllegalArgumentException ex) {
            throw new InvalidKeyException("is not in PEM: its lines are no Base64");
        }
        return switch (matcher.group(1)) {
            case PKCS8 -> rsa(new PKCS8EncodedKeySpec(bytes));
            case ENCRYPTED_PKCS8 -> rsa(decrypted(bytes, passphrase));
            default ->
                throw new InvalidKeyException("holds a " + matcher.group(1)
                        + ", not PKCS #8: convert it by 'openssl pkcs8" + " -topk8 -in old.pem -out new.p8'");
        };
    }

    private static PrivateKey rsa(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(spec);
        } catch (InvalidKeySpecException ex) {
            throw new InvalidKeyException("holds no RSA key, which Snowflake asks for");
        }
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] bytes, @Nullable String passphrase)
            throws GeneralSecurityException {
        if (passphrase == null) {
            throw new InvalidKeyException("is encrypted: set 'private-key.passphrase'");
        }
        return new PKCS8EncodedKeySpec(Pbes2.decrypt(bytes, passphrase));
    }
}
