package dev.connections.rest.url;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** Percent-encoding of the parts of an address (RFC 3986, section 2.1), always of UTF-8. */
public final class PercentEncoding {

    /** RFC 3986, section 2.3. */
    static final BitSet UNRESERVED = letters("-._~");

    /** Kept in the name of a query parameter: {@code $filter}, {@code dc:title}, {@code @type}. */
    static final BitSet NAME = letters("-._~$:@!*'(),");

    /** Kept in a path that a developer or a server has written (RFC 3986, section 3.3). */
    public static final BitSet PATH = letters("-._~!$&'()*+,;=:@/");

    /** Kept in a query that a developer or a server has written: what {@link java.net.URI} accepts there. */
    public static final BitSet QUERY = letters("-._~!$&'()*+,;=:@/?[]");

    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoding() {}

    private static BitSet letters(String more) {
        BitSet allowed = new BitSet(128);
        allowed.set('a', 'z' + 1);
        allowed.set('A', 'Z' + 1);
        allowed.set('0', '9' + 1);
        more.chars().forEach(allowed::set);
        return allowed;
    }

    /** Encodes a value: a percent sign stands for itself. */
    public static String value(String text) {
        return encode(text, UNRESERVED, false);
    }

    /** Encodes the name of a query parameter. */
    static String name(String text) {
        return encode(text, NAME, false);
    }

    /** Encodes what is not allowed as it is; what is encoded already stays. */
    public static String literal(String text, BitSet allowed) {
        return encode(text, allowed, true);
    }

    private static String encode(String text, BitSet allowed, boolean keepEncoded) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int each = bytes[i] & 0xFF;
            boolean triplet = keepEncoded && each == '%' && isHex(bytes, i + 1) && isHex(bytes, i + 2);
            if (triplet || allowed.get(each)) {
                encoded.append((char) each);
            } else {
                encoded.append('%').append(HEX.charAt(each >> 4)).append(HEX.charAt(each & 0xF));
            }
        }
        return encoded.toString();
    }

    private static boolean isHex(byte[] bytes, int index) {
        return index < bytes.length && Character.digit(bytes[index], 16) >= 0;
    }
}
