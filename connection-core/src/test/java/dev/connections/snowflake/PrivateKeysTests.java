package dev.connections.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateKeysTests {

    private static final String PASSPHRASE = "open sesame";

    /** 1.2.840.113549.1.5.13 (RFC 8018, appendix A.4). */
    private static final byte[] PBES2 = HexFormat.of().parseHex("06092a864886f70d01050d");

    private static final String DES3 =
            """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIIBrDBOBgkqhkiG9w0BBQ0wQTApBgkqhkiG9w0BBQwwHAQIAKnwAWc6whkCAggA
            MAwGCCqGSIb3DQIJBQAwFAYIKoZIhvcNAwcECFenm+1NH+xWBIIBWK073BWwn/dU
            G77i1jma11nDlQqLz8Mqvm6+4TbMikD0nenZkgRCXvM8r9GgKCEYSyVzKCNTbkHc
            L5OmjuHtPYN34925BuQh9WjOocsr58jth26jp1qPXqg9CBQvRQOLvePZLz07inpt
            tuZ7wa7okhIAdaYGf5BMMlrhlUprlCF3YLvnug7LQZWLiBX4q4cEY856oQvTkq6V
            F9PUvf6mRW+/OPvAozRISUXH7WhZAFt9wHBZ6a3Jcwd3pBarV+4p3K/OCHIBblwK
            lHFJNLYxCRjf9tmmxCwfzlsixHvnCKuoEpXABcitJUuK5eYT44TGrXMZLC5Y9YGu
            uRAI3H5pogXyg0cui2999VQVcgWTD4YIfnJ3VTduKfCKo9rcl3u0olWD3JFRO68Y
            XTKm+1gkt/yE8V+wQbd8X4PxBQIUH+3AdiWO1UeTi0c5plnggBmJpSUoH5pXxqhh
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    private static PrivateKey key;

    @BeforeAll
    static void makeAKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        key = generator.generateKeyPair().getPrivate();
    }

    private static String pem(String type, byte[] bytes) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + type
                + "-----\n";
    }

    private static String encrypted() throws Exception {
        String algorithm = "PBEWithHmacSHA256AndAES_256";
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(PASSPHRASE.toCharArray())));
        byte[] bytes = cipher.doFinal(key.getEncoded());
        byte[] scheme = der(0x30, PBES2, cipher.getParameters().getEncoded());
        return pem("ENCRYPTED PRIVATE KEY", der(0x30, scheme, der(0x04, bytes)));
    }

    /** Java's own class for it does not know the scheme by its name before version 19. */
    private static byte[] der(int tag, byte[]... parts) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.write(part);
        }
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(tag);
        if (content.size() > 0xff) {
            result.write(0x82);
            result.write(content.size() >> 8);
        } else if (content.size() > 0x7f) {
            result.write(0x81);
        }
        result.write(content.size());
        content.writeTo(result);
        return result.toByteArray();
    }

    private static PrivateKey read(String pem, @Nullable String passphrase) throws Exception {
        return PrivateKeys.inPem(pem, passphrase).get();
    }

    @Test
    void readsKeysEncryptedOrNot() throws Exception {
        assertThat(read(pem("PRIVATE KEY", key.getEncoded()), null)).isEqualTo(key);
        assertThat(read("# comment\r\n" + pem("PRIVATE KEY", key.getEncoded()).replace("\n", "\r\n"), null))
                .isEqualTo(key);
        assertThat(read(encrypted(), PASSPHRASE)).isEqualTo(key);
    }

    /** What Snowflake's documentation says to run, but for its passphrase: openssl genrsa 512 | openssl pkcs8 -topk8 -v2 des3. */
    @Test
    void readsWhatOpensslEncryptsByTripleDes() throws Exception {
        assertThat(read(DES3, "abc").getAlgorithm()).isEqualTo("RSA");
        assertThatThrownBy(() -> read(DES3, "abd")).hasMessageContaining("'private-key.passphrase' is wrong");
    }

    @Test
    void readsTheFileWheneverItIsAsked(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("key.p8");
        PrivateKeySource source = PrivateKeys.inFile(file, PASSPHRASE);
        assertThatThrownBy(source::get).hasMessageContaining("key.p8").hasMessageContaining("cannot be read");
        Files.writeString(file, encrypted());
        assertThat(source.get()).isEqualTo(key);
    }

    @Test
    void tellsWhatIsWrongAndNothingOfTheKey() throws Exception {
        String encrypted = encrypted();
        assertThatThrownBy(() -> read(encrypted, null)).hasMessageContaining("'private-key.passphrase'");
        assertThatThrownBy(() -> read(encrypted, "wrong one"))
                .hasMessageContaining("cannot be decrypted")
                .hasMessageNotContaining("wrong one");
        assertThatThrownBy(() -> read(pem("RSA PRIVATE KEY", key.getEncoded()), null))
                .hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(() -> read("secret text", null))
                .hasMessageContaining("not in PEM")
                .hasMessageNotContaining("secret text");
        assertThatThrownBy(() -> read(pem("PRIVATE KEY", new byte[] {1, 2, 3}), null))
                .hasMessageContaining("holds no RSA key");
    }
}
