package dev.connections.files.table;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The formats of tables. */
enum TableFormat {
    CSV,
    TSV,
    JSON,
    JSONL,
    PARQUET;

    static final String NAMES = "csv, tsv, json, jsonl or parquet";

    private static final Map<String, TableFormat> BY_NAME =
            Map.of("csv", CSV, "tsv", TSV, "json", JSON, "jsonl", JSONL, "ndjson", JSONL, "parquet", PARQUET);

    /** Returns the format with a name, in any case; {@code null} if there is none. */
    static @Nullable TableFormat named(String name) {
        return BY_NAME.get(name.toLowerCase(Locale.ROOT));
    }

    /** Returns the format of the path's extension, without {@code .gz}; {@code null} if it is none. */
    static @Nullable TableFormat of(String path) {
        String name = isGzip(path) ? path.substring(0, path.length() - ".gz".length()) : path;
        String file = name.substring(name.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return (dot < 0) ? null : named(file.substring(dot + 1));
    }

    /** Returns whether the file is compressed. */
    static boolean isGzip(String path) {
        return path.toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    boolean isCsv() {
        return this == CSV || this == TSV;
    }
}
