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

/** Objects of the JDK that are a name, which drivers do not know. Their texts are those that Spring's converters read. */
final class NamedObjects {

    private NamedObjects() {}

    /** The name; {@code null} if the value is no such object. */
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
