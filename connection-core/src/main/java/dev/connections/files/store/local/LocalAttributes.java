package dev.connections.files.store.local;

import dev.connections.files.FileInfo;
import dev.connections.files.store.ContentTypes;
import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The properties of local files. Media type and metadata are user-defined attributes. A file system without them has
 * the media type of the file's name and no metadata.
 */
final class LocalAttributes {

    /** The name of the freedesktop.org convention. */
    private static final String CONTENT_TYPE = "mime_type";

    private static final String METADATA = "connections.";

    private LocalAttributes() {}

    static FileInfo info(String path, Path file, BasicFileAttributes attributes) {
        Map<String, String> metadata = new HashMap<>();
        String contentType = ContentTypes.of(path);
        UserDefinedFileAttributeView view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        if (view != null) {
            try {
                for (String name : view.list()) {
                    if (name.equals(CONTENT_TYPE)) {
                        contentType = value(view, name);
                    } else if (name.startsWith(METADATA)) {
                        metadata.put(name.substring(METADATA.length()), value(view, name));
                    }
                }
            } catch (IOException ex) {
                // the file system has no such attributes, or the file has been replaced meanwhile
            }
        }
        return new FileInfo(
                path,
                attributes.size(),
                attributes.lastModifiedTime().toInstant(),
                version(attributes),
                contentType,
                metadata);
    }

    /** The time of the change, the size, and the identity of the file, which is another one after each write. */
    static String version(BasicFileAttributes attributes) {
        return Long.toHexString(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS))
                + '-'
                + Long.toHexString(attributes.size())
                + '-'
                + Integer.toHexString(Objects.hashCode(attributes.fileKey()));
    }

    /**
     * Stores media type and metadata.
     *
     * @throws StoreException with reason {@code INVALID} if the file system cannot store the metadata
     */
    static void store(String path, Path file, @Nullable String contentType, Map<String, String> metadata)
            throws StoreException {
        boolean typed = contentType != null && !contentType.equals(ContentTypes.of(path));
        if (!typed && metadata.isEmpty()) {
            return;
        }
        UserDefinedFileAttributeView view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        try {
            if (view == null) {
                throw new IOException("it has no user-defined attributes");
            }
            for (Map.Entry<String, String> each : metadata.entrySet()) {
                view.write(METADATA + each.getKey(), StandardCharsets.UTF_8.encode(each.getValue()));
            }
            if (typed) {
                view.write(CONTENT_TYPE, StandardCharsets.UTF_8.encode(contentType));
            }
        } catch (IOException ex) {
            if (!metadata.isEmpty()) {
                throw new StoreException(
                        Reason.INVALID,
                        "The file system cannot store the metadata " + List.copyOf(metadata.keySet()) + " of '" + path
                                + "': " + ex.getMessage() + ". Write the file without metadata",
                        ex);
            }
        }
    }

    private static String value(UserDefinedFileAttributeView view, String name) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(view.size(name));
        view.read(name, buffer);
        return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }
}
