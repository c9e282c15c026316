package dev.connections.files.store;

import java.net.URLConnection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The media types of file names. */
public final class ContentTypes {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("avro", "application/vnd.apache.avro"),
            Map.entry("csv", "text/csv"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("gz", "application/gzip"),
            Map.entry("json", "application/json"),
            Map.entry("jsonl", "application/jsonl"),
            Map.entry("js", "text/javascript"),
            Map.entry("md", "text/markdown"),
            Map.entry("ndjson", "application/x-ndjson"),
            Map.entry("orc", "application/vnd.apache.orc"),
            Map.entry("parquet", "application/vnd.apache.parquet"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("tsv", "text/tab-separated-values"),
            Map.entry("txt", "text/plain"),
            Map.entry("webp", "image/webp"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Map.entry("xml", "application/xml"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("yml", "application/yaml"),
            Map.entry("zip", "application/zip"),
            Map.entry("zst", "application/zstd"));

    private ContentTypes() {}

    /** Returns the media type of a path's extension; {@code null} if it is unknown. */
    public static @Nullable String of(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return null;
        }
        String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        String type = TYPES.get(extension);
        return (type != null) ? type : URLConnection.guessContentTypeFromName("file." + extension);
    }
}
