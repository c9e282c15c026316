package dev.connections.snowflake.driver;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A value of the distinguished encoding rules (X.690). */
record Der(int tag, byte[] content) {

    private static final int LONG_FORM = 0x80;

    static List<Der> all(byte[] bytes) throws InvalidKeyException {
        List<Der> values = new ArrayList<>();
        int at = 0;
        while (at + 1 < bytes.length) {
            int tag = bytes[at] & 0xff;
            int length = bytes[at + 1] & 0xff;
            at += 2;
            if (length >= LONG_FORM) {
                int octets = length - LONG_FORM;
                length = 0;
                for (int i = 0; i < octets && at < bytes.length; i++) {
                    length = length << 8 | bytes[at++] & 0xff;
                }
            }
            if (length < 0 || length > bytes.length - at) {
                throw new InvalidKeyException("is damaged");
            }
            values.add(new Der(tag, Arrays.copyOfRange(bytes, at, at + length)));
            at += length;
        }
        return values;
    }

    Der part(int index) throws InvalidKeyException {
        List<Der> parts = all(content);
        if (index >= parts.size()) {
            throw new InvalidKeyException("is damaged");
        }
        return parts.get(index);
    }

    String hex() {
        return HexFormat.of().formatHex(content);
    }

    static byte[] sequence(byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        return encoded(0x30, content.toByteArray());
    }

    static byte[] octets(byte[] content) {
        return encoded(0x04, content);
    }

    private static byte[] encoded(int tag, byte[] content) {
        byte[] length = BigInteger.valueOf(content.length).toByteArray();
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.write(tag);
        if (content.length >= LONG_FORM) {
            encoded.write(LONG_FORM + length.length);
        }
        encoded.writeBytes(length);
        encoded.writeBytes(content);
        return encoded.toByteArray();
    }
}
