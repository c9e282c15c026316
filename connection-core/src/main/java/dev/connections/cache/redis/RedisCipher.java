package dev.connections.cache.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts keys and values in Redis. Keys become HMAC-SHA256 codes, so that no argument can be guessed. Values are
 * encrypted with AES-256-GCM, each with a random nonce, bound to the key and stamp of their place. Without a secret
 * everything stays as it is. Safe for use by several threads.
 */
final class RedisCipher {

    private static final Logger logger = LoggerFactory.getLogger(RedisCipher.class);

    /** The same on all nodes. Guessing a weak secret takes this for each guess. */
    private static final byte[] SALT = "dev.connections.cache.redis".getBytes(StandardCharsets.US_ASCII);

    private static final int ITERATIONS = 100_000;

    private static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;

    private static final String HMAC = "HmacSHA256";

    private final String connection;

    private final @Nullable SecretKeySpec names;

    private final @Nullable SecretKeySpec values;

    private final SecureRandom random = new SecureRandom();

    private final AtomicBoolean warned = new AtomicBoolean();

    RedisCipher(String connection, @Nullable String secret) {
        this.connection = connection;
        if (secret == null) {
            this.names = null;
            this.values = null;
        } else {
            byte[] keys = keys(secret);
            this.names = new SecretKeySpec(keys, 0, KEY_BYTES, HMAC);
            this.values = new SecretKeySpec(keys, KEY_BYTES, KEY_BYTES, "AES");
            Arrays.fill(keys, (byte) 0);
        }
    }

    private static byte[] keys(String secret) {
        PBEKeySpec spec = new PBEKeySpec(secret.toCharArray(), SALT, ITERATIONS, 2 * KEY_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        } finally {
            spec.clearPassword();
        }
    }

    /** A digest as it is in names: its HMAC, in the same form. */
    String digest(String digest) {
        if (names == null) {
            return digest;
        }
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(names);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(digest.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /**
     * A value as it is stored.
     *
     * @param name the name of its place
     */
    byte[] seal(byte[] name, EntryHeader header, byte[] value) {
        if (values == null) {
            return value;
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted =
                    cipher(Cipher.ENCRYPT_MODE, values, nonce, name, header).doFinal(value);
            return ByteBuffer.allocate(nonce.length + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /**
     * A value as it was before it was stored.
     *
     * @param start where it begins in the stored bytes
     * @return {@code null} if it was not sealed with this secret for this place
     */
    byte @Nullable [] open(byte[] name, EntryHeader header, byte[] stored, int start) {
        try {
            if (values != null && stored.length - start >= NONCE_BYTES) {
                byte[] nonce = Arrays.copyOfRange(stored, start, start + NONCE_BYTES);
                int encrypted = start + NONCE_BYTES;
                return cipher(Cipher.DECRYPT_MODE, values, nonce, name, header)
                        .doFinal(stored, encrypted, stored.length - encrypted);
            }
        } catch (GeneralSecurityException ex) {
            logger.debug("Connection '{}': a shared result cannot be decrypted", connection, ex);
        }
        if (!warned.getAndSet(true)) {
            logger.warn(
                    "Connection '{}': a shared result in Redis cannot be decrypted with "
                            + "connections.{}.cache.redis.secret, and is loaded again. It was damaged or "
                            + "changed there. This is logged once",
                    connection,
                    connection);
        }
        return null;
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, byte[] name, EntryHeader header)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name);
        cipher.updateAAD(RedisNames.bytes("|" + header));
        return cipher;
    }
}
