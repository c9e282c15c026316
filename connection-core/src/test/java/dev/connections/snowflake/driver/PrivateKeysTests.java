package dev.connections.snowflake.driver;

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
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** openssl rsa -in key.pem -traditional. */
    private static final String PKCS1 =
            """
            -----BEGIN RSA PRIVATE KEY-----
            MIICXQIBAAKBgQCypWNi3U02qYifgWudyPFpwq5OMyHYQhgN9nH18TtVg5K9zeps
            BhnEuP4+ZYY7BRYDfnP6XKggvv4H4vpTVSmdwDE+u3IozGdBerBnrQZW8OfWT/+9
            S31/2glnRsVH8j7VynQlLxhFg2PFiepdVg6DA7LYwBu3dVgvsuM+5PR61wIDAQAB
            AoGAEdD8wHdho/n0bjPyD6JisTGBQLtIvNCapYnWg7izOiwNDnDi2DMjjsMEWCS3
            5lrzfxW1a1qiSeHCY/b3ECiGJdLApYwLBZ6u4TMMj6QBXkZom1g+2Xxt52lepvSC
            nOiuUFcOE4bHuGuLXihKxxkdU6iDJZfvPenSi6omZQ6tm4ECQQDcG+oesPkw96dr
            ft6YKgtZ0W3b0WDBzoZnCKdbBXpV0+kTeW8jRKyGgWF8/jMhx9bp0+JisUEd4hj3
            vzfHNdMfAkEAz8ariZ5XBXuDbFf4m98Gqe6Lg8MhgE6gzVI0rGSQsZlCXCweMt34
            HaMHeKzkzaPccLadkY30Q2OzN8UdyprZSQJBAIVavDugCTnrsZllIkOapYnjYuXd
            Mvv4vmFKUurIpNe/LeVIm1cI0mYjmQb7k8sRolnEr9IPhl4uj+X6Cjc9mw0CQDNg
            L5hGw8PCR7vpgLqiChbIukypWkZMquw6EHY0I6cWe1cpPYpcYnaJklZfge/rPZ3N
            Oeb8z9I9+9mlbvljEqkCQQCKp0yVnUdKS0gX51iqy55rgaKuJVrqxqcfqnwWZnek
            0KHd8ndpb5G9DFdCM+FCe0Y0Tw03h5eJ0sqfub5rOboM
            -----END RSA PRIVATE KEY-----
            """;

    /** openssl pkcs8 -topk8 -v1 PBE-SHA1-3DES -passout pass:abc. */
    private static final String SHA1_TRIPLE_DES =
            """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIICojAcBgoqhkiG9w0BDAEDMA4ECCsXTEN30DL/AgIIAASCAoAB1BgY3oR/qSy4
            vegOAEEIQ4jTs9EU2phNcaGBtRxnmef8j7LNQPIhg8Uu4mlrXfEFaAmUAiDFZcUT
            RSBOp3UI6/RG6hmxAR/3h8UmrJv7Spxk23yrdCTvXCX/7d3bjJAKMzSlgtvXmC+g
            dDzXtmjqqJeG3rU8JQMVHSe+GuXXn7ZxDwAX82D/TBWtT4953JcPFXwwgjT8hOZT
            os7KIA/Y0c7dHcQVttx2PXFPu1j23cxVzuu6GMnUuyVdtWUEEq5lEvX22YMxw+4C
            o8tseLuSJ5AA9ooidTnmgGY54BpWVcNHG0pHKO9u7+E70/Swys0NAjURCMsqppZ3
            lIx1b4bk1lRsR2eIeU309PqzHaSL1OOLwyHv2poIPdAvjInzS1ff6r9S4qgjnu5i
            bhF6/QS9py4SFVpREOCbDBccTb/p8S7VSyXyUXItTVFCaZxqsjJZvNXgU+46gWBc
            Uj8k/rzVC+i7VJj8Lej/kCuBOrA2JRd1hZSIrOHToAN6UkNDIuXTIiu/DyCq0fvY
            G4SNrcT+kZRgLB2xrJ6JAs6i2dfp533CXQ1m7iVSjQHgAJps68jwfhoylCF8ABMR
            5cTAyFpOezExOrjDCtlvb6MRxd1OiTpNqFoM1Le7LqaL2TqhUK4dFd1zMsdTWxG+
            d5xBtwO8TtfP1j+ON2rplT03swCLxZSnTZ+OKBcgDu6hRa2FY+EeVJdNKMPmtld7
            J97HDWXlzaAagTr3DKuN4ewQsRmMfn38m1uPIZ7U/dEZ1aqUNvgdJYNnohtMgzHG
            C9oRr5B+/9vf2+YxccD6LwZdRYRyWTP9xPdI4JCogVGSJ9ugl9xfTYSA5yGSKT7s
            1yBEyh2d
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    /** openssl pkcs8 -topk8 -scrypt -passout pass:abc. */
    private static final String SCRYPT =
            """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIIC1TBPBgkqhkiG9w0BBQ0wQjAhBgkrBgEEAdpHBAswFAQI+ipmPqvF0KgCAkAA
            AgEIAgEBMB0GCWCGSAFlAwQBKgQQzqFJ8lAmryDmw9J+DyoogQSCAoDDs3hCZKBP
            0VhQHIJOu107qbtYielUM3Y9yk5tpx9n855Jty9l1lNrh4lmosPhaN1uOIQi1k0S
            3W+x6DovFsXmAiEIiPrs+wrfW6VHfZ0tptAn665Mb7YdS5BCFaZEjFHUpmH1KLXS
            rVCZTUz0gGcDKHADJ0pMq6XZYc9UcML+eWWD6Ov2zrfsemrjI7K+ZYYW0aVsI011
            uPyB6ua8kzF1gaPn0SfEDx/dBNw952FjsMK4398D1DkBk1dtdhM/5jFkHKsGE6Fc
            8S9LSpvkoqe7/Z5uCN8ugELG+KyivIr7aZn4OkgaNC3D5jdOjbRBi+q9JYMabur0
            5bt7Zi3iJ1jWuhWrNIcg9Mqe/aw7f+nf96z7J1rh+L8KTuT+vIxhPZDrz4/dLvr9
            Slja54KGNpafUpLLD26WmGNmuorbZOrq1lLwiuni/kgApUlIpMEc/SvQwrksi6Ml
            xKiXEiH+iCp9VmBoZ86sVPQz3D4D5NfkPiDYIXu8k9sbrFrfK1UlQm2NiBmQceKI
            C0YSEb2/W2INNCtkXM9RWrpVuOuEuT2jcywvup6xN2CcS107rjaDqGHUeAaglWYN
            hgIH/8H1ftSEwRZxCzsFtC93vpfAl9116+Rn3+ciilHwWecwe4+zm0jgfj04Rufr
            xn8Pgwobd7Z4sA8OeRZGdwiEaMShSY4ODGcArBQEswMZnpcB/TAbGsyaAASJS6jV
            sIzGnvxsXfyTKKFABkrgb9bsSSiiIx/BiRxApuiroLo4xnHAUrZz4XwmrqOtSICC
            P8zlrCKnU3lpWTYP2ViXcZpdtGw7nedPrjZnXals4z1CDN9clzT+fXNYZDScBfOy
            UNjfD+TfDzFs
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
        assertThatThrownBy(() -> read(pem("DSA KEYS PRIVATE KEY", key.getEncoded()), null))
                .hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(() -> read("secret text", null))
                .hasMessageContaining("not in PEM")
                .hasMessageNotContaining("secret text");
        assertThatThrownBy(() -> read(pem("PRIVATE KEY", new byte[] {1, 2, 3}), null))
                .hasMessageContaining("is damaged");
    }

    @Test
    void readsPkcs1AndTheSchemesOfPkcs12() throws Exception {
        PrivateKey same = read(PKCS1, null);

        assertThat(same.getAlgorithm()).isEqualTo("RSA");
        assertThat(read(SHA1_TRIPLE_DES, "abc")).isEqualTo(same);
        assertThat(read(SHA1_TRIPLE_DES.replace("\n", "\\n"), "abc")).isEqualTo(same);
        assertThatThrownBy(() -> read(SHA1_TRIPLE_DES, "abd"))
                .hasMessageContaining("'private-key.passphrase' is wrong");
        assertThatThrownBy(() -> read(SHA1_TRIPLE_DES, "äbc")).hasMessageContaining("cannot be decrypted");
    }

    /** The right passphrase is not called wrong. */
    @Test
    void refusesScryptWithTheCommandThatConvertsTheKey() {
        assertThatThrownBy(() -> read(SCRYPT, "abc"))
                .hasMessageContaining("scrypt")
                .hasMessageContaining("openssl pkcs8 -topk8 -v2 aes-256-cbc")
                .hasMessageNotContaining("wrong");
    }

    /** Java's own algorithms of PKCS #5 and PKCS #12 are the oracle. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PBEWithMD5AndDES",
                "PBEWithSHA1AndDESede",
                "PBEWithSHA1AndRC2_40",
                "PBEWithSHA1AndRC2_128",
                "PBEWithSHA1AndRC4_40",
                "PBEWithSHA1AndRC4_128"
            })
    void readsWhatJavaEncrypts(String algorithm) throws Exception {
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(PASSPHRASE.toCharArray())));
        byte[] content = cipher.doFinal(key.getEncoded());
        String pem =
                pem("ENCRYPTED PRIVATE KEY", new EncryptedPrivateKeyInfo(cipher.getParameters(), content).getEncoded());

        assertThat(read(pem, PASSPHRASE)).isEqualTo(key);
        for (int i = 0; i < 300; i++) {
            String wrong = "wrong " + i;
            assertThatThrownBy(() -> read(pem, wrong)).hasMessageContaining("'private-key.passphrase' is wrong");
        }
    }

    @Test
    void findsTheKeyAmongOtherBlocks() throws Exception {
        String certificate = pem("CERTIFICATE", new byte[] {1, 2, 3});

        assertThat(read(certificate + "Bag Attributes\n" + pem("PRIVATE KEY", key.getEncoded()) + certificate, null))
                .isEqualTo(key);
    }

    @Test
    void tellsWhatTheFileHoldsInstead(@TempDir Path directory) throws Exception {
        KeyPairGenerator curves = KeyPairGenerator.getInstance("EC");
        byte[] curve = curves.generateKeyPair().getPrivate().getEncoded();

        assertThatThrownBy(() -> read("", null)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> read(pem("PUBLIC KEY", new byte[] {1}), null))
                .hasMessageContaining("holds a PUBLIC KEY, not a private key");
        assertThatThrownBy(() -> read(pem("CERTIFICATE", new byte[] {1}), null))
                .hasMessageContaining("holds a CERTIFICATE, not a private key");
        assertThatThrownBy(() -> read(pem("PRIVATE KEY", curve), null)).hasMessageContaining("an EC key");
        assertThatThrownBy(() -> read(pem("EC PARAMETERS", new byte[] {1}) + pem("EC PRIVATE KEY", curve), null))
                .hasMessageContaining("requires an RSA key");
        assertThatThrownBy(() -> read(pem("OPENSSH PRIVATE KEY", curve), null)).hasMessageContaining("ssh-keygen");
        assertThatThrownBy(() -> read(PKCS1.replace("KEY-----\nMII", "KEY-----\nProc-Type: 4,ENCRYPTED\n\nMII"), null))
                .hasMessageContaining("PKCS #1")
                .hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(() -> read(PKCS1.substring(0, 200), null)).hasMessageContaining("cut off");
        assertThatThrownBy(() -> read(SHA1_TRIPLE_DES, "")).hasMessageContaining("set 'private-key.passphrase'");
        Path der = Files.write(directory.resolve("key.der"), key.getEncoded());
        assertThatThrownBy(() -> PrivateKeys.inFile(der, null).get())
                .hasMessageContaining("key.der")
                .hasMessageContaining("-inform DER");
    }
}
