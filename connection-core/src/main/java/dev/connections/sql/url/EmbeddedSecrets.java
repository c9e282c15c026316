package dev.connections.sql.url;

import dev.connections.credentials.SecretNames;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets in statements and options inside the value of a setting, such as H2's {@code INIT} and PostgreSQL's
 * {@code options}. They are not removed, but masked in messages.
 */
public final class EmbeddedSecrets {

    private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'");

    /** {@code password 'x'}, {@code secret => 'x'}, {@code identified by 'x'}. */
    private static final Pattern BEFORE_SECRET =
            Pattern.compile("(?i)(?:\\bidentified\\s+by|([\\w.-]+)\"?\\s*(?:=>|:=|[=:(,]|\\sto\\b)?)\\s*\\z");

    /** As much before a literal as is looked at. */
    private static final int REACH = 100;

    /** {@code -c app.token=x}, {@code set app.token = x}; a backslash escapes a space. */
    private static final Pattern OPTION =
            Pattern.compile("(?i)(?:-c\\s*|--|\\bset\\s+)([\\w.-]+)\\s*=\\s*((?:\\\\.|[^\\s\\\\;&'])+)");

    private EmbeddedSecrets() {}

    /** @param setting a URL, or the value of a property of the driver */
    public static List<String> in(String setting) {
        List<String> secrets = new ArrayList<>();
        // as it is written, too: a + is a space only in some URLs
        for (String text : List.of(setting, UrlEncoding.decode(setting), UrlEncoding.decodeForm(setting))) {
            Matcher literal = LITERAL.matcher(text);
            while (literal.find()) {
                int begin = literal.start();
                Matcher before = BEFORE_SECRET.matcher(text.substring(Math.max(0, begin - REACH), begin));
                if (before.find() && (before.group(1) == null || isSecret(before.group(1)))) {
                    secrets.add(literal.group(1).replace("''", "'"));
                }
            }
            Matcher option = OPTION.matcher(text);
            while (option.find()) {
                if (isSecret(option.group(1))) {
                    secrets.add(option.group(2).replaceAll("\\\\(.)", "$1"));
                }
            }
        }
        return secrets;
    }

    private static boolean isSecret(String name) {
        return SecretNames.isSecret(name.substring(name.lastIndexOf('.') + 1));
    }
}
