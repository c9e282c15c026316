package dev.connections.files.store.azure;

import dev.connections.files.store.azure.AzureStoreSettings.SecretKind;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the form of secrets before the client has them. The client notices a malformed one at the first request only,
 * and logs the URL with the signature.
 */
final class AzureSecrets {

    private static final Pattern SIGNATURE = Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})+");

    private static final Pattern PART =
            Pattern.compile("(?:^|;)\\s*(AccountKey|SharedAccessSignature)=([^;]*)", Pattern.CASE_INSENSITIVE);

    private AzureSecrets() {}

    /** @throws IllegalArgumentException if it is malformed; without a message for users */
    static void check(SecretKind kind, String secret) {
        switch (kind) {
            case ACCOUNT_KEY -> Base64.getDecoder().decode(secret);
            case SAS -> checkSignature(secret);
            case CONNECTION_STRING -> {
                Matcher part = PART.matcher(secret);
                while (part.find()) {
                    if (part.group(1).equalsIgnoreCase("AccountKey")) {
                        Base64.getDecoder().decode(part.group(2).strip());
                    } else {
                        checkSignature(part.group(2).strip());
                    }
                }
            }
        }
    }

    private static void checkSignature(String signature) {
        if (!SIGNATURE.matcher(signature).matches()) {
            throw new IllegalArgumentException("no query of a URL");
        }
    }
}
