package dev.connections.files;

import java.util.List;

/**
 * The content of one folder. Immutable.
 *
 * @param files the files in the folder itself, by path
 * @param folders the paths of the folders below it, each with a {@code /} at the end
 */
public record FileListing(List<FileInfo> files, List<String> folders) {

    public FileListing {
        files = List.copyOf(files);
        folders = List.copyOf(folders);
    }
}
