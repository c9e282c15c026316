package dev.connections.autoconfigure.snowflake;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A settings file of Snowflake's tools.
 *
 * @param profiles the sections of its connections, by name
 * @param common what its connections fall back to, or {@code null}
 */
record ProfileFile(Path path, Map<String, ProfileSection> profiles, @Nullable ProfileSection common) {

    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    /** Whether others than its owner may read or write it, as far as the file system tells. */
    boolean isOpenToOthers() {
        try {
            return Files.getPosixFilePermissions(path).stream().anyMatch(OF_OTHERS::contains);
        } catch (IOException | UnsupportedOperationException ex) {
            return false;
        }
    }

    /** Why a file cannot be read, without what is in it. */
    static String reason(Path path, IOException failure) {
        String why = (failure instanceof FileSystemException denied && denied.getReason() != null)
                ? denied.getReason()
                : failure.getClass().getSimpleName();
        return "The file " + path + " cannot be read: " + why + ".";
    }

    @Override
    public String toString() {
        return path + " (" + String.join(", ", profiles.keySet()) + ")";
    }
}
