package dev.connections.autoconfigure.binding;

import dev.connections.credentials.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** Separates the user and password in a URL from its address. */
public final class UserInfo {

    private static final Pattern PATTERN =
            Pattern.compile("(?<=//)[^/?#]*@|(?<=[?&;])(user|username|password|pwd)=[^&;]*", Pattern.CASE_INSENSITIVE);

    private static final Pattern AUTHORITY = Pattern.compile("[^/?#]*//([^/?#]*)@[^@/?#]*(?:[/?#].*)?");

    private UserInfo() {}

    /** The user and the password of a URL, percent-decoded; none if it has no user. */
    public static Credentials credentials(@Nullable String url) {
        Matcher authority = AUTHORITY.matcher((url != null) ? url : "");
        if (!authority.matches()) {
            return Credentials.none();
        }
        String userInfo = authority.group(1);
        int colon = userInfo.indexOf(':');
        String user = (colon < 0) ? userInfo : userInfo.substring(0, colon);
        return Credentials.of(
                user.isEmpty() ? null : decoded(user), (colon < 0) ? null : decoded(userInfo.substring(colon + 1)));
    }

    /** A text that is not encoded correctly is taken as it is. */
    private static String decoded(String text) {
        try {
            return StringUtils.uriDecode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException ex) {
            return text;
        }
    }

    /** Whether two URLs differ in nothing but user and password. */
    public static boolean isAllThatDiffers(@Nullable String url, @Nullable String other) {
        return url != null && other != null && without(url).equals(without(other));
    }

    /** A URL without a user. */
    static String without(String url) {
        return PATTERN.matcher(url).replaceAll("");
    }
}
