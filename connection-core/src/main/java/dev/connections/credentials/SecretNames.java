package dev.connections.credentials;

import java.util.regex.Pattern;

/** The names of settings and parameters whose values are secrets, in the spellings of drivers and clients. */
public final class SecretNames {

    private static final Pattern SECRET =
            Pattern.compile("(?i)(.*(pass(word|wd|phrase|code)?\\d?|pwd|secret|token|credentials?"
                    + "|(private|pvt)_?key(_?(base64|pem))?"
                    + "|(api|access|secret|client|encryption|account|hex|master)[_.-]?key"
                    + "|connection[_.-]?string)"
                    + "|key|sig|signature|jwt)");

    private SecretNames() {}

    /** Whether a setting of this name holds a secret. */
    public static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }
}
