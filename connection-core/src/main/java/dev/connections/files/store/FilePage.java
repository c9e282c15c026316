package dev.connections.files.store;

import dev.connections.files.FileInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of files.
 *
 * @param files the files
 * @param folders the folders, each with a {@code /} at the end; empty if the listing is recursive
 * @param next the token of the next page; {@code null} for the last one
 */
public record FilePage(List<FileInfo> files, List<String> folders, @Nullable String next) {}
