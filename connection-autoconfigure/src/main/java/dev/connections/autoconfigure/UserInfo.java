package dev.connections.autoconfigure;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells who a URL names from where it leads. */
final class UserInfo {

    private static final Pattern PATTERN =
            Pattern.compile("(?<=//)[^/?#]*@|(?<=[?&;])(user|username|password|pwd)=[^&;]*", Pattern.CASE_INSENSITIVE);

    private UserInfo() {}

    /** Whether two URLs differ in nothing but user and password. */
    static boolean isAllThatDiffers(@Nullable String url, @Nullable String other) {
        return url != null && other != null && without(url).equals(without(other));
    }

    /** A URL that names nobody. */
    static String without(String url) {
        return PATTERN.matcher(url).replaceAll("");
    }
}
