package dev.connections.files.store.local;

import java.nio.file.Path;

/**
 * A local directory.
 *
 * @param directory the directory, absolute; it must exist
 */
public record LocalStoreSettings(Path directory) {}
