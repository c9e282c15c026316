package dev.connections.login;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A file with all live objects of a JVM, in which texts are looked for byte by byte. */
record HeapDump(Path file) {

    /** How Java keeps texts: as bytes of Latin-1, or of UTF-16 in the machine's order; arrays of characters are written in the other. */
    private static final List<Charset> ENCODINGS =
            List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    /** How often a text is there. */
    int occurrences(String text) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
            MappedByteBuffer bytes = access.getChannel().map(FileChannel.MapMode.READ_ONLY, 0, access.length());
            return ENCODINGS.stream()
                    .mapToInt(encoding -> occurrences(bytes, text.getBytes(encoding)))
                    .sum();
        }
    }

    private static int occurrences(MappedByteBuffer bytes, byte[] wanted) {
        int count = 0;
        for (int i = 0; i <= bytes.limit() - wanted.length; i++) {
            if (bytes.get(i) == wanted[0] && matches(bytes, i, wanted)) {
                count++;
            }
        }
        return count;
    }

    private static boolean matches(MappedByteBuffer bytes, int start, byte[] wanted) {
        for (int i = 1; i < wanted.length; i++) {
            if (bytes.get(start + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
