package dev.connections.sql.parameters;

import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Binds JDK types with a textual form that drivers do not support, such as {@code Locale}. Spring's converters read
 * their texts.
 */
final class NamedObjects {

    private NamedObjects() {}

    /** Returns the name; {@code null} if the value is no such object. */
    static @Nullable String text(Object value) {
        if (value instanceof ZoneId || value instanceof URI || value instanceof URL || value instanceof Charset) {
            return value.toString();
        }
        if (value instanceof Locale locale) {
            return locale.toLanguageTag();
        }
        if (value instanceof Currency currency) {
            return currency.getCurrencyCode();
        }
        if (value instanceof TimeZone zone) {
            return zone.getID();
        }
        return (value instanceof InetAddress address) ? address.getHostAddress() : null;
    }
}
