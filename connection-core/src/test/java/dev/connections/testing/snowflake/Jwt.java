package dev.connections.testing.snowflake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Checks the tokens of key-pair authentication: RS256, issued by ACCOUNT.USER.SHA256:fingerprint for ACCOUNT.USER. */
final class Jwt {

    private Jwt() {}

    static boolean isSignedBy(@Nullable PublicKey key, String account, String user, @Nullable String token) {
        String[] parts = (token == null) ? new String[0] : token.split("\\.");
        if (key == null || parts.length != 3) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            JsonNode claims = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
            String subject = (account + "." + user).toUpperCase(Locale.ROOT);
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    && subject.equals(Json.text(claims, "sub"))
                    && (subject + ".SHA256:" + fingerprint(key)).equals(Json.text(claims, "iss"))
                    && claims.path("exp").asLong() > Instant.now().getEpochSecond();
        } catch (GeneralSecurityException | IllegalArgumentException ex) {
            return false;
        }
    }

    private static String fingerprint(PublicKey key) throws GeneralSecurityException {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
    }
}
